"""Where a page stands and in which language: from its address first, from what the browser asks for second.

Never from a cookie or a store: a reader's choice lives in the addresses of the links they follow.
"""

from typing import Annotated

from fastapi import Depends, Request

from service.deps import DirectoryDep, Runtime, RuntimeDep
from service.languages import Language, choose_language, find_language
from service.pages.views import Frame
from service.terms import OrganisationId


def frame_of(request: Request, organisation: OrganisationId, runtime: Runtime) -> Frame:
    """The frame of a page below /o/{organisation}; an empty name stands for a page of no organisation."""
    plain = runtime.root(organisation) if organisation else ""
    offered = _offered(runtime, organisation)
    chosen = request.scope.get("candour.language", "")
    if chosen and find_language(chosen) not in offered:
        # The service knows this language and the organisation offers it no longer: as if it were not typed.
        chosen = ""
    language = find_language(chosen) if chosen else _asked_for(request, offered)
    address: str = request.scope["path"]
    return Frame(
        root=f"{plain}/{chosen}" if chosen else plain,
        nonce=request.scope["candour.nonce"],
        language=language,
        here=address.removeprefix(f"/o/{organisation}") if organisation else "",
        roots=tuple((other, f"{plain}/{other.code}") for other in offered) if organisation else (),
    )


def _offered(runtime: Runtime, organisation: OrganisationId) -> tuple[Language, ...]:
    """What this organisation chose of the service's languages, in its order; all where it chose none."""
    known = runtime.directories.get(organisation)
    chosen = known.organisation.languages if known else ()
    served = {language.code: language for language in runtime.languages}
    return tuple(served[code] for code in chosen if code in served) or runtime.languages


def _asked_for(request: Request, offered: tuple[Language, ...]) -> Language:
    accepted = request.headers.get("accept-language", "")
    return choose_language(accepted, offered, offered[0])


# The directory is asked for so that what its organisation offers is known by now.
async def _frame(request: Request, organisation: str, runtime: RuntimeDep, _: DirectoryDep) -> Frame:
    return frame_of(request, OrganisationId(organisation), runtime)


FrameDep = Annotated[Frame, Depends(_frame)]
