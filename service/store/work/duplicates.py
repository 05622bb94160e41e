"""Which reports tell the same thing. Returns values, never rows; commits nothing."""

from sqlalchemy import delete, insert, select, update
from sqlalchemy import func as sql

from service.store.work.handle import WorkStore
from service.store.work.learning_tables import DuplicateRow
from service.terms import OrganisationId, ReportId

_duplicate = DuplicateRow.__table__  # type: ignore[attr-defined]


def find_original(work: WorkStore, organisation: OrganisationId, report: ReportId) -> ReportId | None:
    """The report this one is counted with."""
    found = work.session.execute(
        select(_duplicate.c.original).where(
            _duplicate.c.organisation == organisation, _duplicate.c.report == report
        )
    ).scalar_one_or_none()
    return None if found is None else ReportId(found)


def count_duplicates(work: WorkStore, organisation: OrganisationId, original: ReportId) -> int:
    """How many reports are counted with this one."""
    mine = (_duplicate.c.organisation == organisation, _duplicate.c.original == original)
    return int(work.session.execute(select(sql.count()).select_from(_duplicate).where(*mine)).scalar_one())


def set_original(
    work: WorkStore, organisation: OrganisationId, report: ReportId, original: ReportId | None
) -> None:
    """Count a report with another one from now on, or by itself again."""
    work.session.execute(
        delete(_duplicate).where(_duplicate.c.organisation == organisation, _duplicate.c.report == report)
    )
    if original is not None:
        work.session.execute(
            insert(_duplicate).values(organisation=organisation, report=report, original=original)
        )


def move_duplicates(
    work: WorkStore, organisation: OrganisationId, original: ReportId, to: ReportId | None
) -> None:
    """Count whatever was counted with one report with another one, or each by itself."""
    mine = (_duplicate.c.organisation == organisation, _duplicate.c.original == original)
    if to is None:
        work.session.execute(delete(_duplicate).where(*mine))
    else:
        work.session.execute(update(_duplicate).where(*mine).values(original=to))
