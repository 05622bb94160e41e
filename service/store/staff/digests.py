"""The weekly digest: when it goes out, where to, and what is on its way. Returns values; commits nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import col, delete, insert, select, update

from service.store.staff.handle import StaffStore
from service.store.staff.tables import DigestAddressRow, DigestTimeRow, DigestWaitingRow
from service.terms import OrganisationId, PersonId


@dataclass(frozen=True, slots=True)
class Letterbox:
    """Where a member's digest goes, and in which language."""

    address: str = field(repr=False)
    language: str


@dataclass(frozen=True, slots=True)
class DigestTime:
    """A weekday (Monday is 0) and an hour where the organisation is; `week` is the newest that was queued."""

    weekday: int
    hour: int
    week: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A digest that is due. `mark` names it for good, however often it is tried."""

    person: PersonId
    week: str
    mark: str = field(repr=False)
    tries: int
    letterbox: Letterbox


def set_letterbox(
    staff: StaffStore, organisation: OrganisationId, person: PersonId, letterbox: Letterbox
) -> None:
    """Keep a member's address, in place of an earlier one."""
    staff.session.merge(
        DigestAddressRow(
            organisation=organisation,
            person=person,
            address=letterbox.address,
            language=letterbox.language,
        )
    )
    staff.session.flush()


def find_letterbox(staff: StaffStore, organisation: OrganisationId, person: PersonId) -> Letterbox | None:
    """A member's address, if they gave one."""
    row = staff.session.get(DigestAddressRow, (organisation, person))
    return None if row is None else Letterbox(row.address, row.language)


def clear_letterbox(staff: StaffStore, organisation: OrganisationId, person: PersonId) -> None:
    """Forget a member's address, and what is on its way to it."""
    for row in (DigestWaitingRow, DigestAddressRow):
        staff.session.exec(
            delete(row).where(col(row.organisation) == organisation, col(row.person) == person)
        )


def list_addressed(staff: StaffStore, organisation: OrganisationId) -> tuple[PersonId, ...]:
    """Whoever gave an address."""
    rows = staff.session.exec(
        select(DigestAddressRow.person).where(DigestAddressRow.organisation == organisation)
    )
    return tuple(PersonId(person) for person in rows)


def set_digest_time(staff: StaffStore, organisation: OrganisationId, time: DigestTime) -> None:
    """Keep when the digest goes out, in place of an earlier choice."""
    staff.session.merge(
        DigestTimeRow(organisation=organisation, weekday=time.weekday, hour=time.hour, week=time.week)
    )
    staff.session.flush()


def find_digest_time(staff: StaffStore, organisation: OrganisationId) -> DigestTime | None:
    """When the digest goes out; None where none does."""
    row = staff.session.get(DigestTimeRow, organisation)
    return None if row is None else DigestTime(row.weekday, row.hour, row.week)


def remove_digest_time(staff: StaffStore, organisation: OrganisationId) -> None:
    """Send no digest any more, and nothing of what is on its way."""
    for row in (DigestWaitingRow, DigestTimeRow):
        staff.session.exec(delete(row).where(col(row.organisation) == organisation))


def take_week(staff: StaffStore, organisation: OrganisationId, week: str) -> bool:
    """Be the one who queues a week's mails; False if somebody was, or nothing is sent any more."""
    taken = staff.session.exec(
        update(DigestTimeRow)
        .where(col(DigestTimeRow.organisation) == organisation, col(DigestTimeRow.week) < week)
        .values(week=week)
    )
    return taken.rowcount == 1


def remove_waiting(staff: StaffStore, organisation: OrganisationId) -> None:
    """Forget every digest that is on its way."""
    staff.session.exec(delete(DigestWaitingRow).where(col(DigestWaitingRow.organisation) == organisation))


def add_waiting(
    staff: StaffStore, organisation: OrganisationId, week: str, marks: Mapping[PersonId, str], now: datetime
) -> None:
    """Queue a week's digest for each person, under the mark given."""
    common = {"organisation": organisation, "week": week, "tries": 0, "not_before": now}
    rows = [{**common, "person": person, "mark": mark} for person, mark in marks.items()]
    if rows:
        staff.session.execute(insert(DigestWaitingRow), rows)


def list_due(staff: StaffStore, organisation: OrganisationId, now: datetime) -> tuple[Waiting, ...]:
    """What may be tried now, least tried first."""
    rows = staff.session.exec(
        select(DigestWaitingRow, DigestAddressRow)
        .where(
            DigestWaitingRow.organisation == organisation,
            col(DigestWaitingRow.not_before) <= now,
            DigestAddressRow.organisation == DigestWaitingRow.organisation,
            DigestAddressRow.person == DigestWaitingRow.person,
        )
        .order_by(col(DigestWaitingRow.tries), col(DigestWaitingRow.mark))
    )
    return tuple(
        Waiting(PersonId(row.person), row.week, row.mark, row.tries, Letterbox(to.address, to.language))
        for row, to in rows
    )


def hold_waiting(
    staff: StaffStore, organisation: OrganisationId, waiting: Waiting, now: datetime, until: datetime
) -> bool:
    """Be the one who tries a mail, until a time; False if somebody else is, or it is gone."""
    held = staff.session.exec(
        update(DigestWaitingRow)
        .where(
            col(DigestWaitingRow.organisation) == organisation,
            col(DigestWaitingRow.mark) == waiting.mark,
            col(DigestWaitingRow.not_before) <= now,
        )
        .values(not_before=until)
    )
    return held.rowcount == 1


def drop_waiting(staff: StaffStore, organisation: OrganisationId, waiting: Waiting) -> None:
    """Forget a mail: it is handed over, or never can be."""
    staff.session.exec(
        delete(DigestWaitingRow).where(
            col(DigestWaitingRow.organisation) == organisation, col(DigestWaitingRow.mark) == waiting.mark
        )
    )


def put_off(staff: StaffStore, organisation: OrganisationId, mark: str, until: datetime) -> None:
    """Try a mail no sooner than `until`; it counts one try more."""
    _later(
        staff, until, col(DigestWaitingRow.organisation) == organisation, col(DigestWaitingRow.mark) == mark
    )


def put_off_due(staff: StaffStore, organisation: OrganisationId, now: datetime, until: datetime) -> None:
    """Try nothing that is due sooner than `until`; what somebody else tries just now is left to them."""
    due = (col(DigestWaitingRow.organisation) == organisation, col(DigestWaitingRow.not_before) <= now)
    _later(staff, until, *due)


def _later(staff: StaffStore, until: datetime, *which: ColumnElement[bool]) -> None:
    later = update(DigestWaitingRow).where(*which)
    staff.session.exec(later.values(not_before=until, tries=DigestWaitingRow.tries + 1))
