"""A poster to print and hang up: where to report, and the words by which a circle's key is known.

The words on paper are what a changed service cannot change. Holds nothing personal, asks nobody who they are.
"""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

import segno
from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from service.crypto.keys import fingerprint_words
from service.deps import AnyoneDep, DirectoryDep, RuntimeDep
from service.domain.routing import Directory
from service.pages.frames import FrameDep
from service.pages.render import render
from service.pages.views import Frame, PageView

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class KeyOnPaper:
    """A circle and the six words of the key it receives with."""

    circle: str
    words: str


@dataclass(frozen=True, kw_only=True)
class PosterView(PageView):
    """One sheet of A4. `code` is a picture of `address`."""

    address: str
    code: Markup
    keys: tuple[KeyOnPaper, ...]


def _address(request: Request, runtime: RuntimeDep) -> str:
    """How people reach this service from outside: as it was told, or as this request did."""
    return runtime.address or f"{request.url.scheme}://{request.url.netloc}"


AddressDep = Annotated[str, Depends(_address)]


@router.get("/o/{organisation}/poster")
def poster_page(_: AnyoneDep, directory: DirectoryDep, frame: FrameDep, address: AddressDep) -> HTMLResponse:
    """The poster of an organisation."""
    return render("reporter/poster.html", view_poster(directory, address, frame))


def view_poster(directory: Directory, address: str, frame: Frame) -> PosterView:
    """What stands on the sheet: circles in their fixed order."""
    place = f"{address}{quote(frame.root)}/"
    keys = directory.active_keys
    return PosterView(
        title=frame.language.say("A poster to print"),
        organisation=directory.organisation.name,
        frame=frame,
        address=place,
        code=draw_code(place),
        keys=tuple(
            KeyOnPaper(circle.label, " ".join(fingerprint_words(keys[circle.circle].public_key)))
            for circle in directory.receiving.values()
        ),
    )


def draw_code(text: str) -> Markup:
    """A QR code (ISO/IEC 18004, error correction Q) as inline SVG without style or script."""
    code = segno.make(text, error="q", micro=False)
    # The library's own drawing of our own address: no markup of anybody else is in it.
    return Markup(code.svg_inline(scale=1, border=4, omitsize=True, lineclass=None, svgclass="candour-code"))  # noqa: S704
