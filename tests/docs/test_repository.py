"""The repository stands on its own: no path of one machine, no download address in a lock file."""

import re

from tests.docs.pages import ROOT, tracked

# Built from parts, so that this file does not name what it looks for.
OF_ONE_MACHINE = re.compile(rb"(?<![\w./}*-])/(?:" + b"|".join((b"wo" + b"rk", b"ro" + b"ot")) + rb")/\w")
LOCKS = [
    name for name in tracked() if re.fullmatch(r"requirements/\w+\.txt|browser/package-lock\.json", name)
]


def test_no_tracked_file_names_a_path_of_the_machine_it_was_written_on():
    found = [name for name in tracked() if OF_ONE_MACHINE.search((ROOT / name).read_bytes())]

    assert found == []


def test_the_search_would_find_such_a_path():
    assert OF_ONE_MACHINE.search(b"see " + b"/wo" + b"rk/notes.md")
    assert not OF_ONE_MACHINE.search(b"service/store/wo" + b"rk/tables.py")


def test_lock_files_hold_hashes_and_no_address():
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in LOCKS}

    assert len(texts) >= 4
    for name, text in texts.items():
        assert "sha256:" in text or '"integrity": "sha512-' in text, name
        assert '"resolved"' not in text, name
        assert '"url"' not in text, name
        if name.endswith(".txt"):
            assert "://" not in text and "--index-url" not in text and "--find-links" not in text, name


def test_every_locked_python_package_has_a_hash():
    for name in LOCKS:
        if name.endswith(".txt"):
            pinned = re.split(
                r"^(?=[\w.-]+(?:\[[\w,-]+\])?==)", (ROOT / name).read_text(encoding="utf-8"), flags=re.M
            )
            assert len(pinned) > 1, name
            assert all("--hash=sha256:" in part for part in pinned[1:]), name
