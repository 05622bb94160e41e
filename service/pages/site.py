"""Every page's router, and the page for what went wrong. Never shows more of a fault than its kind words."""

from dataclasses import dataclass

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse

from service.deps import Runtime
from service.errors import NotSignedIn, Refusal
from service.pages import assets, circle, docs, leader, reporter, staff, steward
from service.pages.render import PRIVATE, render
from service.pages.views import PageView
from service.terms import OrganisationId


@dataclass(frozen=True, kw_only=True)
class ErrorView(PageView):
    """A refusal in words."""

    words: str
    code: str


def install(app: FastAPI) -> None:
    """Put every page into the application."""
    for module in (assets, reporter, staff, circle, leader, steward, docs):
        app.include_router(module.router)


def error_page(request: Request, refusal: Refusal, status: int) -> Response:
    """The refusal as a page, with a way back to the start of the organisation; or the way to the door."""
    organisation = OrganisationId(request.path_params.get("organisation", ""))
    runtime: Runtime = request.app.state.runtime
    root = runtime.root(organisation) if organisation else ""
    if isinstance(refusal, NotSignedIn) and organisation:
        return RedirectResponse(f"{root}/sign-in", status_code=303, headers=PRIVATE)
    view = ErrorView(
        title="Sorry",
        organisation="",
        # An address that names nobody here is not repeated, not even as a link.
        root=root if organisation in runtime.directories else "",
        nonce=request.scope["candour.nonce"],
        words=refusal.words,
        code=refusal.code,
    )
    return render("error.html", view, status)
