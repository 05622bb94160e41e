"""What every page for signed-in people shares, and the door they come in by.

Never sees a passphrase: the page's script stretches it and sends a proof to the API.
"""

from dataclasses import dataclass, field

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from service.deps import AnyoneDep, DirectoryDep, RuntimeDep
from service.domain.doors import join_signposts
from service.domain.routing import Directory
from service.pages.frames import FrameDep
from service.pages.render import READS_ALONG, render
from service.pages.views import Frame, PageView
from service.taxonomy import Signpost, taxonomy

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, kw_only=True)
class StaffView(PageView):
    """The frame of a page for somebody who may sign in; `display` is their name, "" before they have."""

    api: str
    display: str = field(default="", repr=False)

    @property
    def ways_apart(self) -> bool:
        """Whether the header leads to the page of one's ways in; the room has them below."""
        return bool(self.display)


@dataclass(frozen=True, kw_only=True)
class RoomView(StaffView):
    """The door and, behind it in the same document, the circle's room: keys never leave its memory."""

    heading: str
    lead: str
    idle_minutes: int
    """After so long without anybody at it the page forgets its keys."""
    signposts: tuple[Signpost, ...]
    """Where something goes that this service must not keep to itself."""

    @property
    def ways_apart(self) -> bool:
        """Below the reports, where the key is."""
        return False


@router.get("/o/{organisation}/sign-in")
def sign_in_page(_: AnyoneDep, directory: DirectoryDep, frame: FrameDep, runtime: RuntimeDep) -> HTMLResponse:
    """Where circles, leaders and stewards sign in."""
    return render_room(view_sign_in(directory, frame, runtime.idle_minutes))


def view_sign_in(directory: Directory, frame: Frame, idle_minutes: int) -> RoomView:
    """The door for somebody nobody knows yet."""
    say = frame.language.say
    return RoomView(
        title=say("Sign in"),
        organisation=directory.organisation.name,
        frame=frame,
        script="circle.js",
        wide=True,
        api=api_of(directory),
        heading=say("Sign in"),
        lead=say("For circles, leaders and stewards. To report something you do not sign in."),
        idle_minutes=idle_minutes,
        signposts=signposts_of(directory, frame),
    )


def signposts_of(directory: Directory, frame: Frame) -> tuple[Signpost, ...]:
    """The taxonomy's in the reader's language, and the organisation's own."""
    return join_signposts(taxonomy(frame.language).signposts, directory.own_signposts)


def render_room(view: RoomView) -> HTMLResponse:
    """The room's document, which may start the workers that open and read reports."""
    page = render("circle/room.html", view)
    page.headers[READS_ALONG] = "1"
    return page


def api_of(directory: Directory) -> str:
    """What the API's addresses of this organisation start with."""
    return f"/api/v1/o/{directory.organisation.organisation}"
