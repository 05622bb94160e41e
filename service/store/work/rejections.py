"""Which suggested factors do not fit a report. Returns values, never rows; commits nothing."""

from collections.abc import Iterable

from sqlalchemy import delete, insert, select

from service.store.work.handle import WorkStore
from service.store.work.learning_tables import RejectionRow
from service.terms import OrganisationId, ReportId

_rejection = RejectionRow.__table__  # type: ignore[attr-defined]


def list_rejections(
    work: WorkStore, organisation: OrganisationId, reports: Iterable[ReportId]
) -> dict[ReportId, tuple[str, ...]]:
    """The factors marked as not fitting, by report, in the order of their codes; no entry for none."""
    rows = work.session.execute(
        select(_rejection.c.report, _rejection.c.factor)
        .where(_rejection.c.organisation == organisation, _rejection.c.report.in_(tuple(reports)))
        .order_by(_rejection.c.report, _rejection.c.factor)
    )
    found: dict[ReportId, tuple[str, ...]] = {}
    for report, factor in rows:
        found[ReportId(report)] = (*found.get(ReportId(report), ()), factor)
    return found


def set_rejections(
    work: WorkStore, organisation: OrganisationId, report: ReportId, factors: Iterable[str]
) -> None:
    """Keep these and no others."""
    work.session.execute(
        delete(_rejection).where(_rejection.c.organisation == organisation, _rejection.c.report == report)
    )
    rows = [{"organisation": organisation, "report": report, "factor": factor} for factor in factors]
    if rows:
        work.session.execute(insert(_rejection), rows)
