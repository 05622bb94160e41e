"""Links between documents lead somewhere, and files they name are there."""

import re

import pytest

from tests.docs.pages import CODE, LINK, ROOT, anchors, documents, prose, read, tracked

NAMED_FILE = re.compile(
    r"^(?:service|browser|tests|docs|migrations|requirements|scripts|benchmarks|training)/[\w./-]+$"
)
BUILT = ("service/static/built",)


@pytest.mark.parametrize("name", documents())
def test_every_link_to_a_document_resolves(name: str):
    for target in LINK.findall(prose(read(name))):
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        file = (ROOT / name).parent / path if path else ROOT / name
        assert file.exists(), f"{name} links to {target}"
        if anchor:
            assert anchor in anchors(file.read_text(encoding="utf-8")), f"{name} links to {target}"


@pytest.mark.parametrize("name", documents())
def test_every_file_named_in_a_document_is_there(name: str):
    folders = {str(parent) for file in tracked() for parent in (ROOT / file).relative_to(ROOT).parents}

    for code in CODE.findall(prose(read(name))):
        if NAMED_FILE.match(code) and not code.startswith(BUILT):
            assert code in tracked() or code.rstrip("/") in folders, f"{name} names {code}"
