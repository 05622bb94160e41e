"""How long an organisation keeps words, and taking out what has had its time. Commits nothing.

Never says how many: a number of reports that aged is a number of reports that came.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func as sql
from sqlalchemy import select, update

from service.store.work.dialogue_tables import DialogueStateRow
from service.store.work.forgetting import delete_rows, tables_of_reports
from service.store.work.handle import WorkStore
from service.store.work.pipeline_tables import PeriodRow
from service.store.work.tables import EnvelopeRow, ReportRow, RetentionRow
from service.terms import OrganisationId, Period, ReportId, Retention

_report = ReportRow.__table__  # type: ignore[attr-defined]
_envelope = EnvelopeRow.__table__  # type: ignore[attr-defined]
_state = DialogueStateRow.__table__  # type: ignore[attr-defined]
_period = PeriodRow.__table__  # type: ignore[attr-defined]
CODED_PARTS = frozenset({"report", "counted", "duplicate"})
"""What stays of a report whose words are gone while a release may still count it."""


@dataclass(frozen=True, slots=True)
class Ageing:
    """What decides when a report is forgotten: days or weeks, and whether a release may still count it."""

    report: ReportId = field(repr=False)
    received: str = field(repr=False)
    active: str = field(repr=False)
    """The ISO week of the last message, or "" if there was none."""
    period: Period
    coded: bool


def find_retention(work: WorkStore, organisation: OrganisationId) -> Retention:
    """What an organisation has decided, or the default."""
    row = work.session.get(RetentionRow, organisation)
    return Retention() if row is None else Retention(row.days, row.hold)


def set_retention(work: WorkStore, organisation: OrganisationId, retention: Retention) -> None:
    """Keep a decision, in place of the one before."""
    row = RetentionRow(organisation=organisation, days=retention.days, hold=retention.hold)
    work.session.merge(row)
    work.session.flush()


def read_ageing(work: WorkStore, organisation: OrganisationId, upto: Period) -> Iterator[Ageing]:
    """Every report of the months through `upto`, with or without words left."""
    joined = (_state.c.organisation == _report.c.organisation) & (_state.c.report == _report.c.report)
    rows = work.session.execute(
        select(_report.c.report, _report.c.received, _report.c.period, _report.c.state, _state.c.active)
        .outerjoin(_state, joined)
        .where(_report.c.organisation == organisation, _report.c.period <= upto)
        .execution_options(yield_per=1000)
    )
    for row in rows:
        yield Ageing(
            ReportId(row.report), row.received, row.active or "", Period(row.period), row.state == "coded"
        )


def forget_reports(work: WorkStore, organisation: OrganisationId, reports: Sequence[ReportId]) -> None:
    """Delete every row of these reports; published figures stand."""
    delete_rows(work, organisation, reports, tables_of_reports())


def forget_words(work: WorkStore, organisation: OrganisationId, reports: Sequence[ReportId]) -> None:
    """Delete the words of these reports, sealed as they are, and their dialogues; coded fields stay."""
    words = (table for table in tables_of_reports() if table.name not in CODED_PARTS)
    delete_rows(work, organisation, reports, words)


def blur_to_months(work: WorkStore, organisation: OrganisationId, upto: Period) -> None:
    """Leave only the month of receipt of reports of released months through `upto`: 2026-M11."""
    released = select(_period.c.period).where(
        _period.c.organisation == organisation, _period.c.state == "released", _period.c.period <= upto
    )
    month = sql.substr(_report.c.period, 1, 5) + "M" + sql.substr(_report.c.period, 6, 2)
    work.session.execute(
        update(_report)
        .where(_report.c.organisation == organisation, _report.c.period.in_(released))
        .where(sql.substr(_report.c.received, 6, 1) != "M")
        .values(received=month)
    )
