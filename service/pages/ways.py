"""A signed-in person's ways in. A member's are in their circle's room, where the key is that each locks."""

from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from service.deps import ActorDep, DirectoryDep
from service.pages.frames import FrameDep
from service.pages.render import render
from service.pages.staff import StaffView, api_of
from service.terms import Role

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, kw_only=True)
class WaysView(StaffView):
    """The page; `in_room` says that they are kept elsewhere, and `home` where the reader came from."""

    in_room: bool
    home: str
    code: str
    """The organisation's: what a passkey's secret is drawn for."""


@router.get("/o/{organisation}/ways")
def ways_page(actor: ActorDep, directory: DirectoryDep, frame: FrameDep) -> HTMLResponse:
    """The page, which its script fills; for members, the way to their room."""
    is_member = actor.role is Role.MEMBER
    view = WaysView(
        title=frame.language.say("Your ways in"),
        organisation=directory.organisation.name,
        frame=frame,
        script="staff.js" if is_member else "ways.js",
        wide=True,
        api=api_of(directory),
        display=actor.display,
        in_room=is_member,
        home=f"{frame.root}/{'circle' if is_member else actor.role.value}",
        code=actor.organisation,
    )
    return render("staff/ways.html", view)
