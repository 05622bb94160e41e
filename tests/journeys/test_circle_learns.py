"""A circle learns in real browsers: a second reading nobody is led in, and a theme that reaches leaders."""

import pytest
from playwright.sync_api import Page, Request, expect

from service.domain.lots import Lot, is_drawn
from service.terms import ReportId, Stage
from tests.journeys.test_walking_house import SIZES, keep
from tests.leaks.places import database_bytes
from tests.pages.live import Live, axe_findings, browse, serve
from tests.pages.published import publish
from tests.pages.room import enter, post_report, sign_in
from tests.world import found

pytestmark = pytest.mark.journey

STORY = "canary-7d The screen hides the allergy box."
NOTED = "canary-note Screens hide what matters"
TOLD = "Screens hide what people need to see at the bedside."


def seen(page: Page, name: str) -> None:
    """Kept where somebody asked for it, without a finding, and no wider than the screen."""
    keep(page, name)
    assert axe_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def post_drawn(live: Live) -> str:
    """A report the lot falls on."""
    for _ in range(120):
        report = post_report(live, STORY)
        if is_drawn(live.app.state.runtime.secret, Lot.SECOND_READING, ReportId(report)):
            return report
    raise AssertionError("no lot fell in a hundred and twenty tries")


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desktop"])
def test_a_second_member_reads_without_seeing_what_the_first_chose(database_url: str, size: dict[str, int]):
    found(database_url)
    with serve(database_url) as live:
        report = post_drawn(live)
        with browse(viewport=size) as page:
            enter(page, live)
            page.click(f"[data-report='{report}']")
            page.wait_for_selector("#narrative-title")
            page.click("button:has-text('Save factors')")
            expect(page.locator("#room-status")).to_have_text("Saved. Thank you.")
            page.click("text=Back to the list")
            page.click("nav [data-shelf=second]")
            expect(page.get_by_text("No report waits for a second reader just now.")).to_be_visible()
        with browse(viewport=size) as page:
            enter(page, live, "cherry")
            page.click("[data-circle=tools]")
            expect(page.locator("#room-view h1")).to_have_text("Tools circle")
            page.click("nav [data-shelf=second]")
            expect(page.get_by_text("Too few reports have been read twice")).to_be_visible()
            seen(page, "second-readings")
            page.click(f"[data-second='{report}']")
            expect(page.locator(".candour-narrative")).to_contain_text(STORY)
            expect(page.locator(".candour-chosen")).to_contain_text("None chosen.")
            seen(page, "second-reading")
            page.click("summary:has-text('People and capacity')")
            page.check("input[value=workload-demand]")
            page.click("button:has-text('Save factors')")
            expect(page.locator("#room-view")).to_contain_text("Your reading is kept apart.")


def note_theme(page: Page) -> None:
    """A member notes a theme and links what is open."""
    page.click("button:has-text('Open this page')")
    expect(page.locator(".candour-together [role=status]")).to_contain_text("3 reports are open")
    page.click("nav [data-shelf=themes]")
    page.fill("#theme-title", NOTED)
    page.fill("#theme-words", "It hides the allergy box.")
    page.select_option("#theme-factor", "digital-systems")
    seen(page, "themes")
    page.click("button:has-text('Lock and save')")
    expect(page.locator("#room-view h1")).to_have_text(NOTED)


def publish_it(page: Page) -> None:
    """Refused below three reports; then for everybody, in other words than the note's."""
    page.fill("#publish-name", "What screens hide")
    page.fill("#publish-words", TOLD)
    page.click("button:has-text('Publish for leaders')")
    expect(page.get_by_text("made of too few different reports")).to_be_visible()
    for place in range(3):
        page.check(f"#theme-report-{place}")
        expect(page.get_by_text("Locked and saved.", exact=True).last).to_be_visible()
    page.wait_for_timeout(300)
    seen(page, "theme")
    page.click("button:has-text('Publish for leaders')")
    expect(page.get_by_text("Published. Leaders can read it now.").last).to_be_visible()


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desktop"])
def test_a_theme_of_three_reports_reaches_the_leaders_page(database_url: str, size: dict[str, int]):
    found(database_url)
    for month in range(1, 11):
        publish(database_url, Stage.MONTH_FACTOR, f"2026-{month:02d}", digital_systems=30)
    with serve(database_url) as live:
        for number in range(3):
            post_report(live, f"{STORY} {number}")
        with browse(viewport=size) as page:
            requests: list[Request] = []
            page.on("request", lambda request: requests.append(request))
            enter(page, live)
            note_theme(page)
            publish_it(page)
            wire = " ".join(request.post_data or "" for request in requests)
            assert "canary" not in wire and TOLD in wire
        with browse(viewport=size) as page:
            sign_in(page, live, "leader")
            page.wait_for_url("**/leader")
            page.goto(f"{live.root}/leader?scope=factor:digital-systems")
            expect(page.locator("section[aria-labelledby=themes]")).to_contain_text(TOLD)
            expect(page.locator("section[aria-labelledby=themes]")).to_contain_text("Tools circle")
            expect(page.locator("body")).not_to_contain_text("canary")
            keep(page, "leader-theme")
    assert b"canary" not in database_bytes(database_url)
