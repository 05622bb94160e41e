"""Ways in of somebody who is signed in or invited: added, listed, taken away, and written down.

Each locks its own copy of the same member key. Never sees what unlocks one.
"""

from dataclasses import dataclass, field
from datetime import datetime

from service.crypto.passphrase import LOCKED_BYTES, LOCKED_VERSION, Parameters
from service.crypto.tokens import hash_token
from service.domain import audit, passkeys
from service.domain.access import Actor, cookie_hash
from service.domain.passkeys import Registration, RelyingParty
from service.errors import MalformedRequest, NotFound, TooFewWaysIn
from service.store.staff import sessions, ways
from service.store.staff.audit import hold_trail
from service.store.staff.handle import StaffStore
from service.store.staff.ways import WayIn, Words
from service.terms import MIN_WAYS_IN, Day, OrganisationId, PersonId, Role, WayKind

WAY_BYTES = 16


@dataclass(frozen=True, slots=True)
class NewWords:
    """A passphrase or recovery words as a browser made them: never the words themselves."""

    kind: WayKind
    salt: bytes = field(repr=False)
    kdf: Parameters
    proof: bytes = field(repr=False)
    locked: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """A passkey as an authenticator made it, and a name of chance for it."""

    way: str
    registration: Registration
    locked: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose way in it is to be. A member's way in locks their key; nobody else has one."""

    organisation: OrganisationId
    person: PersonId
    role: Role


def owner(actor: Actor) -> Owner:
    """The signed-in person as the owner of ways in."""
    return Owner(actor.organisation, actor.person, actor.role)


def add_words(staff: StaffStore, whose: Owner, new: NewWords, now: datetime, here: str = "") -> None:
    """Keep a passphrase or recovery words, in place of earlier ones. Raises MalformedRequest.

    Sessions that earlier ones began end, but the one whose cookie is `here`.
    """
    if new.kind is WayKind.PASSKEY:
        raise MalformedRequest
    _check_lock(whose.role, new.locked)
    hold_trail(staff, whose.organisation)
    way = WayIn(new.kind.value, new.kind, _day(now), new.locked)
    words = Words(new.salt, new.kdf, hash_token(new.proof))
    ways.add_words(staff, whose.organisation, whose.person, way, words)
    sessions.remove_sessions(staff, whose.organisation, whose.person, way.way, cookie_hash(here))
    audit.record(staff, whose.organisation, audit.Deed.WAY_IN_ADDED, (whose.person, now), new.kind.value)


def add_passkey(staff: StaffStore, whose: Owner, new: NewPasskey, party: RelyingParty, now: datetime) -> None:
    """Keep a passkey. Raises PasskeyRefused or MalformedRequest."""
    _check_lock(whose.role, new.locked)
    passkey = passkeys.accept_passkey(staff, party, whose.person, new.registration, now)
    way = WayIn(new.way, WayKind.PASSKEY, _day(now), new.locked)
    ways.add_passkey(staff, whose.organisation, whose.person, way, passkey)
    kind = WayKind.PASSKEY.value
    audit.record(staff, whose.organisation, audit.Deed.WAY_IN_ADDED, (whose.person, now), kind)


def remove_way(staff: StaffStore, actor: Actor, way: str, now: datetime) -> None:
    """Take a way in away, with the sessions it began. Raises NotFound or TooFewWaysIn."""
    hold_trail(staff, actor.organisation)
    mine = ways.list_ways(staff, actor.organisation, actor.person)
    found = next((one for one in mine if one.way == way), None)
    if found is None:
        raise NotFound
    if len(mine) <= MIN_WAYS_IN:
        raise TooFewWaysIn
    ways.remove_way(staff, actor.organisation, actor.person, way)
    sessions.remove_sessions(staff, actor.organisation, actor.person, way)
    deed = audit.Deed.WAY_IN_REMOVED
    audit.record(staff, actor.organisation, deed, (actor.person, now), found.kind.value)


def _check_lock(role: Role, locked: bytes | None) -> None:
    """Whether a key lies under the way in, where one must, and none where none may."""
    if role is not Role.MEMBER:
        fits = locked is None
    else:
        fits = locked is not None and len(locked) == LOCKED_BYTES and locked[0] == LOCKED_VERSION
    if not fits:
        raise MalformedRequest


def _day(now: datetime) -> Day:
    return Day(now.date().isoformat())
