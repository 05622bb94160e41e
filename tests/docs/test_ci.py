"""The CI script runs the guards, then the tests, without a keyboard, and stops at the first failure."""

import os
import subprocess
from pathlib import Path

from tests.docs.pages import ROOT


def _run(tmp_path: Path, *, failing: str = "none") -> tuple[int, list[str]]:
    """Run the script beside a `make` that writes down what it was asked, and fails at one target."""
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci/run").write_bytes((ROOT / ".ci/run").read_bytes())
    (tmp_path / "bin").mkdir()
    make = tmp_path / "bin/make"
    make.write_text(
        "#!/bin/sh\nread -r typed && exit 9\n"
        f'echo "$PWD $CI $*" >>"{tmp_path}/asked"\n[ "$1" != "{failing}" ]\n'
    )
    make.chmod(0o755)
    ran = subprocess.run(
        ["bash", str(tmp_path / ".ci/run")],
        cwd="/",
        env={"PATH": f"{tmp_path}/bin:{os.environ['PATH']}"},
        input=b"a keyboard\n",
        capture_output=True,
        check=False,
        timeout=30,
    )
    return ran.returncode, (tmp_path / "asked").read_text().splitlines()


def test_it_runs_both_commands_in_the_checkout_whatever_the_folder(tmp_path: Path):
    status, asked = _run(tmp_path)

    assert status == 0
    assert asked == [f"{tmp_path} true check", f"{tmp_path} true test"]


def test_it_stops_when_the_guards_fail(tmp_path: Path):
    status, asked = _run(tmp_path, failing="check")

    assert status != 0
    assert asked == [f"{tmp_path} true check"]


def test_it_fails_when_the_tests_fail(tmp_path: Path):
    status, asked = _run(tmp_path, failing="test")

    assert status != 0
    assert len(asked) == 2


def test_it_can_be_run_as_it_is():
    assert os.access(ROOT / ".ci/run", os.X_OK)
