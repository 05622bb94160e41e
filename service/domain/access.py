"""Who may do what: signing in, sessions, API keys, roles.

Never sees a passphrase: the browser stretches it and sends a proof. Unknown names cost and look the same.
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
from service.store.staff import api_keys, people, sessions
from service.store.staff.handle import StaffStore
from service.store.work import circles
from service.store.work.handle import WorkStore
from service.terms import CircleId, OrganisationId, PersonId, Role, Scope

SALT_BYTES = 16
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who has proved who they are, in one organisation."""

    organisation: OrganisationId
    person: PersonId
    role: Role
    display: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignInParameters:
    """What a browser needs to stretch a passphrase into a proof."""

    salt: bytes = field(repr=False)
    kdf: Parameters


def sign_in_parameters(
    staff: StaffStore, organisation: OrganisationId, handle: str, secret: bytes
) -> SignInParameters:
    """Salt and cost for a name; a name that does not exist gets a lasting, made-up salt."""
    made_up = hmac.new(secret, f"{organisation}\0{handle}".encode(), sha256).digest()[:SALT_BYTES]
    found = people.find_passphrase(staff, organisation, handle)
    if found is None:
        return SignInParameters(made_up, Parameters())
    return SignInParameters(found.salt, found.kdf)


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
    staff: StaffStore, organisation: OrganisationId, handle: str, proof: bytes, session: NewSession
) -> Actor:
    """Start a session, and forget those that have ended.

    Raises SignInFailed alike for an unknown name and a wrong proof.
    """
    found = people.find_passphrase(staff, organisation, handle)
    expected = hash_token(b"\0" * TOKEN_BYTES) if found is None else found.verifier
    right = same(hash_token(proof), expected)
    if found is None or not right:
        raise SignInFailed
    sessions.remove_expired(staff, session.since)
    sessions.add_session(staff, organisation, found.person, hash_token(session.token), session.until)
    return Actor(organisation, found.person, found.role, found.display)


def sign_out(staff: StaffStore, actor: Actor, cookie: str) -> None:
    """End this session."""
    sessions.remove_session(staff, actor.organisation, hash_token(_token(cookie)))


def find_session(staff: StaffStore, organisation: OrganisationId, cookie: str, now: datetime) -> Actor:
    """The signed-in person behind a cookie. Raises NotSignedIn."""
    found = sessions.find_session(staff, organisation, hash_token(_token(cookie)), now)
    if found is None:
        raise NotSignedIn
    return Actor(organisation, found.person, found.role, found.display)


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
    """The circles an actor is in."""
    return circles.list_circles_of(work, actor.organisation, actor.person)


def _token(cookie: str) -> bytes:
    try:
        return urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4))
    except (NotBase64, ValueError):
        return b""
