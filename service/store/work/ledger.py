"""The ledger of privacy spent: which report was counted in which stage, once for ever.

Set-based: a month of a million reports is one statement. Nothing here leaves the work store.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, exists, insert, literal, select, text
from sqlalchemy import func as sql

from service.store.work.handle import WorkStore
from service.store.work.pipeline_tables import CountedRow
from service.store.work.tables import ReportRow
from service.terms import OrganisationId, Period, Stage

_counted = CountedRow.__table__  # type: ignore[attr-defined]
_report = ReportRow.__table__  # type: ignore[attr-defined]
_COLUMNS = ["organisation", "stage", "report", "period"]


@dataclass(frozen=True, slots=True)
class Draw:
    """One table about to be drawn.

    `received_by` is the last month of receipt that counts; `foreign` are stages of another plan that this
    organisation has used: a report counted there has no budget left here.
    """

    organisation: OrganisationId
    stage: Stage
    period: Period
    received_by: Period
    needs_factor: bool
    foreign: tuple[Stage, ...] = ()


def work_in_sets(work: WorkStore) -> None:
    """Tell PostgreSQL, for this transaction, that its statements concern many rows.

    Its statistics lag behind a ledger that has just grown by a million rows, and a nested loop over two
    such tables takes hours; a hash join is right for one report and for a million.
    """
    if work.session.get_bind().dialect.name == "postgresql":
        work.session.execute(text("set local enable_nestloop = off"))


def take_reports(work: WorkStore, draw: Draw) -> None:
    """Write into the ledger every report this table counts: received in time, coded, never counted before."""
    conditions = [_report.c.state == "coded"]
    if draw.needs_factor:
        conditions.append(_report.c.first_factor.is_not(None))
    conditions += [~_was_counted(draw.organisation, stage) for stage in draw.foreign]
    _write(work, draw, *conditions)


def forgo_reports(work: WorkStore, draw: Draw) -> None:
    """Write into the ledger every report received in time, coded or not, so that none is counted later.

    For a work store that was restored from an old copy: it has forgotten whom a published release counted.
    """
    _write(work, draw)


def _write(work: WorkStore, draw: Draw, *conditions: ColumnElement[bool]) -> None:
    chosen = (
        select(_report.c.organisation, literal(draw.stage.value), _report.c.report, literal(str(draw.period)))
        .where(_report.c.organisation == draw.organisation, _report.c.period <= draw.received_by)
        .where(~_was_counted(draw.organisation, draw.stage), *conditions)
    )
    work.session.execute(insert(_counted).from_select(_COLUMNS, chosen))


def _was_counted(organisation: OrganisationId, stage: Stage) -> ColumnElement[bool]:
    ledger = _counted.alias()
    return exists().where(
        ledger.c.organisation == organisation,
        ledger.c.stage == stage.value,
        ledger.c.report == _report.c.report,
    )


def count_overspent(
    work: WorkStore, organisation: OrganisationId, costs: tuple[tuple[Stage, int], ...], lifetime: int
) -> int:
    """How many reports were charged more than the lifetime; costs and lifetime in the same whole units."""
    cost = case({stage.value: units for stage, units in costs}, value=_counted.c.stage)
    charged = (
        select(_counted.c.report)
        .where(_counted.c.organisation == organisation)
        .group_by(_counted.c.report)
        .having(sql.sum(cost) > lifetime)
        .subquery()
    )
    return int(work.session.execute(select(sql.count()).select_from(charged)).scalar_one())
