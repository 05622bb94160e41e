"""Built scripts, styles and pictures: their names, digests and bytes.

Serves only what the manifest lists, so a path can reach no other file. Never looks at the disk after start.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from service.deps import AnyoneDep
from service.errors import CandourError, NotFound

PREFIX = "/static/"
FOREVER = "public, max-age=31536000, immutable"
MEDIA_TYPES = {
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
}
ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""In order of preference."""
REFUSED = re.compile(r"[^,]*;\s*q=0(\.0*)?\s*(?=,|$)")
"""A coding the browser says it does not take (RFC 9110, 12.4.2)."""


class MissingAssets(CandourError):
    """The browser's files have not been built; the pages would be empty shells."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One built file: where it is, its SRI digest, and for a script what it will load."""

    url: str
    integrity: str
    imports: tuple["Asset", ...] = ()


@dataclass(frozen=True, slots=True)
class Packed:
    """A file's bytes in one content encoding; `encoding` is empty for the plain bytes."""

    encoding: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Assets:
    """Every built file, read once; `digests` by file name."""

    named: Mapping[str, Asset]
    packed: Mapping[str, tuple[Packed, ...]] = field(repr=False)
    digests: Mapping[str, str] = field(default_factory=dict, repr=False)

    def asset(self, logical: str) -> Asset:
        """The asset with this logical name, such as `candour.css`. Raises MissingAssets."""
        try:
            return self.named[logical]
        except KeyError:
            raise MissingAssets(f"{logical} has not been built: run `npm run build` in browser/") from None

    def choose(self, name: str, accepted: str) -> Packed:
        """The best form of a file for an Accept-Encoding header. Raises NotFound for any other name."""
        if name not in self.packed:
            raise NotFound
        wanted = REFUSED.sub("", accepted).lower().split(",")
        offered = {part.partition(";")[0].strip() for part in wanted}
        return next(form for form in self.packed[name] if form.encoding in offered or not form.encoding)


def _asset(row: dict[str, object]) -> Asset:
    imports = row.get("imports")
    children = tuple(_asset(child) for child in imports) if isinstance(imports, list) else ()
    return Asset(f"{PREFIX}{row['file']}", str(row["integrity"]), children)


def _forms(folder: Traversable, name: str) -> Iterator[Packed]:
    for encoding, suffix in ENCODINGS.items():
        sibling = folder.joinpath(name + suffix)
        if sibling.is_file():
            yield Packed(encoding, sibling.read_bytes())
    yield Packed("", folder.joinpath(name).read_bytes())


def read_assets(folder: Traversable) -> Assets:
    """Read a built folder. Raises MissingAssets when there is no manifest."""
    manifest = folder.joinpath("manifest.json")
    if not manifest.is_file():
        raise MissingAssets("the browser's files have not been built: run `npm run build` in browser/")
    listed = json.loads(manifest.read_text(encoding="utf-8"))
    return Assets(
        named={logical: _asset(row) for logical, row in listed["assets"].items()},
        packed={name: tuple(_forms(folder, name)) for name in listed["files"]},
        digests=listed["files"],
    )


@cache
def built_assets() -> Assets:
    """The files this installation was built with."""
    return read_assets(files("service").joinpath("static", "built"))


router = APIRouter(include_in_schema=False)


@router.get("/.well-known/candour-bundle.json")
def show_bundle(_: AnyoneDep) -> JSONResponse:
    """Every file browsers are given, with its SRI digest, for whoever builds them again and compares."""
    files = {f"{PREFIX}{name}": digest for name, digest in sorted(built_assets().digests.items())}
    return JSONResponse({"v": 1, "files": files}, headers={"Cache-Control": "no-store"})


@router.get(PREFIX + "{name}")
def show_asset(_: AnyoneDep, name: str, request: Request) -> Response:
    """One built file, compressed when it was built. Named after its contents, so it may be kept for ever."""
    form = built_assets().choose(name, request.headers.get("accept-encoding", ""))
    headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
    if form.encoding:
        headers["Content-Encoding"] = form.encoding
    media_type = MEDIA_TYPES[name.rpartition(".")[2]]
    return Response(form.body, media_type=media_type, headers=headers)
