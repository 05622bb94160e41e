"""The README's commands run as pasted in a fresh clone: `make run` twice, its snippet, and `make test`."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from service.demo.plan import RISING
from service.store.work.periods import PeriodState
from tests.demo.facts import DemoFacts, read_demo
from tests.docs.make_run import environment, make_run
from tests.docs.pages import ROOT, fences
from tests.server import free_port

INNER = "CANDOUR_README_TEST"
"""Set for everything this module starts, so that a run inside a run is noticed."""
FIRST_START = 600
SECOND_START = 20
SEEDING = 120
"""Seconds; under 60 on a machine that does nothing else, twice that beside other tests."""

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]


@dataclass(frozen=True)
class Found:
    """What a person met between `make run` and Ctrl-C."""

    form: httpx.Response
    posted: str
    said: str
    left_running: bool
    address: str


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if INNER in os.environ:
        pytest.fail("`make test` in a clone ran the clone's own README test: PYTEST_ARGS was not heeded")
    path = tmp_path_factory.mktemp("fresh") / "candour"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(path)], check=True)
    return path


@pytest.fixture(scope="module")
def first_start(clone: Path) -> Found:
    with make_run(clone, {INNER: "1"}, free_port(), FIRST_START) as (running, address):
        form = httpx.get(f"{address}report")
        posted = _run_snippet(clone, address)
        running.interrupt()
        return Found(form, posted, running.said(), running.alive(), address)


def test_make_run_serves_the_form_without_a_cookie(first_start: Found):
    assert first_start.form.status_code == 200
    assert "<form" in first_start.form.text
    assert not first_start.form.cookies


def test_make_run_prints_the_addresses_and_the_sign_ins(first_start: Found):
    for words in ("Sign in ", "/docs", "quiet harbour leader lantern", "leader's API key", "Ctrl-C"):
        assert words in first_start.said, words


def test_the_demo_is_seeded_in_time_and_says_so(first_start: Found):
    ((reports, seconds),) = re.findall(r"(\d+) reports sealed, .* in (\d+) s\.", first_start.said)

    assert 1_900 <= int(reports) <= 2_200
    assert int(seconds) < SEEDING


@pytest.fixture(scope="module")
def demo(clone: Path, first_start: Found) -> DemoFacts:
    """What lies in the database that `make run` left."""
    del first_start
    return read_demo(clone / "var/candour.db")


def test_the_demo_has_eight_areas_to_hide_in_and_four_circles_of_three_or_more(demo: DemoFacts):
    circles = demo.directory.receiving.values()

    assert len(demo.directory.offered_units) == 8
    assert len(circles) == 4 and all(circle.members >= 3 for circle in circles)


def test_the_demo_has_lived_eighteen_months_each_of_them_closed_and_published(demo: DemoFacts):
    assert len(demo.periods) == 18
    assert {known.state for known in demo.periods} == {PeriodState.RELEASED}
    assert demo.dashboard.months == tuple(known.period for known in demo.periods)


def test_what_the_demo_published_are_its_coded_reports_within_the_margin(demo: DemoFacts):
    published = demo.published()

    # Of 2,000 reports some came in months that are still open, and about one in seven has no factor agreed.
    assert published.high >= 1_550 and published.low <= 1_850
    assert published.margin < 250


def test_one_factor_of_the_demo_rises_in_the_last_published_months(demo: DemoFacts):
    rises = demo.rises()

    assert max(rises, key=lambda code: rises[code]) == RISING
    assert rises[RISING] >= 10


def test_the_readmes_snippet_sends_a_report_and_shows_eight_words(first_start: Found):
    (receipt,) = re.findall(r"receipt: (.+)", first_start.posted)

    assert len(receipt.split()) == 8


def test_ctrl_c_leaves_nothing_running(first_start: Found):
    assert not first_start.left_running
    with pytest.raises(httpx.TransportError):
        httpx.get(first_start.address)


def test_a_second_start_takes_seconds(clone: Path, first_start: Found):
    del first_start

    with make_run(clone, {INNER: "1"}, free_port(), SECOND_START) as (running, address):
        answered = httpx.get(address).status_code
        running.interrupt()

        assert answered == 200
        assert not running.alive()


def test_make_test_sets_up_and_passes(clone: Path):
    tested = subprocess.run(
        ["make", "test", "PYTEST_ARGS=tests/architecture", "VITEST_ARGS=tests/crypto/words.test.ts"],
        cwd=clone,
        env=environment({INNER: "1"}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=FIRST_START,
        check=False,
    )

    assert tested.returncode == 0, tested.stdout[-4000:] + tested.stderr[-4000:]
    assert re.search(r"^\d+ passed", tested.stdout, flags=re.MULTILINE)
    assert re.search(r"Tests .*\d+ passed", tested.stdout)


def test_a_fresh_clone_stays_clean(clone: Path, first_start: Found):
    del first_start

    changed = subprocess.run(
        ["git", "status", "--porcelain"], cwd=clone, check=True, capture_output=True, text=True
    )

    assert changed.stdout == ""


def _run_snippet(clone: Path, address: str) -> str:
    """Run the README's Python against this address, as somebody would who pasted it."""
    (snippet,) = fences((clone / "README.md").read_text(encoding="utf-8"), "python")
    origin = address.partition("/o/")[0]
    ran = subprocess.run(
        [str(clone / ".venv/bin/python"), "-c", snippet.replace("http://127.0.0.1:8000", origin)],
        cwd=clone,
        env=environment({INNER: "1"}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout
