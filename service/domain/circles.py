"""Changes what a circle is called and who gets what is not yet clear. Never who is in it, never a key."""

from service.domain.audit import Deed
from service.domain.changes import Change, begin_change, name_parts, note_change
from service.domain.entries import SENTENCES, check_code, check_text
from service.domain.routes import Gap, gap_of
from service.domain.routing import public_directory
from service.errors import CircleTooSmall, NotFound
from service.refusals import CodeTaken, NotEndorsed
from service.store.work import circles
from service.terms import Circle, CircleId


def add_circle(change: Change, circle: CircleId, label: str, about: str) -> None:
    """Add a circle; it receives nothing until three hold its key and another circle endorsed it.

    Raises CodeTaken or BadEntry.
    """
    begin_change(change)
    known = circles.list_circles(change.work, change.organisation)
    check_code(circle, "circle")
    if circle in {one.circle for one in known}:
        raise CodeTaken(field="circle")
    made = Circle(circle, check_text(label, "label"), check_text(about, "about", SENTENCES), False, 0)
    circles.add_circle(change.work, change.organisation, made)
    note_change(change, Deed.CIRCLE_CHANGED, f"{circle}: added")


def change_circle(change: Change, circle: CircleId, label: str, about: str) -> None:
    """Call a circle something else, and say anew who is in it. NotFound, BadEntry."""
    begin_change(change)
    old = _find(change, circle)
    new = (check_text(label, "label"), check_text(about, "about", SENTENCES))
    circles.change_circle(change.work, change.organisation, circle, *new)
    parts = {"label": old.label != new[0], "about": old.about != new[1]}
    note_change(change, Deed.CIRCLE_CHANGED, name_parts(circle, parts))


def make_general(change: Change, circle: CircleId) -> None:
    """Let this circle, and no other, receive what is not yet clear.

    Raises NotFound, and CircleTooSmall or NotEndorsed where it cannot receive: nobody could report at all.
    """
    begin_change(change)
    found = _find(change, circle)
    gap = gap_of(found, public_directory(change.work, change.organisation))
    if gap is not None:
        raise (NotEndorsed if gap is Gap.NOT_ENDORSED else CircleTooSmall)(field="general")
    circles.set_general(change.work, change.organisation, circle)
    note_change(change, Deed.CIRCLE_CHANGED, f"{circle}: general")


def _find(change: Change, circle: CircleId) -> Circle:
    known = circles.list_circles(change.work, change.organisation)
    found = next((one for one in known if one.circle == circle), None)
    if found is None:
        raise NotFound
    return found
