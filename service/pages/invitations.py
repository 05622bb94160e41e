"""Where a one-time link leads. The token stays behind the #, so that no server log ever holds it."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from service.deps import AnyoneDep, DirectoryDep
from service.pages.frames import FrameDep
from service.pages.render import render
from service.pages.staff import StaffView, api_of

router = APIRouter(include_in_schema=False)


@router.get("/o/{organisation}/invitation")
def invitation_page(_: AnyoneDep, directory: DirectoryDep, frame: FrameDep) -> HTMLResponse:
    """The page that makes keys and first ways in; it shows nothing without its script."""
    view = StaffView(
        title=frame.language.say("You are invited"),
        organisation=directory.organisation.name,
        frame=frame,
        script="invitation.js",
        api=api_of(directory),
    )
    return render("staff/invitation.html", view)
