"""What circles have written for everybody. Returns frozen values; commits nothing."""

from dataclasses import dataclass, field

from sqlalchemy import Row, Table, delete, insert, select

from service.store.release.handle import ReleaseStore
from service.store.release.tables import PublishedThemeRow
from service.terms import OrganisationId, Period, ThemeId

_theme: Table = PublishedThemeRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class PublishedTheme:
    """A theme that has left its circle; `month` is as fine as its time gets."""

    theme: ThemeId
    factor: str
    circle: str
    title: str
    words: str = field(repr=False)
    month: Period


def put_theme(releases: ReleaseStore, organisation: OrganisationId, theme: PublishedTheme) -> None:
    """Publish a theme, in place of what was published of it before."""
    remove_theme(releases, organisation, theme.theme)
    releases.session.execute(
        insert(_theme).values(
            organisation=organisation,
            theme=theme.theme,
            factor=theme.factor,
            circle=theme.circle,
            title=theme.title,
            words=theme.words,
            month=theme.month,
        )
    )


def remove_theme(releases: ReleaseStore, organisation: OrganisationId, theme: ThemeId) -> None:
    """Take a theme back: its words are gone."""
    releases.session.execute(
        delete(_theme).where(_theme.c.organisation == organisation, _theme.c.theme == theme)
    )


def list_themes(releases: ReleaseStore, organisation: OrganisationId) -> tuple[PublishedTheme, ...]:
    """All that is published, newest month first; those of one month by random id."""
    rows = releases.session.execute(
        select(_theme)
        .where(_theme.c.organisation == organisation)
        .order_by(_theme.c.month.desc(), _theme.c.theme)
    )
    return tuple(_as_theme(row) for row in rows)


def _as_theme(row: Row[tuple[object, ...]]) -> PublishedTheme:
    return PublishedTheme(ThemeId(row.theme), row.factor, row.circle, row.title, row.words, Period(row.month))
