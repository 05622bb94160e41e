"""What a leader sees: published figures, their margins, and the words for them.

Reads the release store only (R7); page and API call the same function, so they cannot disagree. Asks no
clock: the same releases always give the same dashboard. Never ranks, never sorts by value, never says 0.
"""

from dataclasses import dataclass
from datetime import date

from service.domain.figures import Figure, Series, Table, cell_series, read_tables, total_series
from service.domain.marks import Marks, read_marks
from service.domain.scopes import Scope, ScopeKind, Span, parse_scope, parse_span
from service.languages import N_, DateText, Text
from service.privacy.calendar import closes_on, last_month, quarter_of, shift_month, shift_period
from service.privacy.domains import (
    OTHER_UNITS,
    TOTAL,
    PublicFacts,
    cell_domain,
    cross_cell,
    published_unit_groups,
)
from service.privacy.policy import QUARTERLY_STAGES, plan_rule
from service.store.release.handle import ReleaseStore
from service.store.release.releases import newest_month, read_stages
from service.taxonomy import taxonomy
from service.terms import Day, OrganisationId, Period, Plan, Stage

BLURRED = N_(
    "Each figure was blurred once, when the period closed, "
    "so nobody can tell whether any one report is in it."
)
NOTHING_YET = N_("Nothing has been published yet.")
APART = N_("Tables are blurred separately and do not add up exactly.")
MORE = N_("More reports can mean people feel safer to speak. Ask what changed in the work, not who reported.")
ALL_REPORTS = (TOTAL, N_("All reports"))
CULTURE_STAGES = frozenset({Stage.QUARTER_KIND, Stage.QUARTER_PROMISES})
OTHERS = (OTHER_UNITS, N_("Other and smaller units"))


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Unit groups by factor groups in one quarter, rows and columns (code, label) in their fixed order."""

    period: Period
    rows: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    figures: tuple[tuple[Figure | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Which release a figure came from: anybody may check it against the chain."""

    stage: Stage
    period: Period
    published: Day
    hash: str


@dataclass(frozen=True, slots=True)
class Dashboard:
    """One view of published releases, ready for a page, an API answer or an export.

    Under plan M factors and units are monthly and the total is the sum of a table's cells; under plan Q the
    total is monthly and factors and units are quarterly.
    """

    organisation: OrganisationId
    name: str
    plan: Plan
    scope: Scope
    span: Span
    months: tuple[Period, ...]
    quarters: tuple[Period, ...]
    total: Series
    factors: tuple[Series, ...]
    units: tuple[Series, ...]
    cross: CrossTable | None
    sentences: tuple[str, ...]
    next_month: Day | None
    next_quarter: Day | None
    sources: tuple[Source, ...]
    marks: Marks
    """Every event; of the rebasing decisions, those of the chosen scope."""


def view_dashboard(releases: ReleaseStore, facts: PublicFacts, scope: str, span: str) -> Dashboard:
    """The dashboard for a scope (all, factor:<code>, unit:<code>) and a span in months (12, 24, 60, 120).

    Raises UnknownCode for any other scope or span: there are no free filters, so nothing can be subtracted.
    """
    chosen, within = parse_scope(scope, facts), parse_span(span)
    plan = facts.organisation.plan
    shown = read_shown(releases, facts, within)
    months = _periods(shown, quarterly=False)
    return Dashboard(
        organisation=facts.organisation.organisation,
        name=facts.organisation.name,
        plan=plan,
        scope=chosen,
        span=within,
        months=months,
        quarters=_periods(shown, quarterly=True),
        total=_total(shown, plan),
        factors=_factors(shown, plan, chosen),
        units=_units(shown, facts, chosen),
        cross=_cross(shown, facts) if chosen.kind is ScopeKind.ALL else None,
        sentences=sentences(months),
        next_month=next_release(months),
        next_quarter=next_of_quarters(months),
        sources=tuple(source_of(table) for table in shown),
        marks=_marks_of(releases, facts, chosen),
    )


def _marks_of(releases: ReleaseStore, facts: PublicFacts, scope: Scope) -> Marks:
    found = read_marks(releases, facts.organisation.organisation)
    return Marks(found.events, tuple(one for one in found.rebases if one.scope == str(scope)))


def next_release(months: tuple[Period, ...]) -> Day | None:
    """The day the month after the last published one closes: arithmetic, never a look at what waits."""
    return closes_on(shift_month(months[-1], 1)) if months else None


def sentences(months: tuple[Period, ...]) -> tuple[str, ...]:
    """What every leader's page says beside its figures, as of the months it shows."""
    day = next_release(months)
    until = N_("Nothing here changes until %(day)s.", day=day_words(day)) if day else NOTHING_YET
    return (BLURRED, until, APART, MORE)


def day_words(day: Day) -> Text:
    """2026-12-15 as "15 December 2026"."""
    return DateText("d MMMM y", date.fromisoformat(day))


def read_shown(
    releases: ReleaseStore, facts: PublicFacts, span: Span, *, culture: bool = False
) -> tuple[Table, ...]:
    """The tables of the organisation's plan within the span, which ends with the newest published month.

    Those of the culture of reporting stand on a page of their own, so they are read apart.
    """
    organisation = facts.organisation.organisation
    newest = newest_month(releases, organisation)
    if newest is None:
        return ()
    first = shift_month(newest, 1 - int(span))
    stages = [
        rule.stage
        for rule in plan_rule(facts.organisation.plan).stages
        if (rule.stage in CULTURE_STAGES) is culture
    ]
    found = read_stages(releases, organisation, stages, since_year=first[:4])
    return read_tables(one for one in found if last_month(one.content.period) >= first)


def _of(tables: tuple[Table, ...], stage: Stage) -> tuple[Table, ...]:
    return tuple(table for table in tables if table.release.content.stage is stage)


def _periods(tables: tuple[Table, ...], *, quarterly: bool) -> tuple[Period, ...]:
    contents = (table.release.content for table in tables)
    return tuple(sorted({one.period for one in contents if (one.stage in QUARTERLY_STAGES) is quarterly}))


def _total(tables: tuple[Table, ...], plan: Plan) -> Series:
    if plan is Plan.Q:
        return cell_series(_of(tables, Stage.MONTH_TOTAL), ALL_REPORTS, quarterly=False)
    # Units, not factors: a report without a factor has a unit all the same.
    return total_series(_of(tables, Stage.MONTH_UNIT), ALL_REPORTS, quarterly=False)


def _factors(tables: tuple[Table, ...], plan: Plan, scope: Scope) -> tuple[Series, ...]:
    stage = Stage.MONTH_FACTOR if plan is Plan.M else Stage.QUARTER_FACTOR
    cells = tuple((factor.code, factor.label) for factor in taxonomy().factors)
    return _series(tables, stage, _within(cells, scope, ScopeKind.FACTOR))


def _units(tables: tuple[Table, ...], facts: PublicFacts, scope: Scope) -> tuple[Series, ...]:
    stage = Stage.MONTH_UNIT if facts.organisation.plan is Plan.M else Stage.QUARTER_UNIT
    labels = {unit.unit: unit.label for unit in facts.units} | dict([OTHERS])
    cells = tuple((cell, labels[cell]) for cell in cell_domain(stage, facts.units).cells)
    return _series(tables, stage, _within(cells, scope, ScopeKind.UNIT))


def _within(cells: tuple[tuple[str, str], ...], scope: Scope, kind: ScopeKind) -> tuple[tuple[str, str], ...]:
    if scope.kind is ScopeKind.ALL:
        return cells
    return tuple(cell for cell in cells if scope == Scope(kind, cell[0]))


def _series(
    tables: tuple[Table, ...], stage: Stage, cells: tuple[tuple[str, str], ...]
) -> tuple[Series, ...]:
    chosen, quarterly = _of(tables, stage), stage in QUARTERLY_STAGES
    return tuple(cell_series(chosen, cell, quarterly=quarterly) for cell in cells)


def _cross(tables: tuple[Table, ...], facts: PublicFacts) -> CrossTable | None:
    published = _of(tables, Stage.QUARTER_CROSS)
    if not published:
        return None
    newest = published[-1]
    rows = (*((group, _words(group)) for group in published_unit_groups(facts.units)), OTHERS)
    columns = tuple((group.code, group.label) for group in taxonomy().groups)
    figures = tuple(tuple(newest.figure(cross_cell(row, column)) for column, _ in columns) for row, _ in rows)
    return CrossTable(newest.release.content.period, rows, columns, figures)


def _words(group: str) -> str:
    """A unit group has a code and no label of its own."""
    return group.replace("-", " ").capitalize()


def next_of_quarters(months: tuple[Period, ...]) -> Day | None:
    """The day the next quarter closes, after the last published month."""
    if not months:
        return None
    quarter = quarter_of(months[-1])
    ended = last_month(quarter) == months[-1]
    return closes_on(shift_period(quarter, 1) if ended else quarter)


def source_of(table: Table) -> Source:
    """Where a table came from."""
    content = table.release.content
    return Source(content.stage, content.period, content.published, table.release.hash)
