"""Themes: what recurs in reports, written by a circle for itself, and in kind masked words for everybody.

Nothing made of fewer than three reports leaves a circle. Notes are sealed; only what is published is read.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from service.crypto.envelope import parse_envelope
from service.crypto.errors import NotAnEnvelope, UnknownVersion
from service.domain.reports import check_factors, show_report
from service.domain.routing import Directory
from service.errors import MalformedEnvelope, NotFound, RetiredKey, StaleEdit
from service.privacy.calendar import local_date
from service.refusals import TooFewReports, WordsNotReady
from service.store.release import themes as published
from service.store.release.handle import ReleaseStore
from service.store.release.themes import PublishedTheme
from service.store.work import themes
from service.store.work.handle import WorkStore
from service.store.work.themes import Theme
from service.terms import CircleId, OrganisationId, Period, ReportId, ThemeId, ThemeStatus
from service.text.engine import analyse

LEAST_REPORTS = 3
"""signal_rules.yaml, `free_text`: composites from at least three reports only."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a circle wants everybody to read."""

    title: str
    words: str = field(repr=False)


def begin_theme(work: WorkStore, theme: Theme, directory: Directory) -> None:
    """Keep a new theme, as noticed.

    Raises UnknownCode, MalformedEnvelope, RetiredKey, or StaleEdit where the id is taken.
    """
    _check(theme, directory)
    first = replace(theme, status=ThemeStatus.NOTICED, version=1)
    if not themes.add_theme(work, directory.organisation.organisation, first):
        raise StaleEdit


def change_theme(work: WorkStore, theme: Theme, directory: Directory) -> Theme:
    """Keep a change. A theme moves on and never back: a status before the present one stays as it was.

    Raises as begin_theme does; StaleEdit if somebody changed it since this version.
    """
    organisation = directory.organisation.organisation
    before = show_theme(work, organisation, theme.circle, theme.theme)
    _check(theme, directory)
    status = max(before.status, theme.status, key=list(ThemeStatus).index)
    if not themes.change_theme(work, organisation, replace(theme, status=status)):
        raise StaleEdit
    return show_theme(work, organisation, theme.circle, theme.theme)


def show_theme(work: WorkStore, organisation: OrganisationId, circle: CircleId, theme: ThemeId) -> Theme:
    """A theme of this circle. Raises NotFound, also for one of another circle."""
    found = themes.find_theme(work, organisation, theme)
    if found is None or found.circle != circle:
        raise NotFound
    return found


def link_report(
    work: WorkStore, organisation: OrganisationId, theme: Theme, report: ReportId, *, linked: bool
) -> None:
    """Make a report of the same circle part of a theme, or no longer. Raises NotFound."""
    show_report(work, organisation, theme.circle, report)
    themes.set_link(work, organisation, theme.theme, report, linked=linked)


def publish_theme(
    stores: tuple[WorkStore, ReleaseStore],
    theme: Theme,
    written: Written,
    directory: Directory,
    now: datetime,
) -> None:
    """Let everybody read a theme. The work store is only read.

    Raises TooFewReports below three different reports, WordsNotReady for contacts, numbers or blame.
    """
    work, releases = stores
    organisation = directory.organisation
    if themes.count_tellings(work, organisation.organisation, theme.theme) < LEAST_REPORTS:
        raise TooFewReports
    for words in (written.title, written.words):
        found = analyse(words)
        if found.blame or any(span.fixed for span in found.masked):
            raise WordsNotReady
    label = next(one.label for one in directory.circles if one.circle == theme.circle)
    month = Period(local_date(now, organisation.timezone).isoformat()[:7])
    out = PublishedTheme(theme.theme, theme.factor, label, written.title, written.words, month)
    published.put_theme(releases, organisation.organisation, out)


def published_ids(releases: ReleaseStore, organisation: OrganisationId) -> frozenset[ThemeId]:
    """Which themes everybody can read."""
    return frozenset(one.theme for one in published.list_themes(releases, organisation))


def withdraw_theme(releases: ReleaseStore, organisation: OrganisationId, theme: Theme) -> None:
    """Take a theme back: leaders read it no more, and its words are gone."""
    published.remove_theme(releases, organisation, theme.theme)


def _check(theme: Theme, directory: Directory) -> None:
    check_factors((theme.factor,))
    try:
        key_id = parse_envelope(theme.note).key_id.hex()
    except (UnknownVersion, NotAnEnvelope):
        raise MalformedEnvelope from None
    current = directory.require_key(theme.circle).key_id
    if key_id != current:
        raise RetiredKey(key_id=current)
