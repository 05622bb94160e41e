"""Epochs of a circle's key: what it receives with next, and keys that stand by for the day a member leaves.

Keys are made, wrapped and vouched for in members' browsers. Nothing here ever holds a private half, so that a
circle whose leaver nobody prepared for stops receiving until one of its members has made a key.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from service.crypto.errors import NotAKey
from service.crypto.keys import KEY_ID_BYTES, key_id, load_public
from service.crypto.vouching import VOUCH_BYTES
from service.crypto.wrapping import WRAPPED_BYTES, WRAPPED_VERSION
from service.domain.audit import Deed
from service.domain.changes import Change, begin_change, note_change
from service.errors import MalformedRequest, NotAllowed
from service.refusals import KeyChanged, NoKeyHeld
from service.store.staff import people
from service.store.staff.audit import hold_trail
from service.store.work import circles, standbys, wraps
from service.store.work.standbys import Standby
from service.store.work.wraps import Wrap
from service.terms import CircleId, CircleKey, Day, KeyId, KeyReason, PersonId

CHOSEN = frozenset({KeyReason.PLANNED, KeyReason.EXPOSED})
"""Why members make a new key by themselves; every other reason follows from what happened."""


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key pair a browser made: its public half, the wraps of the other, the vouch of the key before."""

    public_key: bytes = field(repr=False)
    endorsement: bytes | None = field(repr=False)
    wraps: tuple[Wrap, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Epochs:
    """A circle's keys, oldest first, who is in it, and who holds which epoch."""

    keys: tuple[CircleKey, ...]
    members: tuple[PersonId, ...] = field(repr=False)
    held: frozenset[tuple[PersonId, int]] = field(repr=False)

    @property
    def active(self) -> CircleKey | None:
        """The key the circle receives with."""
        return next((key for key in self.keys if key.active), None)

    @property
    def latest(self) -> CircleKey | None:
        """The newest key there is, retired or not."""
        return self.keys[-1] if self.keys else None

    def holders(self, key: CircleKey) -> frozenset[PersonId]:
        """Members who hold this key."""
        return frozenset(person for person in self.members if (person, key.epoch) in self.held)


def read_epochs(change: Change, circle: CircleId) -> Epochs:
    """A circle's keys as they stand; nobody else changes one until this ends."""
    hold_trail(change.staff, change.organisation)
    known = circles.list_keys(change.work, change.organisation)
    held = wraps.list_held(change.work, change.organisation, circle)
    return Epochs(
        keys=tuple(key for key in known if key.circle == circle),
        members=circles.list_members(change.work, change.organisation, circle),
        held=frozenset((one.person, one.epoch) for one in held),
    )


def rotate_key(change: Change, circle: CircleId, after: KeyId | None, new: NewKey, reason: KeyReason) -> None:
    """Let a circle receive with a key a member made; `after` is the key they saw it receive with, if any.

    The maker holds the newest key, where there is one. Whoever it is not wrapped to waits for it. Raises
    KeyChanged, NoKeyHeld, NotAllowed or MalformedRequest.
    """
    begin_change(change)
    now = read_epochs(change, circle)
    active, latest, maker = now.active, now.latest, PersonId(change.who[0])
    if (active.key_id if active else None) != after:
        raise KeyChanged
    if maker not in now.members:
        raise NotAllowed
    if latest is not None and maker not in now.holders(latest):
        raise NoKeyHeld
    if reason not in CHOSEN or (new.endorsement is None) != (latest is None):
        raise MalformedRequest
    check_key(change, new, frozenset(now.members))
    if latest is None:
        reason = KeyReason.FOUNDED
    elif active is None:
        reason = KeyReason.STOPPED
    _begin_epoch(change, circle, now, new, reason)


def keep_standby(change: Change, circle: CircleId, without: PersonId, after: KeyId, new: NewKey) -> None:
    """Keep a key that the circle receives with once `without` has left; a holder of the active key made it.

    Nobody makes the key they are to be left out of. Raises KeyChanged, NoKeyHeld or MalformedRequest.
    """
    now = read_epochs(change, circle)
    active, maker = now.active, PersonId(change.who[0])
    if active is None or active.key_id != after:
        raise KeyChanged
    holders = now.holders(active)
    if maker not in holders or maker == without:
        raise NoKeyHeld
    if without not in holders or new.endorsement is None:
        raise MalformedRequest
    check_key(change, new, holders - {without})
    name = KeyId(key_id(new.public_key).hex())
    made = Standby(without, name, new.public_key, new.endorsement, new.wraps)
    standbys.put_standby(change.work, change.organisation, circle, made)
    note_change(change, Deed.STANDBY_MADE, f"{circle}: {without}")


def take_keys(change: Change, circle: CircleId, person: PersonId, reason: KeyReason) -> None:
    """Let somebody hold no key of a circle; if they held its active one, another takes its place at once.

    That is the key that stands by for them; without one the circle receives nothing until a member makes one.
    The caller has begun the change.
    """
    now = read_epochs(change, circle)
    active = now.active
    wraps.remove_wraps(change.work, change.organisation, circle, person)
    if active is None or (person, active.epoch) not in now.held:
        return
    ready = standbys.find_standby(change.work, change.organisation, circle, person)
    # A key that became another circle's in between is no good here, and must not keep anybody in.
    taken = {key.key_id for key in circles.list_keys(change.work, change.organisation)}
    if ready is None or ready.key_id in taken:
        wraps.retire_key(change.work, change.organisation, circle)
        standbys.remove_standbys(change.work, change.organisation, circle)
        note_change(change, Deed.KEY_STOPPED, circle)
        return
    _begin_epoch(change, circle, now, NewKey(ready.public_key, ready.endorsement, ready.wraps), reason)


def check_key(change: Change, new: NewKey, allowed: frozenset[PersonId]) -> None:
    """Whether a new key is new, and wrapped to its maker and some of those allowed. MalformedRequest."""
    try:
        load_public(new.public_key)
    except NotAKey:
        raise MalformedRequest from None
    name = KeyId(key_id(new.public_key).hex())
    known = {key.key_id for key in circles.list_keys(change.work, change.organisation)}
    to = [one.person for one in new.wraps]
    fits = name not in known and change.who[0] in to and set(to) <= allowed and len(set(to)) == len(to)
    if not fits or (new.endorsement is not None and len(new.endorsement) != VOUCH_BYTES):
        raise MalformedRequest
    check_wraps(change, {one.person: (one,) for one in new.wraps})


def check_wraps(change: Change, given: Mapping[PersonId, tuple[Wrap, ...]]) -> None:
    """Whether wraps have the form of wraps to these members' own keys, with vouches. MalformedRequest."""
    keys = people.find_member_keys(change.staff, change.organisation, given)
    for person, made in given.items():
        for one in made:
            head = bytes([WRAPPED_VERSION]) + (key_id(keys[person].public) if person in keys else b"")
            fits = len(one.wrapped) == WRAPPED_BYTES and one.wrapped[: 1 + KEY_ID_BYTES] == head
            if not fits or one.vouch is None or len(one.vouch) != VOUCH_BYTES:
                raise MalformedRequest


def _begin_epoch(change: Change, circle: CircleId, now: Epochs, new: NewKey, reason: KeyReason) -> None:
    """Make a key the active one. What stood by was made with the key before, and is void."""
    epoch = 1 + (now.latest.epoch if now.latest else 0)
    key = CircleKey(
        circle=circle,
        epoch=epoch,
        key_id=KeyId(key_id(new.public_key).hex()),
        public_key=new.public_key,
        active=True,
        endorsement=new.endorsement,
        since=Day(change.who[1].date().isoformat()),
        reason=reason,
    )
    circles.add_key(change.work, change.organisation, key)
    wraps.put_wraps(change.work, change.organisation, (circle, epoch), new.wraps)
    standbys.remove_standbys(change.work, change.organisation, circle)
    note_change(change, Deed.KEY_ROTATED, f"{circle}: {reason.value}")
