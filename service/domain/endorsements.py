"""A new circle receives once somebody of another circle has endorsed it: a steward alone makes up none.

The vouch is made in a member's browser, after they compared words with the new circle's people; nothing here
could make one. Who endorses is no member of the new circle, and holds the key of a circle that is endorsed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from service.crypto.vouching import VOUCH_BYTES
from service.domain.audit import Deed
from service.domain.changes import Change, begin_change, note_change
from service.domain.epochs import read_epochs
from service.domain.routes import Gap, gap_of
from service.domain.routing import Directory, public_directory
from service.errors import MalformedRequest, NotAllowed, NotFound, StaleEdit
from service.refusals import KeyChanged, NoKeyHeld, NotEndorsed
from service.store.staff import people
from service.store.staff.handle import StaffStore
from service.store.work import circles, endorsements
from service.store.work.endorsements import Endorsement, Endorser
from service.store.work.handle import WorkStore
from service.terms import Circle, CircleId, CircleKey, Day, KeyId, OrganisationId, PersonId


@dataclass(frozen=True, slots=True)
class Known:
    """A circle that may receive, and one that waits to: the key that is vouched for, or is to be.

    `people` are told of a circle that waits, to those who may endorse it: they have to call them.
    """

    circle: Circle
    key: CircleKey
    endorsement: Endorsement | None
    people: tuple[str, ...] = field(default=(), repr=False)


def view_endorsements(
    work: WorkStore, staff: StaffStore, directory: Directory, asker: tuple[PersonId, CircleId]
) -> tuple[Known, ...]:
    """Every circle that was founded or endorsed, and every one that waits for it, by id."""
    person, mine = asker
    keys = {key.key_id: key for key in directory.keys}
    organisation = directory.organisation.organisation
    found = []
    for one in directory.circles:
        made = directory.endorsed.get(one.circle)
        if made is not None:
            found.append(Known(one, keys[made.key_id], made))
        elif gap_of(one, directory) is Gap.NOT_ENDORSED:
            inside = circles.list_members(work, organisation, one.circle)
            may = mine in directory.endorsed and person not in inside
            named = _names(staff, organisation, inside) if may else ()
            found.append(Known(one, directory.active_keys[one.circle], None, named))
    return tuple(found)


def endorse_circle(change: Change, by: Endorser, circle: CircleId, key: KeyId) -> None:
    """Let a circle that waits for it receive, on the word of another; `key` is the one whose words were read.

    The endorsing member holds the active key of their circle. Raises NotFound for a circle that waits for
    nothing of the kind, StaleEdit for one that was endorsed meanwhile, NotEndorsed, NotAllowed for a member
    of the new circle, KeyChanged, NoKeyHeld or MalformedRequest.
    """
    begin_change(change)
    directory = public_directory(change.work, change.organisation)
    found = next((one for one in directory.circles if one.circle == circle), None)
    if found is not None and circle in directory.endorsed:
        raise StaleEdit
    if found is None or gap_of(found, directory) is not Gap.NOT_ENDORSED:
        raise NotFound
    if by.circle not in directory.endorsed:
        raise NotEndorsed
    now, endorser = read_epochs(change, by.circle), PersonId(change.who[0])
    if endorser in circles.list_members(change.work, change.organisation, circle):
        raise NotAllowed
    if now.active is None or now.active.key_id != by.key_id or directory.active_keys[circle].key_id != key:
        raise KeyChanged
    if endorser not in now.holders(now.active):
        raise NoKeyHeld
    if len(by.vouch) != VOUCH_BYTES:
        raise MalformedRequest
    today = Day(change.who[1].date().isoformat())
    endorsements.add_endorsement(change.work, change.organisation, Endorsement(circle, key, today, by))
    note_change(change, Deed.CIRCLE_ENDORSED, f"{circle}: {key}, by {by.circle}")


def _names(staff: StaffStore, organisation: OrganisationId, inside: Iterable[PersonId]) -> tuple[str, ...]:
    names = {one.person: one.display for one in people.list_people(staff, organisation)}
    return tuple(sorted(names.get(person, "") for person in inside))
