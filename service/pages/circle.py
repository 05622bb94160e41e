"""The circle's room: one document in which a member unlocks, reads and codes.

Holds no report, no id and no key: the page's script fetches closed envelopes and opens them in the browser.
"""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from service.deps import DirectoryDep, MemberDep, RuntimeDep
from service.domain.access import Actor
from service.domain.routing import Directory
from service.pages.frames import FrameDep
from service.pages.staff import RoomView, api_of, render_room, signposts_of
from service.pages.views import Frame

router = APIRouter(include_in_schema=False)


@router.get("/o/{organisation}/circle")
def circle_page(
    member: MemberDep, directory: DirectoryDep, frame: FrameDep, runtime: RuntimeDep
) -> HTMLResponse:
    """The room, locked: a reloaded page has forgotten its keys and asks for a way in."""
    return render_room(view_room(member, directory, frame, runtime.idle_minutes))


def view_room(member: Actor, directory: Directory, frame: Frame, idle_minutes: int) -> RoomView:
    """The room of a member whose session still holds."""
    say = frame.language.say
    return RoomView(
        title=say("Unlock your circle’s reports"),
        organisation=directory.organisation.name,
        frame=frame,
        script="circle.js",
        wide=True,
        api=api_of(directory),
        display=member.display,
        heading=say("Unlock your circle’s reports"),
        lead=say("This page forgets your key whenever it is loaded again. Your passphrase brings it back."),
        idle_minutes=idle_minutes,
        signposts=signposts_of(directory, frame),
    )
