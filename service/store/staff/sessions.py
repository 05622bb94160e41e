"""Sessions, by the hash of their token. Returns values; commits nothing."""

from datetime import UTC, datetime

from sqlmodel import col, delete, select

from service.store.staff.handle import StaffStore
from service.store.staff.tables import PersonRow, SessionRow
from service.store.staff.ways import Whose
from service.terms import OrganisationId, PersonId, Role


def add_session(
    staff: StaffStore, organisation: OrganisationId, whose: Whose, token_hash: bytes, expires: datetime
) -> None:
    """Start a session."""
    staff.session.add(
        SessionRow(
            organisation=organisation,
            token_hash=token_hash,
            person=whose.person,
            way=whose.way,
            expires=expires,
        )
    )
    staff.session.flush()


def find_session(
    staff: StaffStore, organisation: OrganisationId, token_hash: bytes, now: datetime
) -> Whose | None:
    """Who this session belongs to, if it has not ended."""
    found = staff.session.exec(
        select(SessionRow.expires, SessionRow.way, PersonRow)
        .where(SessionRow.organisation == organisation, SessionRow.token_hash == token_hash)
        .join(
            PersonRow,
            (col(PersonRow.organisation) == SessionRow.organisation)
            & (col(PersonRow.person) == SessionRow.person),
        )
    ).first()
    if found is None:
        return None
    expires, way, person = found
    if expires.tzinfo is None:
        expires = expires.replace(tzinfo=UTC)
    if expires <= now:
        return None
    return Whose(PersonId(person.person), Role(person.role), person.display, way)


def remove_session(staff: StaffStore, organisation: OrganisationId, token_hash: bytes) -> None:
    """End a session."""
    staff.session.exec(
        delete(SessionRow).where(
            col(SessionRow.organisation) == organisation, col(SessionRow.token_hash) == token_hash
        )
    )


def remove_sessions(
    staff: StaffStore,
    organisation: OrganisationId,
    person: PersonId,
    way: str | None = None,
    keep: bytes = b"",
) -> None:
    """End every session of somebody but `keep`; with `way`, only those begun by that way in."""
    ending = delete(SessionRow).where(
        col(SessionRow.organisation) == organisation,
        col(SessionRow.person) == person,
        col(SessionRow.token_hash) != keep,
    )
    staff.session.exec(ending if way is None else ending.where(col(SessionRow.way) == way))


def remove_expired(staff: StaffStore, now: datetime) -> None:
    """Forget sessions that have ended."""
    staff.session.exec(delete(SessionRow).where(col(SessionRow.expires) <= now))
