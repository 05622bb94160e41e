"""Invites people by one-time links, and lets whoever holds one set their first two ways in.

Keys are made in the invited browser: nothing here ever holds a private one, nor the words that unlock it.
"""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from service.crypto.errors import NotAKey
from service.crypto.keys import load_public
from service.crypto.tokens import hash_token
from service.domain import audit, ways
from service.domain.changes import Change, note_change
from service.domain.entries import check_text
from service.domain.members import lose_keys
from service.domain.passkeys import RelyingParty
from service.domain.ways import NewPasskey, NewWords, Owner
from service.errors import MalformedRequest, NotFound
from service.refusals import CodeTaken, InvitationOver
from service.store.staff import invitations, people, sessions
from service.store.staff import ways as kept
from service.store.staff.audit import hold_trail
from service.store.staff.handle import StaffStore
from service.store.staff.invitations import Invitation
from service.store.staff.people import MemberKey, Person
from service.terms import MIN_WAYS_IN, Day, OrganisationId, PersonId, Role, WayKind

TOKEN_BYTES = 32
PERSON_BYTES = 16
GOOD_FOR = timedelta(days=7)
HANDLE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What the invited browser made: the public half of a member's key, and the first ways in."""

    public_key: bytes | None = field(repr=False)
    ways: tuple[NewWords, ...] = field(repr=False)
    passkey: tuple[NewPasskey, RelyingParty] | None = field(default=None, repr=False)

    @property
    def kinds(self) -> set[WayKind]:
        """The different kinds of ways in."""
        return {new.kind for new in self.ways} | ({WayKind.PASSKEY} if self.passkey else set())


def invite_person(
    change: Change, named: tuple[str, str], role: Role, chance: Callable[[int], bytes]
) -> bytes:
    """Invite somebody new by sign-in name and name; answers the token. An earlier link of theirs ends.

    Raises BadEntry, or CodeTaken for a sign-in name somebody has.
    """
    handle, display = check_text(named[0], "handle", HANDLE_LENGTH), check_text(named[1], "display")
    if people.find_handle(change.staff, change.organisation, handle) is not None:
        raise CodeTaken(field="handle")
    pending = invitations.list_invitations(change.staff, change.organisation, change.who[1])
    earlier = next((one.person for one in pending if one.handle == handle), None)
    person = earlier or PersonId(chance(PERSON_BYTES).hex())
    return _invite(change, Person(change.organisation, person, handle, display, role), chance)


def invite_again(change: Change, handle: str, chance: Callable[[int], bytes]) -> bytes:
    """Invite somebody who lost every way in; answers the token. Theirs hold until it is used. NotFound.

    A member's new key opens nothing until another member wraps their circle's key to it.
    """
    person = people.find_handle(change.staff, change.organisation, handle)
    if person is None:
        raise NotFound
    return _invite(change, person, chance)


def revoke_invitation(change: Change, invitation: str) -> None:
    """End an invitation of the list. Raises NotFound."""
    pending = invitations.list_invitations(change.staff, change.organisation, change.who[1])
    found = next((one for one in pending if one.invitation == invitation), None)
    if found is None:
        raise NotFound
    invitations.remove_invitations(change.staff, change.organisation, found.person)
    note_change(change, audit.Deed.INVITATION_ENDED, found.person)


def open_invitation(
    staff: StaffStore, organisation: OrganisationId, token: bytes, now: datetime
) -> Invitation:
    """Whom a link is for. Raises InvitationOver alike for one that was used, ended, expired or never was."""
    found = invitations.find_invitation(staff, organisation, hash_token(token), now)
    if found is None:
        raise InvitationOver
    return found


def accept_invitation(change: Change, token: bytes, acceptance: Acceptance) -> None:
    """Use a link. Raises InvitationOver, MalformedRequest or PasskeyRefused.

    Whoever had ways in has only the new ones after it, and no session; a member also no circle's key, until
    others give it to the new one.
    """
    staff, organisation, now = change.staff, change.organisation, change.who[1]
    found = open_invitation(staff, organisation, token, now)
    if len(acceptance.kinds) < MIN_WAYS_IN:
        raise MalformedRequest
    # Of two who use one link at one moment, the second waits here and finds it used.
    if not invitations.remove_invitations(staff, organisation, found.person):
        raise InvitationOver
    known = people.find_person(staff, organisation, found.person)
    if found.role is Role.MEMBER and known is not None:
        lose_keys(replace(change, who=(found.person, now)), found.person)
    # From here on nobody signs in by a way that is about to go.
    hold_trail(staff, organisation)
    if known is None:
        _add(staff, organisation, found)
    _set_key(staff, organisation, found, acceptance.public_key, Day(now.date().isoformat()))
    kept.remove_ways(staff, organisation, found.person)
    sessions.remove_sessions(staff, organisation, found.person)
    deed = audit.Deed.JOINED if known is None else audit.Deed.RECOVERED
    audit.record(staff, organisation, deed, (found.person, now), found.role.value)
    owner = Owner(organisation, found.person, found.role)
    for new in acceptance.ways:
        ways.add_words(staff, owner, new, now)
    if acceptance.passkey is not None:
        ways.add_passkey(staff, owner, *acceptance.passkey, now)


def link_of(address: str, root: str, token: bytes) -> str:
    """What is handed over: the token stands behind the #, so that no server is ever sent it."""
    return f"{address.rstrip('/')}{root}/invitation#{urlsafe_b64encode(token).decode().rstrip('=')}"


def _invite(change: Change, person: Person, chance: Callable[[int], bytes]) -> bytes:
    token, now = chance(TOKEN_BYTES), change.who[1]
    token_hash = hash_token(token)
    invitations.remove_expired(change.staff, now)
    invitations.remove_invitations(change.staff, change.organisation, person.person)
    name = invitations.name_of(token_hash)
    invitation = Invitation(name, person.person, person.handle, person.display, person.role, now + GOOD_FOR)
    invitations.add_invitation(change.staff, change.organisation, token_hash, invitation)
    note_change(change, audit.Deed.INVITED, f"{person.person}: {person.role.value}")
    return token


def _add(staff: StaffStore, organisation: OrganisationId, found: Invitation) -> None:
    if people.find_handle(staff, organisation, found.handle) is not None:
        raise InvitationOver
    person = Person(organisation, found.person, found.handle, found.display, found.role)
    people.add_person(staff, person)


def _set_key(
    staff: StaffStore, organisation: OrganisationId, found: Invitation, public: bytes | None, today: Day
) -> None:
    """Keep a member's public key; nobody else has one."""
    if (found.role is Role.MEMBER) != (public is not None):
        raise MalformedRequest
    if public is not None:
        try:
            load_public(public)
        except NotAKey:
            raise MalformedRequest from None
        people.set_member_key(staff, organisation, MemberKey(found.person, public, today))
