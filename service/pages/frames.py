"""Where a page stands and in which language: from its address first, from what the browser asks for second.

Never from a cookie or a store: a reader's choice lives in the addresses of the links they follow.
"""

from typing import Annotated

from fastapi import Depends, Request

from service.deps import Runtime, RuntimeDep
from service.languages import Language, choose_language, find_language
from service.pages.views import Frame
from service.terms import OrganisationId


def frame_of(request: Request, organisation: OrganisationId, runtime: Runtime) -> Frame:
    """The frame of a page below /o/{organisation}; an empty name stands for a page of no organisation."""
    plain = runtime.root(organisation) if organisation else ""
    chosen = request.scope.get("candour.language", "")
    language = find_language(chosen) if chosen else _asked_for(request, runtime)
    address: str = request.scope["path"]
    return Frame(
        root=f"{plain}/{chosen}" if chosen else plain,
        nonce=request.scope["candour.nonce"],
        language=language,
        here=address.removeprefix(f"/o/{organisation}") if organisation else "",
        roots=tuple((other, f"{plain}/{other.code}") for other in runtime.languages) if organisation else (),
    )


def _asked_for(request: Request, runtime: Runtime) -> Language:
    accepted = request.headers.get("accept-language", "")
    return choose_language(accepted, runtime.languages, runtime.languages[0])


async def _frame(request: Request, organisation: str, runtime: RuntimeDep) -> Frame:
    return frame_of(request, OrganisationId(organisation), runtime)


FrameDep = Annotated[Frame, Depends(_frame)]
