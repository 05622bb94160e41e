"""`make test` runs both languages and reports both whatever the other found; the longest files come first."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.docs.pages import ROOT
from tests.order import LONGEST, longest_first


@dataclass(frozen=True)
class Item:
    """A collected test."""

    nodeid: str


def _run(folder: Path, *, python: int = 0, browser: int = 0) -> subprocess.CompletedProcess[str]:
    """Run the script beside a pytest and an npm that say what they were asked and end as they are told."""
    for name, script in (
        ("scripts/run-tests.sh", (ROOT / "scripts/run-tests.sh").read_text(encoding="utf-8")),
        (".venv/bin/pytest", f'#!/bin/sh\necho "pytest $*"\nexit {python}\n'),
        ("bin/npm", f'#!/bin/sh\nsleep 0.3\necho "npm $* in ${{PWD##*/}}"\nexit {browser}\n'),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(script, encoding="utf-8")
        (folder / name).chmod(0o755)
    (folder / "browser").mkdir()
    return subprocess.run(
        [folder / "scripts/run-tests.sh", "-n", "3", "-k", "one or two"],
        cwd=folder,
        env={"PATH": f"{folder}/bin:{os.environ['PATH']}", "VITEST_ARGS": "tests/a tests/b"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


@pytest.mark.parametrize(("python", "browser"), [(0, 0), (1, 0), (0, 1), (2, 1)])
def test_both_are_heard_and_either_fails_it(tmp_path: Path, python: int, browser: int):
    ran = _run(tmp_path, python=python, browser=browser)

    assert ran.stdout == "pytest -n 3 -k one or two\nnpm test --silent -- tests/a tests/b in browser\n"
    assert (ran.returncode == 0) == (python == browser == 0)


def test_make_test_hands_on_what_both_are_asked():
    make = shutil.which("make")
    assert make is not None
    asked = subprocess.run(
        [make, "-n", "-o", ".venv/.dev", "test", "PYTEST_ARGS=-k north", "VITEST_ARGS=tests/text"],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=60,
    ).stdout  # fmt: skip

    assert 'VITEST_ARGS="tests/text" scripts/run-tests.sh ' in asked
    assert "-k north" in asked


def test_the_longest_files_are_there_and_come_first():
    assert all((ROOT / name).is_file() for name in LONGEST)
    named = [Item(f"{name}::test") for name in ("tests/a.py", LONGEST[1], "tests/b.py", LONGEST[0])]

    assert [named.index(item) for item in longest_first(named)] == [3, 1, 0, 2]
