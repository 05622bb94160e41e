"""Every page's router, and the page for what went wrong. Never shows more of a fault than its kind words."""

from dataclasses import dataclass

from fastapi import FastAPI, Request, Response

from service.errors import Refusal
from service.pages import assets, reporter
from service.pages.render import render
from service.pages.views import PageView


@dataclass(frozen=True, kw_only=True)
class ErrorView(PageView):
    """A refusal in words."""

    words: str
    code: str


def install(app: FastAPI) -> None:
    """Put every page into the application."""
    for module in (assets, reporter):
        app.include_router(module.router)


def error_page(request: Request, refusal: Refusal, status: int) -> Response:
    """The refusal as a page, with a way back to the start of the organisation."""
    organisation = request.path_params.get("organisation", "")
    view = ErrorView(
        title="Sorry",
        organisation="",
        root=f"/o/{organisation}" if organisation else "",
        nonce=request.scope["candour.nonce"],
        words=refusal.words,
        code=refusal.code,
    )
    return render("error.html", view, status)
