"""Built files: served by exact name, compressed beforehand, and nothing else."""

import json
import re
from base64 import b64encode
from hashlib import sha384
from pathlib import Path

import pytest

from service.errors import NotFound
from service.pages.assets import MissingAssets, built_assets, read_assets
from tests.world import World

ROOT = Path(__file__).resolve().parents[2]
REPORTERS = (
    "service/templates/*.html",
    "service/templates/p*/*.html",
    "service/templates/reporter/*.html",
    "browser/src/*.ts",
    "browser/src/writing/*.ts",
    "browser/src/dialogue/*.ts",
)
"""Where the pages of people who report take their class names from."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A built folder with one script in three forms, and a file the manifest does not list."""
    part = {"file": "part-A.js", "integrity": "sha384-part", "imports": []}
    listed = {"a.js": {"file": "a-A.js", "integrity": "sha384-a", "imports": [part]}}
    (tmp_path / "manifest.json").write_text(json.dumps({"assets": listed, "files": {"a-A.js": "sha384-a"}}))
    for name, body in {
        "a-A.js": b"plain",
        "a-A.js.br": b"br",
        "a-A.js.gz": b"gz",
        "secret.txt": b"no",
    }.items():
        (tmp_path / name).write_bytes(body)
    return tmp_path


def test_an_asset_knows_its_address_its_digest_and_what_it_will_load(folder: Path):
    found = read_assets(folder).asset("a.js")

    assert (found.url, found.integrity) == ("/static/a-A.js", "sha384-a")
    assert [part.url for part in found.imports] == ["/static/part-A.js"]


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.000 ,GZIP", "gzip"),
        ("br;q=0.01", "br"),
        ("identity", ""),
        ("", ""),
    ],
)
def test_the_smallest_form_the_browser_takes_is_chosen(folder: Path, accepted: str, encoding: str):
    assert read_assets(folder).choose("a-A.js", accepted).encoding == encoding


@pytest.mark.parametrize("name", ["secret.txt", "manifest.json", "a-A.js.br", "../a-A.js", ""])
def test_a_file_the_manifest_does_not_list_is_not_there(folder: Path, name: str):
    with pytest.raises(NotFound):
        read_assets(folder).choose(name, "br")


def test_a_folder_without_a_manifest_says_what_to_run(tmp_path: Path):
    with pytest.raises(MissingAssets, match="npm run build"):
        read_assets(tmp_path)


def test_a_name_that_was_not_built_says_what_to_run(folder: Path):
    with pytest.raises(MissingAssets, match="npm run build"):
        read_assets(folder).asset("b.js")


def test_what_is_served_has_the_digest_the_pages_name(tell):
    async def story(world: World):
        for asset in built_assets().named.values():
            answer = await world.client.get(asset.url)

            digest = b64encode(sha384(answer.content).digest()).decode()
            assert answer.status_code == 200
            assert asset.integrity == f"sha384-{digest}"
            assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
            assert "etag" not in answer.headers and "last-modified" not in answer.headers

    tell(story)


def test_an_unknown_name_is_a_404_that_may_not_be_kept(tell):
    async def story(world: World):
        answer = await world.client.get("/static/nothing.js")

        assert answer.status_code == 404
        assert answer.headers["cache-control"] == "no-store"

    tell(story)


def test_what_a_reporter_sees_needs_no_style_of_the_desks():
    built = ROOT / "service/static/built"
    listed = json.loads((built / "manifest.json").read_text(encoding="utf-8"))["assets"]
    sheets = {name: (built / listed[name]["file"]).read_text("utf-8") for name in ("candour.css", "desk.css")}
    named = {name: set(re.findall(r"\.([a-z][\w-]*)", sheet)) for name, sheet in sheets.items()}
    theirs = named["desk.css"] - named["candour.css"]
    pages = [
        path
        for pattern in REPORTERS
        for path in ROOT.glob(pattern)
        if path.is_file() and "desk.css" not in path.read_text(encoding="utf-8")
    ]

    used = {
        f"{path.name}: {word}"
        for path in pages
        for word in re.findall(r"[a-z][\w-]*", path.read_text(encoding="utf-8"))
        if word in theirs
    }

    assert len(pages) > 20 and "candour-table" in theirs
    assert used == set()
