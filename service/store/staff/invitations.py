"""Invitations, by the hash of their token. Returns values; commits nothing. A used or ended one is gone."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlmodel import col, delete, select

from service.store.staff.handle import StaffStore
from service.store.staff.tables import InvitationRow
from service.terms import OrganisationId, PersonId, Role

NAME_BYTES = 4
"""So much of a token's hash names its invitation on lists: it gives nothing of the token back."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """Whom a one-time link lets set their first ways in, and until when."""

    invitation: str
    """The first bytes of its token's hash."""
    person: PersonId
    handle: str = field(repr=False)
    display: str = field(repr=False)
    role: Role
    expires: datetime


def add_invitation(
    staff: StaffStore, organisation: OrganisationId, token_hash: bytes, invitation: Invitation
) -> None:
    """Keep an invitation by its token's hash, which names it."""
    staff.session.add(
        InvitationRow(
            organisation=organisation,
            token_hash=token_hash,
            person=invitation.person,
            handle=invitation.handle,
            display=invitation.display,
            role=invitation.role.value,
            expires=invitation.expires,
        )
    )
    staff.session.flush()


def find_invitation(
    staff: StaffStore, organisation: OrganisationId, token_hash: bytes, now: datetime
) -> Invitation | None:
    """The invitation with this hash, if it has not expired."""
    row = staff.session.get(InvitationRow, (organisation, token_hash))
    found = None if row is None else _invitation(row)
    return found if found is not None and found.expires > now else None


def list_invitations(
    staff: StaffStore, organisation: OrganisationId, now: datetime
) -> tuple[Invitation, ...]:
    """Those that can still be used, by sign-in name."""
    rows = staff.session.exec(
        select(InvitationRow)
        .where(InvitationRow.organisation == organisation, col(InvitationRow.expires) > now)
        .order_by(InvitationRow.handle)
    )
    return tuple(_invitation(row) for row in rows)


def remove_invitations(staff: StaffStore, organisation: OrganisationId, person: PersonId) -> bool:
    """Forget every invitation of somebody; False if there was none, or somebody else has just done so."""
    gone = staff.session.exec(
        delete(InvitationRow).where(
            col(InvitationRow.organisation) == organisation, col(InvitationRow.person) == person
        )
    )
    return gone.rowcount > 0


def remove_expired(staff: StaffStore, now: datetime) -> None:
    """Forget invitations whose days are over."""
    staff.session.exec(delete(InvitationRow).where(col(InvitationRow.expires) <= now))


def name_of(token_hash: bytes) -> str:
    """What lists call the invitation with this hash."""
    return token_hash[:NAME_BYTES].hex()


def _invitation(row: InvitationRow) -> Invitation:
    return Invitation(
        name_of(row.token_hash),
        PersonId(row.person),
        row.handle,
        row.display,
        Role(row.role),
        row.expires if row.expires.tzinfo else row.expires.replace(tzinfo=UTC),
    )
