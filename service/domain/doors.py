"""What a reporter meets at an organisation's door: its switches, and where to go instead of writing.

A signpost of the taxonomy can be worded anew for an organisation; it can never be taken away.
"""

from dataclasses import asdict

from service.domain.audit import Deed
from service.domain.changes import Change, begin_change, name_parts, note_change
from service.domain.entries import LEAVE_TO, SENTENCES, check_code, check_text
from service.errors import NotFound
from service.refusals import BadEntry
from service.store.work import doors, organisations
from service.store.work.handle import WorkStore
from service.taxonomy import Signpost
from service.terms import Door, OrganisationId

MOST_SIGNPOSTS = 20
"""Of an organisation's own: who has to read on does not find the one they need."""


def join_signposts(usual: tuple[Signpost, ...], own: tuple[Signpost, ...]) -> tuple[Signpost, ...]:
    """The usual signposts in their order, each in the organisation's words if it has any, then its own."""
    reworded = {one.code: one for one in own}
    known = {one.code for one in usual}
    return (
        *(reworded.get(one.code, one) for one in usual),
        *(one for one in own if one.code not in known),
    )


def arrange_door(
    work: WorkStore, organisation: OrganisationId, door: Door, signposts: tuple[Signpost, ...]
) -> None:
    """Switch the door and word its signposts; every cached directory is read again."""
    doors.set_door(work, organisation, door)
    doors.set_signposts(work, organisation, signposts)
    organisations.move_revision(work, organisation)


def switch_door(change: Change, door: Door) -> None:
    """Switch the reporter's door. Raises BadEntry for an address that "leave quickly" should not open."""
    begin_change(change)
    if LEAVE_TO.fullmatch(door.leave_to) is None:
        raise BadEntry(field="leave_to")
    before = asdict(doors.find_door(change.work, change.organisation))
    doors.set_door(change.work, change.organisation, door)
    parts = {name: value != before[name] for name, value in asdict(door).items()}
    note_change(change, Deed.SETTINGS_CHANGED, name_parts("door", parts))


def word_signpost(change: Change, signpost: Signpost) -> None:
    """Word a signpost of the taxonomy anew, or add one or change one of the organisation's own. BadEntry."""
    begin_change(change)
    worded = Signpost(
        check_code(signpost.code, "signpost"),
        check_text(signpost.show, "show"),
        check_text(signpost.action, "action", SENTENCES),
    )
    own = doors.list_signposts(change.work, change.organisation)
    kept = tuple(worded if one.code == worded.code else one for one in own)
    new = kept if worded in kept else (*kept, worded)
    if len(new) > MOST_SIGNPOSTS:
        raise BadEntry(field="signpost")
    doors.set_signposts(change.work, change.organisation, new)
    note_change(change, Deed.SETTINGS_CHANGED, f"signpost {worded.code}")


def drop_signpost(change: Change, code: str) -> None:
    """Take back an organisation's own words: a usual signpost stands as it was, any other goes. NotFound."""
    begin_change(change)
    own = doors.list_signposts(change.work, change.organisation)
    left = tuple(one for one in own if one.code != code)
    if left == own:
        raise NotFound
    doors.set_signposts(change.work, change.organisation, left)
    note_change(change, Deed.SETTINGS_CHANGED, f"signpost {code}: taken back")
