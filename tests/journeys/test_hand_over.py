"""A report goes to another circle in real browsers, on both databases, with all that was written."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_dialogue import STORY, TOLD, come_back, member_answers, report, seen
from tests.leaks.places import database_bytes
from tests.pages.live import Live, browse, serve
from tests.pages.room import enter, open_first
from tests.world import found

pytestmark = pytest.mark.journey

AFTER = "canary-new A brake check is being tried."
SIZE = {"width": 1280, "height": 900}


def hand_over(page: Page, live: Live) -> None:
    """A member of the tools circle opens it once more and gives it away."""
    enter(page, live)
    open_first(page)
    page.click("summary:has-text('Hand it to another circle')")
    page.select_option("#hand-circle", "general")
    seen(page, "hand-over")
    page.click("text=Lock it for them and hand it over")
    expect(page.locator("#room-view .govuk-inset-text").first).to_contain_text("Handed over.")
    expect(page.locator(".candour-queue__row")).to_have_count(0)


def other_circle_answers(page: Page, live: Live) -> None:
    """The general circle sees it as new, with the whole conversation, and answers."""
    enter(page, live, "damson")
    open_first(page)
    expect(page.locator(".candour-narrative")).to_contain_text(STORY)
    expect(page.locator(".candour-dialogue__said")).to_contain_text(TOLD)
    expect(page.locator(".candour-facts >> text=Factors not agreed yet").last).to_be_visible()
    page.click("summary:has-text('Write to the reporter')")
    page.fill("#reply-text", AFTER)
    page.click(".candour-dialogue >> text=Lock and send")
    expect(page.locator(".candour-dialogue__said")).to_contain_text(AFTER)
    seen(page, "handed-over")


def test_a_report_is_handed_to_another_circle_and_its_reporter_reads_both(database_url: str):
    found(database_url)
    with serve(database_url) as live:
        with browse(viewport=SIZE) as page:
            words = report(page, live)
        with browse(viewport=SIZE) as page:
            member_answers(page, live)
        with browse(viewport=SIZE) as page:
            hand_over(page, live)
        with browse(viewport=SIZE) as page:
            other_circle_answers(page, live)
        with browse(viewport=SIZE) as page:
            come_back(page, live, words)
            expect(page.locator("#opened")).to_contain_text(TOLD)
            expect(page.locator("#opened")).to_contain_text(AFTER)
    assert not any(one.encode() in database_bytes(database_url) for one in (STORY, TOLD, AFTER))
