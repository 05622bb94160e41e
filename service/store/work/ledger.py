"""The ledger of privacy spent: which report was counted in which stage, once for ever.

Set-based: a month of a million reports is one statement. Nothing here leaves the work store.
"""

from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    and_,
    case,
    exists,
    insert,
    literal,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy import func as sql

from service.store.work.handle import WorkStore
from service.store.work.learning_tables import DuplicateRow
from service.store.work.pipeline_tables import CountedRow, OutboxRow, PeriodRow
from service.store.work.tables import ReportRow
from service.terms import OrganisationId, Period, Stage

_counted = CountedRow.__table__  # type: ignore[attr-defined]
_duplicate = DuplicateRow.__table__  # type: ignore[attr-defined]
_outbox = OutboxRow.__table__  # type: ignore[attr-defined]
_period = PeriodRow.__table__  # type: ignore[attr-defined]
_report = ReportRow.__table__  # type: ignore[attr-defined]
SET_BASED = (
    "set local enable_nestloop = off",
    "set local enable_mergejoin = off",
    "set local enable_indexscan = off",
    "set local jit = off",
    "set local work_mem = '192MB'",
)
"""How PostgreSQL is to plan a draw. Its statistics lag behind a ledger that has just grown by a million rows,
and a nested loop over two such tables takes hours: scans and hash joins suit one report and a million."""
MIDDLE = "8"
"""Half of all report ids, 32 random hexadecimal digits, come before it."""
_COLUMNS = ["organisation", "stage", "report", "period"]


@dataclass(frozen=True, slots=True)
class Draw:
    """One table about to be drawn.

    `received_by` is the last month of receipt that counts; `foreign` are tables this organisation has drawn
    under another plan, or another version of this one: a report counted there has no budget left here.
    """

    organisation: OrganisationId
    stage: Stage
    period: Period
    received_by: Period
    needs_factor: bool
    foreign: tuple[tuple[Stage, tuple[Period, ...]], ...] = ()
    needs_coding: bool = True


def hold_draws(work: WorkStore, organisation: OrganisationId) -> None:
    """Let nobody else draw until this transaction ends, and see one state of the store throughout.

    Must be its first statement. On PostgreSQL the lock comes before the snapshot, so that a process that
    waited sees what the other one drew; every later statement then sees the same reports. On SQLite any
    write takes the one lock.
    """
    if work.session.get_bind().dialect.name == "postgresql":
        work.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        work.session.execute(text("lock table outbox in exclusive mode"))
        for plan in SET_BASED:
            work.session.execute(text(plan))
    else:
        touch = update(_period).where(_period.c.organisation == organisation)
        work.session.execute(touch.values(state=_period.c.state))


def eligible(draw: Draw, received: ColumnElement[bool]) -> ColumnElement[bool]:
    """Which reports of some months this table counts: coded, and never counted before."""
    return and_(_fit(draw, received), ~_was_counted(draw.organisation, draw.stage))


def take_reports(work: WorkStore, draw: Draw) -> None:
    """Write into the ledger every report this table counts."""
    _write(work, draw, _fit(draw, _report.c.period <= draw.received_by))


def forgo_reports(work: WorkStore, draw: Draw) -> None:
    """Write into the ledger every report received in time, coded or not, so that none is counted later.

    For a work store that was restored from an old copy: it has forgotten whom a published release counted.
    """
    mine = (_report.c.organisation == draw.organisation) & (_report.c.period <= draw.received_by)
    _write(work, draw, mine)


def _fit(draw: Draw, received: ColumnElement[bool]) -> ColumnElement[bool]:
    conditions = [
        received,
        _report.c.organisation == draw.organisation,
        *(~_was_counted(draw.organisation, stage, periods) for stage, periods in draw.foreign),
        *_told_once(draw),
    ]
    if draw.needs_coding:
        # Spelled out and not handed over: only so does SQLite see that the index of coded reports will do.
        conditions.append(_report.c.state == literal_column("'coded'"))
    if draw.needs_factor:
        conditions.append(_report.c.first_factor.is_not(None))
    return and_(*conditions)


def _told_once(draw: Draw) -> tuple[ColumnElement[bool], ...]:
    """Of reports that tell the same thing only the original counts, unless another of them was counted.

    Lists of their own, each made once: there are few duplicates, and a million reports to hold against them.
    """
    own, other = _duplicate.alias(), _duplicate.alias()
    told_elsewhere = select(own.c.report).where(own.c.organisation == draw.organisation)
    told_already = select(other.c.original).where(
        other.c.organisation == draw.organisation,
        exists().where(
            _counted.c.organisation == draw.organisation,
            _counted.c.stage == draw.stage.value,
            _counted.c.report == other.c.report,
        ),
    )
    return _report.c.report.not_in(told_elsewhere), _report.c.report.not_in(told_already)


def _write(work: WorkStore, draw: Draw, wanted: ColumnElement[bool]) -> None:
    """Enter what is wanted and not there yet, in the order of the ledger's key: appending is cheapest.

    On SQLite in two halves, because it sorts in the service's own memory: a temporary file would outlive
    the transaction.
    """
    stage, period = literal(draw.stage.value), literal(str(draw.period))
    chosen = select(_report.c.organisation, stage, _report.c.report, period).where(wanted)
    entry = insert(_counted)
    if work.session.get_bind().dialect.name == "sqlite":
        # Reading the table it writes to, SQLite would first copy the whole selection into memory.
        entry = entry.prefix_with("OR IGNORE")
        parts = [chosen.where(_report.c.report < MIDDLE), chosen.where(_report.c.report >= MIDDLE)]
    else:
        parts = [chosen.where(~_was_counted(draw.organisation, draw.stage))]
    for part in parts:
        work.session.execute(entry.from_select(_COLUMNS, part.order_by(_report.c.report)))


def _was_counted(
    organisation: OrganisationId, stage: Stage, periods: tuple[Period, ...] | None = None
) -> ColumnElement[bool]:
    """Whether a report is in the ledger of a stage: at all, or for some of its periods."""
    ledger = _counted.alias()
    conditions = [
        ledger.c.organisation == organisation,
        ledger.c.stage == stage.value,
        ledger.c.report == _report.c.report,
    ]
    if periods is not None:
        conditions.append(ledger.c.period.in_(periods))
    return exists().where(*conditions)


def count_overspent(
    work: WorkStore, organisation: OrganisationId, costs: tuple[tuple[Stage, int, int], ...], lifetime: int
) -> int:
    """How many reports were charged more than the lifetime: costs by stage and version, in whole units."""
    version = sql.coalesce(_outbox.c.version, 1)
    cost = case(*(((_counted.c.stage == stage.value) & (version == at), units) for stage, at, units in costs))
    drawn = (
        (_outbox.c.organisation == _counted.c.organisation)
        & (_outbox.c.stage == _counted.c.stage)
        & (_outbox.c.period == _counted.c.period)
    )
    charged = (
        select(_counted.c.report)
        .select_from(_counted.outerjoin(_outbox, drawn))
        .where(_counted.c.organisation == organisation)
        .group_by(_counted.c.report)
        .having(sql.sum(cost) > lifetime)
        .subquery()
    )
    return int(work.session.execute(select(sql.count()).select_from(charged)).scalar_one())
