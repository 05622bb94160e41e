"""Keys as the server may hold them: public, locked or wrapped. Never one that opens anything."""

from dataclasses import dataclass, field

from service.domain.access import Actor
from service.store.staff import people, ways
from service.store.staff.handle import StaffStore
from service.store.work import wraps
from service.store.work.handle import WorkStore
from service.terms import CircleId, KeyId


@dataclass(frozen=True, slots=True)
class MemberKey:
    """A member's public key, and the private one locked under the way in they came by."""

    public: bytes = field(repr=False)
    locked: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """One epoch of a circle's private key, sealed to one member."""

    epoch: int
    key_id: KeyId
    active: bool
    wrapped: bytes = field(repr=False)


def member_key(staff: StaffStore, actor: Actor) -> MemberKey | None:
    """The signed-in member's own key, as the way in of this session locks it."""
    found = people.find_member_keys(staff, actor.organisation, [actor.person]).get(actor.person)
    mine = ways.list_ways(staff, actor.organisation, actor.person)
    locked = next((way.locked for way in mine if way.way == actor.way), None)
    return None if found is None or locked is None else MemberKey(found.public, locked)


def wrapped_keys(work: WorkStore, actor: Actor, circle: CircleId) -> tuple[WrappedKey, ...]:
    """Every epoch of the circle that this member may open, oldest first."""
    found = wraps.list_wrapped_keys(work, actor.organisation, circle, actor.person)
    return tuple(WrappedKey(*row) for row in found)
