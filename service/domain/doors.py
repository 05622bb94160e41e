"""What a reporter meets at an organisation's door: its switches, and where to go instead of writing.

A signpost of the taxonomy can be worded anew for an organisation; it can never be taken away.
"""

from service.store.work import doors, organisations
from service.store.work.handle import WorkStore
from service.taxonomy import Signpost
from service.terms import Door, OrganisationId


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
