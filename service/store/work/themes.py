"""A circle's themes: sealed notes and the reports they are made of. Returns values, never rows."""

from dataclasses import dataclass, field

from sqlalchemy import delete, insert
from sqlmodel import col, func, select, update

from service.store.work.handle import WorkStore
from service.store.work.learning_tables import DuplicateRow, ThemeReportRow, ThemeRow
from service.terms import CircleId, OrganisationId, ReportId, ThemeId, ThemeStatus

_link = ThemeReportRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as the server sees it."""

    theme: ThemeId
    circle: CircleId
    factor: str
    status: ThemeStatus
    version: int
    note: bytes = field(repr=False)


def add_theme(work: WorkStore, organisation: OrganisationId, theme: Theme) -> bool:
    """Keep a new theme; False if its id is taken."""
    if work.session.get(ThemeRow, (organisation, theme.theme)) is not None:
        return False
    work.session.add(
        ThemeRow(
            organisation=organisation,
            theme=theme.theme,
            circle=theme.circle,
            factor=theme.factor,
            status=theme.status.value,
            version=theme.version,
            note=theme.note,
        )
    )
    work.session.flush()
    return True


def change_theme(work: WorkStore, organisation: OrganisationId, theme: Theme) -> bool:
    """Keep a change of the version `theme.version`; False if somebody was quicker."""
    changed = work.session.exec(
        update(ThemeRow)
        .where(
            col(ThemeRow.organisation) == organisation,
            col(ThemeRow.theme) == theme.theme,
            col(ThemeRow.version) == theme.version,
        )
        .values(factor=theme.factor, status=theme.status.value, version=theme.version + 1, note=theme.note)
    )
    work.session.expire_all()
    return changed.rowcount == 1


def find_theme(work: WorkStore, organisation: OrganisationId, theme: ThemeId) -> Theme | None:
    """The theme with this id."""
    row = work.session.get(ThemeRow, (organisation, theme))
    return None if row is None else _theme(row)


def list_themes(work: WorkStore, organisation: OrganisationId, circle: CircleId) -> tuple[Theme, ...]:
    """A circle's themes, by random id."""
    rows = work.session.exec(
        select(ThemeRow)
        .where(ThemeRow.organisation == organisation, ThemeRow.circle == circle)
        .order_by(ThemeRow.theme)
    )
    return tuple(_theme(row) for row in rows)


def set_link(
    work: WorkStore, organisation: OrganisationId, theme: ThemeId, report: ReportId, *, linked: bool
) -> None:
    """Make a report part of a theme, or no longer."""
    key = {"organisation": organisation, "theme": theme, "report": report}
    work.session.execute(delete(_link).where(*(_link.c[name] == value for name, value in key.items())))
    if linked:
        work.session.execute(insert(_link).values(key))


def list_links(work: WorkStore, organisation: OrganisationId, theme: ThemeId) -> tuple[ReportId, ...]:
    """The reports a theme is made of, by random id."""
    rows = work.session.exec(
        select(ThemeReportRow.report)
        .where(ThemeReportRow.organisation == organisation, ThemeReportRow.theme == theme)
        .order_by(ThemeReportRow.report)
    )
    return tuple(ReportId(report) for report in rows)


def count_tellings(work: WorkStore, organisation: OrganisationId, theme: ThemeId) -> int:
    """How many different things the reports of a theme tell: duplicates are one."""
    own = (col(DuplicateRow.organisation) == ThemeReportRow.organisation) & (
        col(DuplicateRow.report) == ThemeReportRow.report
    )
    told = func.coalesce(col(DuplicateRow.original), col(ThemeReportRow.report))
    return work.session.exec(
        select(func.count(func.distinct(told)))
        .select_from(ThemeReportRow)
        .outerjoin(DuplicateRow, own)
        .where(ThemeReportRow.organisation == organisation, ThemeReportRow.theme == theme)
    ).one()


def _theme(row: ThemeRow) -> Theme:
    return Theme(
        ThemeId(row.theme), CircleId(row.circle), row.factor, ThemeStatus(row.status), row.version, row.note
    )
