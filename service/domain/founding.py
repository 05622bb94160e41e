"""Founds an organisation: units, circles with their keys, routes, people.

Makes key pairs and lets go of the private halves as soon as they are locked or wrapped: nothing here is kept
that opens a report. Run it where you would trust the screen with the passphrases it prints.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from service.crypto.context import Context, Purpose
from service.crypto.keys import KeyPair
from service.crypto.passphrase import Parameters, derive_keys, lock_seed
from service.crypto.tokens import hash_token
from service.crypto.vouching import vouch
from service.crypto.wrapping import wrap
from service.errors import CircleTooSmall
from service.privacy.calendar import closes_on, local_date, month_of
from service.store.staff import api_keys, people, ways
from service.store.staff.api_keys import ApiKey
from service.store.staff.handle import StaffStore
from service.store.staff.people import MemberKey, Person
from service.store.staff.ways import WayIn, Words
from service.store.work import circles, doors, endorsements, organisations, periods, units, wraps
from service.store.work.endorsements import Endorsement
from service.store.work.handle import WorkStore
from service.store.work.wraps import Wrap
from service.taxonomy import Signpost
from service.terms import (
    MIN_CIRCLE_MEMBERS,
    Circle,
    CircleId,
    CircleKey,
    Day,
    Door,
    KeyId,
    Organisation,
    OrganisationId,
    PersonId,
    Role,
    Scope,
    Unit,
    WayKind,
)

Chance = Callable[[int], bytes]
SEED_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who is to sign in with a passphrase."""

    handle: str = field(repr=False)
    display: str = field(repr=False)
    role: Role
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NewCircle:
    """A circle and the sign-in names of its members."""

    circle: CircleId
    label: str
    about: str
    is_general: bool
    members: tuple[str, ...] = field(repr=False)
    factors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blueprint:
    """Everything an organisation starts with."""

    organisation: Organisation
    units: tuple[Unit, ...]
    people: tuple[NewPerson, ...]
    circles: tuple[NewCircle, ...]
    door: Door = field(default_factory=Door)
    signposts: tuple[Signpost, ...] = ()


def found_organisation(
    work: WorkStore, staff: StaffStore, blueprint: Blueprint, chance: Chance, *, now: datetime
) -> None:
    """Put an organisation into both stores; its calendar of releases begins with the month of `now`.

    Raises CircleTooSmall for a circle below three members.
    """
    name = blueprint.organisation.organisation
    organisations.add_organisation(work, blueprint.organisation)
    doors.set_door(work, name, blueprint.door)
    doors.set_signposts(work, name, blueprint.signposts)
    first = month_of(local_date(now, blueprint.organisation.timezone))
    periods.add_period(work, name, first, closes_on(first))
    for position, unit in enumerate(blueprint.units):
        units.add_unit(work, name, unit, position)
    today = Day(now.date().isoformat())
    publics = {person.handle: add_person(staff, name, person, chance, today) for person in blueprint.people}
    for circle in blueprint.circles:
        _add_circle(work, name, circle, publics, (chance, today))


def add_person(
    staff: StaffStore, organisation: OrganisationId, person: NewPerson, chance: Chance, today: Day
) -> tuple[PersonId, bytes]:
    """Add somebody; answers their id and public key. Members get a key pair locked by the passphrase."""
    identifier = PersonId(chance(16).hex())
    salt, parameters = chance(SALT_BYTES), Parameters()
    keys = derive_keys(person.passphrase, salt, parameters)
    public, locked = b"", None
    people.add_person(staff, Person(organisation, identifier, person.handle, person.display, person.role))
    if person.role is Role.MEMBER:
        pair = KeyPair.from_seed(chance(SEED_BYTES))
        context = Context(Purpose.MEMBER_KEY, organisation, "", "", identifier)
        public, locked = pair.public, lock_seed(pair.seed, keys.unlock_key, context, chance(NONCE_BYTES))
        people.set_member_key(staff, organisation, MemberKey(identifier, public, today))
    way = WayIn(WayKind.PASSPHRASE.value, WayKind.PASSPHRASE, today, locked)
    ways.add_words(staff, organisation, identifier, way, Words(salt, parameters, hash_token(keys.proof)))
    return identifier, public


def add_api_key(
    staff: StaffStore, organisation: OrganisationId, label: str, scopes: tuple[Scope, ...], token: str
) -> None:
    """Let a system in with this token, of which only the hash is kept."""
    token_hash = hash_token(token.encode())
    key = ApiKey(api_keys.name_of(token_hash), label, scopes, "", "")
    api_keys.add_api_key(staff, organisation, token_hash, key)


def _add_circle(
    work: WorkStore,
    organisation: OrganisationId,
    circle: NewCircle,
    people_keys: dict[str, tuple[PersonId, bytes]],
    making: tuple[Chance, Day],
) -> None:
    if len(set(circle.members)) < MIN_CIRCLE_MEMBERS:
        raise CircleTooSmall
    circles.add_circle(
        work,
        organisation,
        Circle(circle.circle, circle.label, circle.about, circle.is_general, len(circle.members)),
    )
    chance, today = making
    pair = KeyPair.from_seed(chance(SEED_BYTES))
    key = CircleKey(circle.circle, 1, KeyId(pair.key_id.hex()), pair.public, active=True, since=today)
    circles.add_key(work, organisation, key)
    endorsements.add_endorsement(work, organisation, Endorsement(circle.circle, key.key_id, today))
    for handle in circle.members:
        person, public = people_keys[handle]
        context = Context(Purpose.CIRCLE_KEY, organisation, circle.circle, key.key_id, person)
        known = vouch(pair.seed, public, replace(context, purpose=Purpose.VOUCH_MEMBER))
        circles.add_member(work, organisation, circle.circle, person)
        made = Wrap(person, wrap(pair.seed, public, context), known)
        wraps.put_wraps(work, organisation, (key.circle, key.epoch), [made])
    for factor in circle.factors:
        circles.set_route(work, organisation, factor, circle.circle)
