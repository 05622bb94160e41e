"""The audit trail: who did what on which day, in one chain an organisation. Only ever appended to."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import col, select

from service.store.staff.handle import StaffStore
from service.store.staff.tables import AuditRow
from service.terms import Day, OrganisationId

_LOCK = "select pg_advisory_xact_lock(hashtext('candour audit ' || :organisation))"


@dataclass(frozen=True, slots=True)
class Entry:
    """A deed in its place; positions count from 1."""

    position: int
    day: Day
    actor: str
    deed: str
    subject: str
    previous_hash: str
    hash: str


def hold_trail(staff: StaffStore, organisation: OrganisationId) -> None:
    """Let nobody else append until this transaction ends. On SQLite any write takes the one lock."""
    if staff.session.get_bind().dialect.name == "postgresql":
        staff.session.execute(text(_LOCK), {"organisation": organisation})


def last_entry(staff: StaffStore, organisation: OrganisationId) -> Entry | None:
    """The newest entry."""
    row = staff.session.exec(
        select(AuditRow)
        .where(AuditRow.organisation == organisation)
        .order_by(col(AuditRow.position).desc())
        .limit(1)
    ).first()
    return None if row is None else _entry(row)


def add_entry(staff: StaffStore, organisation: OrganisationId, entry: Entry) -> None:
    """Append an entry; the database refuses a place that is taken, and every later change."""
    staff.session.add(
        AuditRow(
            organisation=organisation,
            position=entry.position,
            day=entry.day,
            actor=entry.actor,
            deed=entry.deed,
            subject=entry.subject,
            previous_hash=entry.previous_hash,
            hash=entry.hash,
        )
    )
    staff.session.flush()


def read_trail(staff: StaffStore, organisation: OrganisationId) -> Iterator[Entry]:
    """Every entry, oldest first."""
    rows = staff.session.exec(
        select(AuditRow).where(AuditRow.organisation == organisation).order_by(col(AuditRow.position))
    )
    return (_entry(row) for row in rows)


def read_newest(staff: StaffStore, organisation: OrganisationId, number: int) -> tuple[Entry, ...]:
    """The newest entries, newest first."""
    rows = staff.session.exec(
        select(AuditRow)
        .where(AuditRow.organisation == organisation)
        .order_by(col(AuditRow.position).desc())
        .limit(number)
    )
    return tuple(_entry(row) for row in rows)


def _entry(row: AuditRow) -> Entry:
    return Entry(row.position, Day(row.day), row.actor, row.deed, row.subject, row.previous_hash, row.hash)
