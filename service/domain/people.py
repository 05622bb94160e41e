"""The people of an organisation as its stewards see them: who they are, and what they still wait for.

Never what anybody read, when they came or how often. Nobody is given a role that would open a report.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from service.domain.audit import Deed
from service.domain.changes import Change, note_change
from service.errors import NotFound
from service.refusals import LastSteward, MemberMakesKey, StillInCircle
from service.store.staff import invitations, people, sessions, ways
from service.store.staff.audit import hold_trail
from service.store.staff.digests import clear_letterbox
from service.store.staff.handle import StaffStore
from service.store.staff.invitations import Invitation
from service.store.staff.people import Person
from service.store.work import circles
from service.store.work.handle import WorkStore
from service.store.work.people import list_holders, list_places
from service.terms import MIN_WAYS_IN, CircleId, Day, OrganisationId, PersonId, Role


class Waits(StrEnum):
    """What somebody still waits for, before they can do what their role is."""

    LINK = "link"
    WAYS = "ways"
    CIRCLE = "circle"
    KEY = "key"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody on the list; `invitation` and `until` are of a link they can still use."""

    person: PersonId
    handle: str = field(repr=False)
    display: str = field(repr=False)
    role: Role
    circles: tuple[CircleId, ...]
    ways: int
    waits: Waits
    invitation: str = ""
    until: Day | None = None


def list_known(
    staff: StaffStore, work: WorkStore, organisation: OrganisationId, now: datetime
) -> tuple[Known, ...]:
    """Everybody who may sign in or is invited to, by sign-in name."""
    open_links = {one.person: one for one in invitations.list_invitations(staff, organisation, now)}
    counted = ways.count_ways(staff, organisation)
    places, holders = list_places(work, organisation), list_holders(work, organisation)
    found = []
    for one in people.list_people(staff, organisation):
        mine = places.get(one.person, ())
        held = all((circle, one.person) in holders for circle in mine)
        number = counted.get(one.person, 0)
        waits = _waits(one.role, number, len(mine), held)
        link = open_links.pop(one.person, None)
        found.append(Known(one.person, one.handle, one.display, one.role, mine, number, waits, *_link(link)))
    for link in open_links.values():
        about = (link.person, link.handle, link.display, link.role)
        found.append(Known(*about, (), 0, Waits.LINK, *_link(link)))
    return tuple(sorted(found, key=lambda one: one.handle))


def find_named(change: Change, handle: str) -> PersonId:
    """The person with this sign-in name. Raises NotFound."""
    found = people.find_handle(change.staff, change.organisation, handle)
    if found is None:
        raise NotFound
    return found.person


def handle_of(change: Change, person: PersonId) -> str:
    """Somebody's sign-in name. Raises NotFound."""
    return _find(change, person).handle


def end_sessions(change: Change, person: PersonId) -> None:
    """End every session of somebody, on every device. Raises NotFound."""
    _find(change, person)
    sessions.remove_sessions(change.staff, change.organisation, person)
    note_change(change, Deed.SESSIONS_ENDED, person)


def give_role(change: Change, person: PersonId, role: Role) -> None:
    """Let somebody be a leader or a steward instead of what they were; their sessions and links end.

    Raises NotFound; MemberMakesKey for the role of a member, since nobody can make their key for them;
    StillInCircle; LastSteward.
    """
    hold_trail(change.staff, change.organisation)
    old = _find(change, person)
    if old.role is role:
        return
    if role is Role.MEMBER:
        raise MemberMakesKey(field="role")
    _check_free(change, old, "role")
    people.set_role(change.staff, change.organisation, person, role)
    if old.role is Role.MEMBER:
        people.remove_member_key(change.staff, change.organisation, person)
        ways.unlock_ways(change.staff, change.organisation, person)
        clear_letterbox(change.staff, change.organisation, person)
    sessions.remove_sessions(change.staff, change.organisation, person)
    invitations.remove_invitations(change.staff, change.organisation, person)
    note_change(change, Deed.ROLE_CHANGED, f"{person}: {role.value}")


def remove_person(change: Change, person: PersonId) -> None:
    """Take somebody off the list with all their ways in. Raises NotFound, StillInCircle or LastSteward."""
    hold_trail(change.staff, change.organisation)
    old = _find(change, person)
    _check_free(change, old, "person")
    for forget in (
        sessions.remove_sessions,
        ways.remove_ways,
        invitations.remove_invitations,
        people.remove_person,
    ):
        forget(change.staff, change.organisation, person)
    note_change(change, Deed.PERSON_REMOVED, person)


def _find(change: Change, person: PersonId) -> Person:
    found = people.find_person(change.staff, change.organisation, person)
    if found is None:
        raise NotFound
    return found


def _check_free(change: Change, person: Person, where: str) -> None:
    if circles.list_circles_of(change.work, change.organisation, person.person):
        raise StillInCircle(field=where)
    everybody = people.list_people(change.staff, change.organisation)
    if person.role is Role.STEWARD and [one.role for one in everybody].count(Role.STEWARD) < 2:
        raise LastSteward(field=where)


def _waits(role: Role, number: int, places: int, held: bool) -> Waits:
    if number < MIN_WAYS_IN:
        return Waits.WAYS
    if role is not Role.MEMBER:
        return Waits.NOTHING
    if places == 0:
        return Waits.CIRCLE
    return Waits.NOTHING if held else Waits.KEY


def _link(link: Invitation | None) -> tuple[str, Day | None]:
    return ("", None) if link is None else (link.invitation, Day(link.expires.date().isoformat()))
