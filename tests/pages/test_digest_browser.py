"""A member gives an address for the weekly mail in their room, and takes it away, in a real browser."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.pages.live import Live, axe_findings
from tests.pages.room import enter

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("width", [320, 1280])
def test_a_member_says_where_the_weekly_mail_goes_and_takes_it_away_again(live: Live, page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    enter(page, live)
    page.click("#digest summary")
    expect(page.locator("#digest")).to_contain_text("your organisation sends none")

    page.fill("#digest-address", "ash at post")
    page.click("#digest button:has-text('Send it there')")
    expect(page.locator("#digest [role=status]")).to_contain_text("does not look like an e-mail address")
    page.fill("#digest-address", "ash@post.example")
    page.click("#digest button:has-text('Send it there')")
    expect(page.locator("#digest [role=status]")).to_contain_text("The next mail goes there")
    assert axe_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if "SHOTS" in os.environ:
        page.locator("#digest").scroll_into_view_if_needed()
        page.screenshot(path=str(Path(os.environ["SHOTS"]) / f"digest-{width}.png"))

    page.reload()
    enter(page, live)
    page.click("#digest summary")
    expect(page.locator("#digest-address")).to_have_value("ash@post.example")
    page.click("#digest button:has-text('Send it no more')")
    expect(page.locator("#digest [role=status]")).to_contain_text("Your address is forgotten")
    expect(page.locator("#digest-address")).to_have_value("")
