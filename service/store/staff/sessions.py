"""Sessions, by the hash of their token. Returns values; commits nothing."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlmodel import col, delete, select

from service.store.staff.handle import StaffStore
from service.store.staff.tables import PersonRow, SessionRow
from service.terms import OrganisationId, PersonId, Role


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person behind a session."""

    person: PersonId
    role: Role
    display: str = field(repr=False)


def add_session(
    staff: StaffStore, organisation: OrganisationId, person: PersonId, token_hash: bytes, expires: datetime
) -> None:
    """Start a session."""
    staff.session.add(
        SessionRow(organisation=organisation, token_hash=token_hash, person=person, expires=expires)
    )
    staff.session.flush()


def find_session(
    staff: StaffStore, organisation: OrganisationId, token_hash: bytes, now: datetime
) -> SignedIn | None:
    """Who this session belongs to, if it has not ended."""
    found = staff.session.exec(
        select(SessionRow.expires, PersonRow)
        .where(SessionRow.organisation == organisation, SessionRow.token_hash == token_hash)
        .join(
            PersonRow,
            (col(PersonRow.organisation) == SessionRow.organisation)
            & (col(PersonRow.person) == SessionRow.person),
        )
    ).first()
    if found is None:
        return None
    expires, person = found
    if expires.tzinfo is None:
        expires = expires.replace(tzinfo=UTC)
    if expires <= now:
        return None
    return SignedIn(PersonId(person.person), Role(person.role), person.display)


def remove_session(staff: StaffStore, organisation: OrganisationId, token_hash: bytes) -> None:
    """End a session."""
    staff.session.exec(
        delete(SessionRow).where(
            col(SessionRow.organisation) == organisation, col(SessionRow.token_hash) == token_hash
        )
    )


def remove_expired(staff: StaffStore, now: datetime) -> None:
    """Forget sessions that have ended."""
    staff.session.exec(delete(SessionRow).where(col(SessionRow.expires) <= now))
