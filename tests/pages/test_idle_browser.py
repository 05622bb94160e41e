"""A page nobody is at forgets its keys, and gives what was typed back to the same member only."""

import pytest
from playwright.sync_api import Page, expect

from tests.pages.live import Live
from tests.pages.room import enter, open_first, post_report
from tests.world import passphrase

pytestmark = pytest.mark.journey

STORY = "canary-91 nobody was told of the change"
TYPED = "workload-demand"


def leave_alone(page: Page) -> None:
    """Let sixteen minutes pass."""
    page.clock.fast_forward("16:00")
    page.wait_for_selector("#door:not([hidden])")


def come_in(page: Page, handle: str) -> None:
    """Prove a passphrase at the door that opened by itself."""
    page.fill("#handle", handle)
    page.fill("#passphrase", passphrase(handle))
    page.click("#sign-in-button")
    page.wait_for_selector("#room:not([hidden]) h1")


def open_and_choose(page: Page, live: Live) -> None:
    """A report is open, and a choice is made in it that nobody saved."""
    post_report(live, STORY)
    page.clock.install()
    enter(page, live)
    open_first(page)
    page.click("summary:has-text('People and capacity')")
    page.check(f"input[value={TYPED}]")


def test_a_page_left_alone_forgets_its_keys_and_keeps_what_was_typed(live: Live, page: Page):
    open_and_choose(page, live)

    leave_alone(page)

    expect(page.locator("#door-problem")).to_contain_text("Nobody used this page for 15 minutes")
    assert STORY not in page.content()
    come_in(page, "ash")
    expect(page.locator(".candour-narrative")).to_contain_text(STORY)
    expect(page.locator(f"input[value={TYPED}]")).to_be_checked()
    page.click("button:has-text('Save factors')")
    expect(page.locator("#room-status")).to_have_text("Saved. Thank you.")


def test_another_member_at_the_same_page_gets_nothing_of_it(live: Live, page: Page):
    open_and_choose(page, live)
    leave_alone(page)

    come_in(page, "beech")

    expect(page.locator("#room h1")).not_to_have_text("In the reporter’s words")
    assert STORY not in page.content()


def test_a_page_somebody_uses_stays_open(live: Live, page: Page):
    open_and_choose(page, live)

    for _ in range(3):
        page.clock.fast_forward("10:00")
        page.keyboard.press("Shift")

    expect(page.locator(".candour-narrative")).to_contain_text(STORY)
