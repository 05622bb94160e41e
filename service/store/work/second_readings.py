"""Reports read by two people, apart from how they are coded. Returns values, never rows; commits nothing."""

from dataclasses import dataclass, field

from sqlmodel import col, select, update

from service.store.work.handle import WorkStore
from service.store.work.learning_tables import SecondReadingRow
from service.store.work.reports import StoredReport, stored
from service.store.work.tables import ReportRow
from service.terms import CircleId, OrganisationId, ReportId

_own = (col(ReportRow.organisation) == SecondReadingRow.organisation) & (
    col(ReportRow.report) == SecondReadingRow.report
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report that waits for a second reader, and a hash of who must not be it."""

    report: StoredReport
    first_reader: bytes | None = field(repr=False)


def add_reading(work: WorkStore, report: StoredReport, factors: tuple[str, ...], first_reader: bytes) -> None:
    """Keep what the first reader saw; the first one only."""
    if work.session.get(SecondReadingRow, (report.organisation, report.report)) is None:
        work.session.add(
            SecondReadingRow(
                organisation=report.organisation,
                report=report.report,
                first_codes=",".join(factors),
                first_reader=first_reader,
            )
        )
        work.session.flush()


def list_waiting(work: WorkStore, organisation: OrganisationId, circle: CircleId) -> tuple[Waiting, ...]:
    """Reports of a circle that nobody has read a second time, by random id."""
    rows = work.session.exec(
        select(ReportRow, SecondReadingRow.first_reader)
        .join(SecondReadingRow, _own)
        .where(
            ReportRow.organisation == organisation,
            ReportRow.circle == circle,
            ReportRow.state == "coded",
            col(SecondReadingRow.second_codes).is_(None),
        )
        .order_by(ReportRow.report)
    )
    return tuple(Waiting(stored(row), first_reader) for row, first_reader in rows)


def set_second(
    work: WorkStore, organisation: OrganisationId, report: ReportId, factors: tuple[str, ...]
) -> bool:
    """Keep what the second reader saw, and forget who the first was. False if somebody was quicker."""
    changed = work.session.exec(
        update(SecondReadingRow)
        .where(
            col(SecondReadingRow.organisation) == organisation,
            col(SecondReadingRow.report) == report,
            col(SecondReadingRow.second_codes).is_(None),
        )
        .values(second_codes=",".join(factors), first_reader=None)
    )
    return changed.rowcount == 1


def list_readings(
    work: WorkStore, organisation: OrganisationId, circle: CircleId
) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """What two people saw in each report of a circle that both have read."""
    rows = work.session.exec(
        select(SecondReadingRow.first_codes, SecondReadingRow.second_codes)
        .join(ReportRow, _own)
        .where(
            ReportRow.organisation == organisation,
            ReportRow.circle == circle,
            col(SecondReadingRow.second_codes).is_not(None),
        )
    )
    return tuple((_codes(one), _codes(other or "")) for one, other in rows)


def _codes(kept: str) -> frozenset[str]:
    return frozenset(code for code in kept.split(",") if code)
