"""The board pack: the same published figures as a page to print, a tagged PDF, tables and pictures.

A pack is a function of what is published: made twice it is the same to the byte. Its only date is that of
the newest release. Every number stands with its margin and the mark of its release.
"""

import gzip
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse

from service.api.dashboards import Nothing
from service.deps import DirectoryDep, LeaderDep, LeaderSessionDep, ReleaseDep
from service.domain.packs import Pack, view_pack
from service.errors import NotFound
from service.pages.leader import VisitDep
from service.pages.pack_files import make_csv, make_pdf, make_picture, make_zip
from service.pages.pack_view import NAME, view_pack_page
from service.pages.render import PRIVATE, render
from service.privacy.domains import PublicFacts

router = APIRouter(prefix="/o/{organisation}/leader/board-pack", include_in_schema=False)


MAKERS = {f"{NAME}.zip": make_zip, f"{NAME}.pdf": make_pdf, f"{NAME}.csv": make_csv}
MEDIA_TYPES = {
    "zip": "application/zip",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
}


def _pack(directory: DirectoryDep, releases: ReleaseDep) -> Pack:
    return view_pack(releases, PublicFacts(directory.organisation, directory.units))


PackDep = Annotated[Pack, Depends(_pack)]


@router.get("")
def pack_page(
    _: LeaderSessionDep, visit: VisitDep, pack: PackDep, __: Annotated[Nothing, Query()]
) -> HTMLResponse:
    """The pack as a page to print, and its files."""
    return render("leader/pack.html", view_pack_page(visit, pack))


@router.get("/{file}")
def pack_file(
    request: Request, _: LeaderDep, pack: PackDep, file: str, __: Annotated[Nothing, Query()]
) -> Response:
    """One file of the pack, by session or by API key."""
    kind = file.rpartition(".")[2]
    if file in MAKERS:
        body = MAKERS[file](pack)
        headers = {**PRIVATE, "Content-Disposition": f'attachment; filename="{file}"'}
        return Response(body, media_type=MEDIA_TYPES[kind], headers=headers)
    picture = make_picture(pack, file)
    if picture is None:
        raise NotFound
    headers = {**PRIVATE, "Vary": "Accept-Encoding"}
    if kind == "svg" and "gzip" in request.headers.get("accept-encoding", ""):
        # Published figures alone, beside no secret: there is nothing that a length could give away.
        picture, headers["Content-Encoding"] = gzip.compress(picture, mtime=0), "gzip"
    return Response(picture, media_type=MEDIA_TYPES[kind], headers=headers)
