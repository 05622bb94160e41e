"""Who is in a circle: stewards put people in and take them out; members give the key to whoever waits for it.

A steward's deed never yields a key: whoever is put in waits until somebody who holds it wraps it to them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from service.domain.audit import Deed
from service.domain.changes import Change, begin_change, note_change
from service.domain.epochs import check_wraps, read_epochs, take_keys
from service.errors import MalformedRequest, NotFound
from service.refusals import BadEntry, KeyChanged, NoKeyHeld
from service.store.staff import people, sessions
from service.store.staff.audit import hold_trail
from service.store.staff.handle import StaffStore
from service.store.work import circles, standbys, wraps
from service.store.work.handle import WorkStore
from service.store.work.wraps import Wrap
from service.terms import CircleId, CircleKey, KeyReason, OrganisationId, PersonId, Role


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a circle: their key, the epochs they hold, and what the newest key says of theirs."""

    person: PersonId
    display: str = field(repr=False)
    public_key: bytes | None = field(repr=False)
    epochs: tuple[int, ...]
    vouch: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class CirclePeople:
    """A circle's members, its keys oldest first, and for whom keys stand by, wrapped to whom."""

    members: tuple[Member, ...] = field(repr=False)
    keys: tuple[CircleKey, ...]
    standbys: tuple[tuple[PersonId, tuple[PersonId, ...]], ...]


def view_people(
    work: WorkStore, staff: StaffStore, organisation: OrganisationId, circle: CircleId
) -> CirclePeople:
    """Who is in a circle, who waits for its key, and what a browser needs to give it to them."""
    keys = tuple(key for key in circles.list_keys(work, organisation) if key.circle == circle)
    newest = next((key.epoch for key in reversed(keys) if key.active), keys[-1].epoch if keys else None)
    inside = circles.list_members(work, organisation, circle)
    held = wraps.list_held(work, organisation, circle)
    public = people.find_member_keys(staff, organisation, inside)
    names = {one.person: one.display for one in people.list_people(staff, organisation)}
    return CirclePeople(
        members=tuple(
            Member(
                person=person,
                display=names.get(person, ""),
                public_key=public[person].public if person in public else None,
                epochs=tuple(one.epoch for one in held if one.person == person),
                vouch=next((one.vouch for one in held if (one.person, one.epoch) == (person, newest)), None),
            )
            for person in sorted(inside, key=lambda one: (names.get(one, ""), one))
        ),
        keys=keys,
        standbys=standbys.list_standbys(work, organisation, circle),
    )


def add_member(change: Change, circle: CircleId, handle: str) -> None:
    """Put somebody into a circle, where they wait for its key.

    Raises NotFound, or BadEntry for a leader, a steward, and somebody who is in it.
    """
    begin_change(change)
    hold_trail(change.staff, change.organisation)
    person = people.find_handle(change.staff, change.organisation, handle)
    known = {one.circle for one in circles.list_circles(change.work, change.organisation)}
    if person is None or circle not in known:
        raise NotFound
    if person.role is not Role.MEMBER:
        raise BadEntry(field="role")
    if person.person in circles.list_members(change.work, change.organisation, circle):
        raise BadEntry(field="name")
    circles.add_member(change.work, change.organisation, circle, person.person)
    note_change(change, Deed.MEMBER_ADDED, f"{circle}: {person.person}")


def remove_member(change: Change, circle: CircleId, person: PersonId) -> None:
    """Take somebody out of a circle: their keys of it and their sessions go, and its key changes, at once.

    Whoever stays keeps every older key, and reads what was sealed to it. Raises NotFound.
    """
    begin_change(change)
    if person not in circles.list_members(change.work, change.organisation, circle):
        raise NotFound
    circles.remove_member(change.work, change.organisation, circle, person)
    note_change(change, Deed.MEMBER_REMOVED, f"{circle}: {person}")
    take_keys(change, circle, person, KeyReason.LEFT)
    sessions.remove_sessions(change.staff, change.organisation, person)


def leave_every_circle(change: Change, person: PersonId) -> tuple[CircleId, ...]:
    """Take somebody out of all their circles, as remove_member does; answers which they were."""
    left = circles.list_circles_of(change.work, change.organisation, person)
    for circle in left:
        remove_member(change, circle, person)
    return left


def lose_keys(change: Change, person: PersonId) -> None:
    """Void what was wrapped to somebody's lost key: they stay in their circles, and wait again."""
    mine = circles.list_circles_of(change.work, change.organisation, person)
    if mine:
        begin_change(change)
    for circle in mine:
        take_keys(change, circle, person, KeyReason.LOST)


def give_keys(
    change: Change, circle: CircleId, person: PersonId, public_key: bytes, given: Mapping[int, Wrap]
) -> None:
    """Keep epochs of a circle's key that one of its members wrapped to another's public key.

    The giver holds each of them; the active one, where there is one, comes with the others or before them.
    Raises NotFound, NoKeyHeld, KeyChanged for a key that is no longer this person's, or MalformedRequest.
    """
    begin_change(change)
    now = read_epochs(change, circle)
    giver = PersonId(change.who[0])
    if person not in now.members:
        raise NotFound
    if not given or any((giver, epoch) not in now.held for epoch in given) or giver not in now.members:
        raise NoKeyHeld
    known = people.find_member_keys(change.staff, change.organisation, [person])
    if person not in known or known[person].public != public_key:
        raise KeyChanged
    if now.active is not None and now.active.epoch not in given and person not in now.holders(now.active):
        raise MalformedRequest
    check_wraps(change, {person: tuple(given.values())})
    for epoch, wrap in given.items():
        wraps.put_wraps(change.work, change.organisation, (circle, epoch), [wrap])
    note_change(change, Deed.KEY_WRAPPED, f"{circle}: {person}")
