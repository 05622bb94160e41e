"""A steward's circles over the API: what they are called, which is general, who is in. Never a key."""

from fastapi import APIRouter

from service.api.changing import Changed, Line, SeenDep, changed, changing
from service.api.schemas import Code, Form, Hex128
from service.deps import DirectoryDep, StewardDep
from service.domain import circles, members
from service.domain.people import handle_of
from service.domain.routes import gap_of
from service.terms import CircleId, PersonId

router = APIRouter(prefix="/o/{organisation}", tags=["circles"])


class CircleIn(Form):
    """What a circle is called, and who is in it: in roles, never in names."""

    label: Line
    about: Line


class NewCircleIn(CircleIn):
    """A circle that is not there yet; its code stays for good."""

    circle: Code


class KeptCircleOut(CircleIn):
    """A circle as stewards see it; `gap` says why it receives nothing."""

    circle: str
    members: int
    general: bool
    gap: str | None


class CirclesOut(Changed):
    """Every circle."""

    circles: list[KeptCircleOut]


@router.get("/circles")
def list_circles(_: StewardDep, directory: DirectoryDep) -> CirclesOut:
    """Every circle, how many are in it, and why it receives nothing if it does not."""
    found = []
    for one in directory.circles:
        gap = gap_of(one, directory)
        found.append(
            KeptCircleOut(
                circle=one.circle,
                label=one.label,
                about=one.about,
                members=one.members,
                general=one.is_general,
                gap=None if gap is None else gap.value,
            )
        )
    return CirclesOut(revision=directory.organisation.revision, circles=found)


@router.post("/circles")
def add_circle(_: StewardDep, body: NewCircleIn, change: SeenDep) -> Changed:
    """Add a circle; it receives nothing until three hold its key and another circle has endorsed it."""
    with changing(change):
        circles.add_circle(change, CircleId(body.circle), body.label, body.about)
        return changed(change)


@router.put("/circles/{circle}")
def change_circle(_: StewardDep, circle: Code, body: CircleIn, change: SeenDep) -> Changed:
    """Call a circle something else; its code stays."""
    with changing(change):
        circles.change_circle(change, CircleId(circle), body.label, body.about)
        return changed(change)


@router.post("/circles/{circle}/make-general")
def make_general(_: StewardDep, circle: Code, change: SeenDep) -> Changed:
    """Let a circle, and no other, receive what is not yet clear."""
    with changing(change):
        circles.make_general(change, CircleId(circle))
        return changed(change)


@router.put("/circles/{circle}/members/{person}")
def add_circle_member(_: StewardDep, circle: Code, person: Hex128, change: SeenDep) -> Changed:
    """Put a member into a circle; they read nothing until somebody there gives them its key."""
    with changing(change):
        members.add_member(change, CircleId(circle), handle_of(change, PersonId(person)))
        return changed(change)


@router.delete("/circles/{circle}/members/{person}")
def remove_circle_member(_: StewardDep, circle: Code, person: Hex128, change: SeenDep) -> Changed:
    """Take somebody out of a circle: their keys and sessions go, and the circle's key changes, at once."""
    with changing(change):
        members.remove_member(change, CircleId(circle), PersonId(person))
        return changed(change)
