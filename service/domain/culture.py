"""The culture of reporting, not volume as a score: kinds over time, and promises kept. Releases only (R7).

Shares come from blurred tables and carry their ranges. Never by unit, never ranked, never a target.
"""

from dataclasses import dataclass

from service.domain.dashboards import Source, next_of_quarters, read_shown, sentences, source_of
from service.domain.figures import Series, Table, cell_series
from service.domain.scopes import Span, parse_span
from service.domain.shares import Parts, Share, share_of
from service.languages import N_
from service.privacy.domains import PROMISES, PublicFacts
from service.store.release.handle import ReleaseStore
from service.store.release.releases import newest_month
from service.taxonomy import taxonomy
from service.terms import Day, OrganisationId, Period, Stage

KINDS = tuple(kind.code for kind in taxonomy().kinds)
ASKED = tuple(cell for cell in PROMISES if cell.startswith("asked|"))
PROMISE_LABELS = (
    ("asked|acknowledged|answered", N_("Asked; heard back in 7 days; answered in 90")),
    ("asked|acknowledged|unanswered", N_("Asked; heard back in 7 days; no answer in 90")),
    ("asked|unacknowledged|answered", N_("Asked; not heard back in 7 days; answered in 90")),
    ("asked|unacknowledged|unanswered", N_("Asked; not heard back in 7 days; no answer in 90")),
    ("not-asked|acknowledged", N_("Did not ask; heard back in 7 days")),
    ("not-asked|unacknowledged", N_("Did not ask; not heard back in 7 days")),
)
YEAR = 4
"""Quarters that are put together for a steadier share."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One share that is shown: from which table, of what, and what it means."""

    code: str
    label: str
    about: str
    stage: Stage
    parts: Parts


MEASURES = (
    Measure(
        "went-well",
        N_("Went well despite the conditions"),
        N_("Of all reports, those that tell what people made work. It shows whether good work is told too."),
        Stage.QUARTER_KIND,
        Parts(("went-well-despite",), KINDS),
    ),
    Measure(
        "not-as-intended",
        N_("Did not work as intended"),
        N_("Of all reports, those about a project, tool or idea that did not do what was hoped."),
        Stage.QUARTER_KIND,
        Parts(("not-as-intended",), KINDS),
    ),
    Measure(
        "asked",
        N_("Asked for an answer"),
        N_("Of all reports, those whose writer asked to hear back."),
        Stage.QUARTER_PROMISES,
        Parts(ASKED, PROMISES),
    ),
    Measure(
        "acknowledged",
        N_("Heard back within 7 days"),
        N_("Of all reports, those to which the circle gave a first sign within 7 days."),
        Stage.QUARTER_PROMISES,
        Parts(tuple(cell for cell in PROMISES if "|acknowledged" in cell), PROMISES),
    ),
    Measure(
        "answered",
        N_("Answered within 90 days"),
        N_("Of those who asked, the ones who got an answer within 90 days."),
        Stage.QUARTER_PROMISES,
        Parts(tuple(cell for cell in ASKED if cell.endswith("|answered")), ASKED),
    ),
)


@dataclass(frozen=True, slots=True)
class ShareSeries:
    """One share over time, oldest quarter first; `year` is the last four published quarters together."""

    code: str
    label: str
    about: str
    shares: tuple[Share, ...]
    year: Share | None


@dataclass(frozen=True, slots=True)
class Culture:
    """One view of how people report and are answered."""

    organisation: OrganisationId
    name: str
    span: Span
    quarters: tuple[Period, ...]
    kinds: tuple[Series, ...]
    promises: tuple[Series, ...]
    """The table behind the last three shares, a quarter behind the others."""
    shares: tuple[ShareSeries, ...]
    sentences: tuple[str, ...]
    next_quarter: Day | None
    sources: tuple[Source, ...]


def view_culture(releases: ReleaseStore, facts: PublicFacts, span: str) -> Culture:
    """Kinds and promises over a span in months (12, 24, 60, 120); UnknownCode for any other."""
    within = parse_span(span)
    shown = read_shown(releases, facts, within, culture=True)
    newest = newest_month(releases, facts.organisation.organisation)
    months = () if newest is None else (newest,)
    kinds = _of(shown, Stage.QUARTER_KIND)
    return Culture(
        organisation=facts.organisation.organisation,
        name=facts.organisation.name,
        span=within,
        quarters=tuple(table.release.content.period for table in kinds),
        kinds=tuple(cell_series(kinds, (kind.code, kind.label), quarterly=True) for kind in taxonomy().kinds),
        promises=tuple(
            cell_series(_of(shown, Stage.QUARTER_PROMISES), cell, quarterly=True) for cell in PROMISE_LABELS
        ),
        shares=tuple(_shares(measure, _of(shown, measure.stage)) for measure in MEASURES),
        sentences=sentences(months),
        next_quarter=next_of_quarters(months),
        sources=tuple(source_of(table) for table in shown),
    )


def _of(tables: tuple[Table, ...], stage: Stage) -> tuple[Table, ...]:
    return tuple(table for table in tables if table.release.content.stage is stage)


def _shares(measure: Measure, tables: tuple[Table, ...]) -> ShareSeries:
    year = share_of(tables[-YEAR:], measure.parts) if len(tables) >= YEAR else None
    shares = tuple(share_of((table,), measure.parts) for table in tables)
    return ShareSeries(measure.code, measure.label, measure.about, shares, year)
