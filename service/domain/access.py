"""Who may do what: signing in, sessions, API keys, roles.

Never sees a passphrase, recovery words or what unlocks a key: the browser sends a proof. Unknown names cost
and look the same.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from service.crypto.passphrase import Parameters
from service.crypto.tokens import hash_token, same
from service.errors import NotAllowed, NotSignedIn, SignInFailed
from service.store.staff import api_keys, sessions, ways
from service.store.staff.audit import hold_trail
from service.store.staff.handle import StaffStore
from service.store.staff.ways import Whose
from service.store.work import circles
from service.store.work.handle import WorkStore
from service.terms import CircleId, OrganisationId, PersonId, Role, Scope, WayKind

SALT_BYTES = 16
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who has proved who they are, in one organisation."""

    organisation: OrganisationId
    person: PersonId
    role: Role
    display: str = field(repr=False)
    way: str = ""
    """The way in this session began with."""


@dataclass(frozen=True, slots=True)
class Named:
    """A sign-in name, and which words are to prove it: the passphrase or the recovery words."""

    handle: str = field(repr=False)
    kind: WayKind = WayKind.PASSPHRASE


@dataclass(frozen=True, slots=True)
class SignInParameters:
    """What a browser needs to stretch words into a proof."""

    salt: bytes = field(repr=False)
    kdf: Parameters


def sign_in_parameters(
    staff: StaffStore, organisation: OrganisationId, named: Named, secret: bytes
) -> SignInParameters:
    """Salt and cost for a name; one without such words, or unknown, gets a lasting, made-up salt."""
    asked = f"{organisation}\0{named.handle}\0{named.kind}".encode()
    made_up = hmac.new(secret, asked, sha256).digest()[:SALT_BYTES]
    found = ways.find_words(staff, organisation, named.handle, named.kind)
    if found is None:
        return SignInParameters(made_up, Parameters())
    return SignInParameters(found[1].salt, found[1].kdf)


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session about to start: 256 random bits, when it begins and when it ends."""

    token: bytes = field(repr=False)
    since: datetime
    until: datetime

    @property
    def cookie(self) -> str:
        """What the browser keeps; the server keeps its hash."""
        return urlsafe_b64encode(self.token).decode().rstrip("=")


def new_session(chance: Callable[[int], bytes], now: datetime, length: timedelta) -> NewSession:
    """A session from now on."""
    return NewSession(chance(TOKEN_BYTES), now, now + length)


def sign_in(
    staff: StaffStore, organisation: OrganisationId, named: Named, proof: bytes, session: NewSession
) -> Actor:
    """Start a session. Raises SignInFailed alike for an unknown name and a wrong proof."""
    _prove(staff, organisation, named, proof)
    # Whoever takes a way in away ends its sessions: one that begins meanwhile would outlive it.
    hold_trail(staff, organisation)
    return begin_session(staff, organisation, _prove(staff, organisation, named, proof), session)


def begin_session(
    staff: StaffStore, organisation: OrganisationId, whose: Whose, session: NewSession
) -> Actor:
    """Start a session of somebody who has proved who they are, and forget those that have ended."""
    sessions.remove_expired(staff, session.since)
    sessions.add_session(staff, organisation, whose, hash_token(session.token), session.until)
    return _actor(organisation, whose)


def sign_out(staff: StaffStore, actor: Actor, cookie: str) -> None:
    """End this session."""
    sessions.remove_session(staff, actor.organisation, cookie_hash(cookie))


def sign_out_everywhere(staff: StaffStore, organisation: OrganisationId, person: PersonId) -> None:
    """End every session of somebody, on every device."""
    sessions.remove_sessions(staff, organisation, person)


def find_session(staff: StaffStore, organisation: OrganisationId, cookie: str, now: datetime) -> Actor:
    """The signed-in person behind a cookie. Raises NotSignedIn."""
    found = sessions.find_session(staff, organisation, cookie_hash(cookie), now)
    if found is None:
        raise NotSignedIn
    return _actor(organisation, found)


def find_api_key(staff: StaffStore, organisation: OrganisationId, token: str, scope: Scope) -> Actor:
    """The holder of an API key with this scope. Raises NotSignedIn or NotAllowed."""
    found = api_keys.find_api_key(staff, organisation, hash_token(token.encode()))
    if found is None:
        raise NotSignedIn
    if scope not in found.scopes:
        raise NotAllowed
    return Actor(organisation, PersonId("api-key"), Role.LEADER, found.label)


def require_role(actor: Actor, role: Role) -> Actor:
    """The actor, if this is their role. Raises NotAllowed."""
    if actor.role is not role:
        raise NotAllowed
    return actor


def circles_of(work: WorkStore, actor: Actor) -> tuple[CircleId, ...]:
    """The circles an actor is in and holds a key of: without one there is nothing they could read."""
    return circles.list_circles_held(work, actor.organisation, actor.person)


def memberships_of(work: WorkStore, actor: Actor) -> tuple[CircleId, ...]:
    """The circles an actor is in, with or without a key."""
    return circles.list_circles_of(work, actor.organisation, actor.person)


def cookie_hash(cookie: str) -> bytes:
    """What the server keeps of a session's cookie."""
    return hash_token(_token(cookie))


def _prove(staff: StaffStore, organisation: OrganisationId, named: Named, proof: bytes) -> Whose:
    found = ways.find_words(staff, organisation, named.handle, named.kind)
    expected = hash_token(b"\0" * TOKEN_BYTES) if found is None else found[1].verifier
    right = same(hash_token(proof), expected)
    if found is None or not right:
        raise SignInFailed
    return found[0]


def _actor(organisation: OrganisationId, whose: Whose) -> Actor:
    return Actor(organisation, whose.person, whose.role, whose.display, whose.way)


def _token(cookie: str) -> bytes:
    try:
        return urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4))
    except (NotBase64, ValueError):
        return b""
