"""Keys as the server may hold them: public, locked or wrapped. Never one that opens anything."""

from dataclasses import dataclass, field

from service.domain.access import Actor
from service.store.staff import people
from service.store.staff.handle import StaffStore
from service.store.work import circles
from service.store.work.handle import WorkStore
from service.terms import CircleId, KeyId


@dataclass(frozen=True, slots=True)
class MemberKey:
    """A member's public key, and the private one locked under their passphrase."""

    public: bytes = field(repr=False)
    locked: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """One epoch of a circle's private key, sealed to one member."""

    epoch: int
    key_id: KeyId
    wrapped: bytes = field(repr=False)


def member_key(staff: StaffStore, actor: Actor) -> MemberKey | None:
    """The signed-in member's own key."""
    found = people.find_member_key(staff, actor.organisation, actor.person)
    return None if found is None else MemberKey(*found)


def wrapped_keys(work: WorkStore, actor: Actor, circle: CircleId) -> tuple[WrappedKey, ...]:
    """Every epoch of the circle that this member may open, oldest first."""
    found = circles.list_wrapped_keys(work, actor.organisation, circle, actor.person)
    return tuple(WrappedKey(*row) for row in found)
