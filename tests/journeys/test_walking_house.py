"""One report's whole way, in a real browser, on both databases: told, sealed, opened, coded, charted."""

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from service.client.candour import Candour
from tests.pages.live import ROOT_FOLDER, axe_findings, browse, serve
from tests.pages.room import enter, open_first, sign_in
from tests.world import API_KEY, CODED, NAME, Clock, found

pytestmark = pytest.mark.journey

STORY = "canary-9e The new form hides the allergy box.\nTwo of us missed it in one night."
SCREENS = os.environ.get("CANDOUR_SCREENSHOTS", "")
"""Keep what the journey saw: CANDOUR_SCREENSHOTS=var/screens make test PYTEST_ARGS=tests/journeys"""
SIZES = [{"width": 360, "height": 740}, {"width": 1280, "height": 900}]


def steward_runs(database_url: str, folder: Path, *words: str) -> str:
    """A command at the steward's shell, on the day November closes."""
    clock = folder / "clock"
    clock.write_text("2026-12-15T12:00:00+00:00")
    done = subprocess.run(
        [sys.executable, "-m", "service.cli", *words],
        cwd=ROOT_FOLDER,
        env={**os.environ, "CANDOUR_DATABASE_URL": database_url, "CANDOUR_CLOCK": str(clock)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def keep(page, name: str) -> None:
    """A screenshot of the whole page, where somebody asked for it."""
    if SCREENS:
        page.screenshot(path=Path(SCREENS) / f"{name}-{page.viewport_size['width']}.png", full_page=True)


def tell_it(page, root: str) -> list[str]:
    """A reporter starts, writes, chooses, sends, and reads the eight words."""
    page.goto(f"{root}/")
    keep(page, "start")
    page.get_by_role("link", name="Start a report").or_(
        page.get_by_role("button", name="Start a report")
    ).click()
    page.wait_for_selector("#writing:not([hidden])")
    page.fill("#narrative", STORY)
    page.check("input[name=kind][value=near-miss]")
    page.check("input[name=unit][value=north]")
    page.click("summary:has-text('Tools and places')")
    page.check("input[value=digital-systems]")
    page.check("input[name=potential][value=grave]")
    page.check("input[name=spread][value=sometimes]")
    page.check("input[name=role_group][value=frontline]")
    expect(page.locator("#destination-circle")).to_contain_text("Tools circle")
    keep(page, "form")
    assert axe_findings(page) == []
    page.click("#send")
    page.wait_for_selector("#sent:not([hidden])")
    keep(page, "receipt")
    assert axe_findings(page) == []
    return page.locator(".candour-words li").all_inner_texts()


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desktop"])
def test_a_report_travels_from_a_browser_to_a_leaders_chart(
    database_url: str, size: dict[str, int], tmp_path: Path
):
    found(database_url)
    with serve(database_url) as live:
        clock = live.app.state.runtime.clock
        assert isinstance(clock, Clock)

        with browse(viewport=size) as page:
            words = tell_it(page, live.root)
            assert len(set(words)) >= 7 and page.context.cookies() == []

        with browse(viewport=size) as page:
            enter(page, live)
            keep(page, "queue")
            assert axe_findings(page) == []
            open_first(page)
            expect(page.locator(".candour-narrative")).to_contain_text("Two of us missed it in one night.")
            page.click("summary:has-text('How the work is organised')")
            page.check("input[value=procedures-process-design]")
            page.click("button:has-text('Save factors')")
            expect(page.locator("#room-status")).to_have_text("Saved. Thank you.")
            keep(page, "opened")
            assert axe_findings(page) == []

        assert "2026-11" in steward_runs(database_url, tmp_path, "close-period")
        assert steward_runs(database_url, tmp_path, "publish")
        assert "in order" in steward_runs(database_url, tmp_path, "verify-releases")

        with browse(viewport=size) as page:
            sign_in(page, live, "leader")
            page.wait_for_url("**/leader")
            page.wait_for_selector("#chart-place svg")
            keep(page, "dashboard")
            assert axe_findings(page) == []
            expect(page.locator("body")).to_contain_text("nobody can tell whether any one report is in it")
            expect(page.locator("body")).not_to_contain_text("canary-9e")


def test_an_integrator_does_the_same_over_http(database_url: str, tmp_path: Path):
    found(database_url)
    with serve(database_url) as live, Candour(live.origin, NAME, api_key=API_KEY) as candour:
        circles = {circle["circle"]: circle["key"]["key_id"] for circle in candour.directory()["circles"]}
        sent = [candour.report(STORY, CODED) for _ in range(3)]
        before = candour.dashboard()
        steward_runs(database_url, tmp_path, "run-jobs")
        after = candour.dashboard(scope="factor:digital-systems", span=12)
        described = httpx.get(f"{live.origin}/api/v1/openapi.json").json()

    assert set(circles) == {"tools", "general"}
    assert len({report.report for report in sent}) == 3 and all(len(r.receipt.split()) == 8 for r in sent)
    assert before["organisation"] == after["organisation"] == NAME
    assert before != after
    assert "/api/v1/o/{organisation}/reports" in described["paths"]
