"""Every page's router, and the page for what went wrong. Never shows more of a fault than its kind words."""

import re
from dataclasses import dataclass, replace

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from service.deps import Runtime
from service.errors import NotSignedIn, Refusal
from service.pages import (
    assets,
    circle,
    docs,
    invitations,
    leader,
    packs,
    plain,
    poster,
    privacy,
    reporter,
    staff,
    steward,
    steward_agreement,
    steward_keys,
    steward_people,
    steward_routes,
    steward_settings,
    steward_units,
    ways,
)
from service.pages.frames import frame_of
from service.pages.render import PRIVATE, render
from service.pages.views import PageView
from service.terms import OrganisationId

ADDRESS = re.compile(r"/o/([^/]+)/")


@dataclass(frozen=True, kw_only=True)
class ErrorView(PageView):
    """A refusal in words."""

    words: str
    code: str
    home: str
    """The start of the organisation, or empty where none is known."""


def install(router: APIRouter) -> None:
    """Put every page among the routes."""
    kept = (steward_units, steward_routes, steward_people, steward_settings, steward_keys)
    stewards = (steward, steward_agreement, *kept)
    for module in (
        assets,
        reporter,
        plain,
        poster,
        staff,
        ways,
        invitations,
        circle,
        leader,
        packs,
        *stewards,
        privacy,
        docs,
    ):
        router.include_router(module.router)


def error_page(request: Request, refusal: Refusal, status: int) -> Response:
    """The refusal as a page, with a way back to the start of the organisation; or the way to the door."""
    runtime: Runtime = request.app.state.runtime
    organisation = _organisation_of(request)
    if isinstance(refusal, NotSignedIn) and organisation:
        root = frame_of(request, organisation, runtime).root
        return RedirectResponse(f"{root}/sign-in", status_code=303, headers=PRIVATE)
    # An address that names nobody here is not repeated, not even as a link.
    known = organisation if organisation in runtime.directories else OrganisationId("")
    # Nor is one that leads nowhere offered in another language.
    frame = replace(frame_of(request, known, runtime), roots=())
    view = ErrorView(
        title=frame.language.say("Sorry"),
        organisation="",
        frame=frame,
        home=f"{frame.root}/" if known else "",
        words=frame.language.say(refusal.words),
        code=refusal.code,
    )
    return render("error.html", view, status)


def _organisation_of(request: Request) -> OrganisationId:
    # An address that no route knows has no path parameters, yet may lie in an organisation.
    found = ADDRESS.match(request.url.path)
    return OrganisationId(found[1] if found else "")
