"""A dialogue in real browsers, on both databases: kept, thanked, answered, read, answered back, deleted."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_walking_house import SIZES, keep
from tests.leaks.places import database_bytes
from tests.pages.form import open_form, send, stored
from tests.pages.live import Live, axe_findings, browse, serve
from tests.pages.room import enter, open_first
from tests.world import found

pytestmark = pytest.mark.journey

STORY = "canary-d1a The trolley had no brakes again."
ADDED = "canary-add It happened on the next day too."
TOLD = "canary-out A second trolley is ordered."


def seen(page: Page, name: str) -> None:
    """Kept where somebody asked for it, and without a finding."""
    keep(page, name)
    assert axe_findings(page) == []


def report(page: Page, live: Live) -> list[str]:
    """A reporter tells it, keeps the words, and proves it to themselves."""
    open_form(page, live)
    page.fill("#narrative", STORY)
    page.check("input[name=kind][value=near-miss]")
    page.click("summary:has-text('Tools and places')")
    page.check("input[value=digital-systems]")
    words = send(page)
    page.click("text=Show a QR code")
    page.wait_for_selector(".candour-code path")
    seen(page, "receipt")
    page.click("text=Check my copy")
    seen(page, "receipt-check")
    for label in page.locator(".candour-check label").all():
        page.fill(f"#{label.get_attribute('for')}", words[int(label.inner_text().split()[-1]) - 1])
    page.click(".candour-check button.govuk-button:not(.govuk-button--secondary)")
    expect(page.locator(".candour-check__right")).to_be_visible()
    page.click("section:has-text('Would you like an answer?') button")
    expect(page.get_by_text("You have asked for an answer.")).to_be_visible()
    return words


def come_back(page: Page, live: Live, words: list[str]) -> None:
    page.goto(f"{live.root}/come-back")
    page.wait_for_selector("#asking:not([hidden])")
    seen(page, "come-back")
    page.fill("#words-field", "\n".join(words))
    page.click("#words-form button")
    page.wait_for_selector("#opened:not([hidden])")


def member_answers(page: Page, live: Live) -> None:
    """Thanks with one tap, then what came of it."""
    enter(page, live)
    seen(page, "clocks")
    open_first(page)
    expect(page.locator(".candour-dialogue__asked")).to_be_visible()
    page.click("text=Say thank you")
    expect(page.locator(".candour-dialogue > div > [role=status]")).to_have_text("Thanks have been sent.")
    page.click("summary:has-text('Write to the reporter')")
    page.select_option("#reply-kind", "outcome")
    page.select_option("#reply-outcome", "changed")
    page.select_option("#reply-start", label="We tried something")
    page.fill("#reply-text", TOLD)
    seen(page, "dialogue")
    page.click(".candour-dialogue >> text=Lock and send")
    expect(page.locator(".candour-dialogue__said li")).to_have_count(2)
    expect(page.locator(".candour-dialogue__said")).to_contain_text(TOLD)


def delete_everything(page: Page) -> None:
    page.click("section:has(h2:text('Delete everything')) button")
    seen(page, "sure")
    page.click("text=Yes, delete everything")
    page.wait_for_selector("text=Everything is deleted")
    seen(page, "deleted")


def left_behind(words: list[str], before: bytes, after: bytes) -> list[str]:
    """What was told and what of the receipt the database holds; some words stand in every one."""
    rare = [word for word in words if len(word) > 4 and word.encode() not in before]
    return [one for one in (STORY, ADDED, TOLD, *rare) if one.encode() in after]


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desktop"])
def test_a_reporter_and_a_circle_talk_and_the_reporter_ends_it(database_url: str, size: dict[str, int]):
    found(database_url)
    before = database_bytes(database_url)
    with serve(database_url) as live:
        with browse(viewport=size) as page:
            words = report(page, live)
        with browse(viewport=size) as page:
            member_answers(page, live)
        with browse(viewport=size) as page:
            come_back(page, live, words)
            expect(page.locator(".candour-reply").nth(1)).to_contain_text(TOLD)
            seen(page, "opened-mailbox")
            page.fill("#message", ADDED)
            page.click("text=See what the circle will read")
            page.wait_for_selector(".candour-preview")
            seen(page, "preview")
            page.click("text=Lock and send")
            expect(page.get_by_text("Your message is locked and sent.")).to_be_visible()
        with browse(viewport=size) as page:
            enter(page, live)
            page.click(".candour-clocks__waiting button")
            expect(page.locator(".candour-dialogue__said li").nth(2)).to_contain_text(ADDED)
            seen(page, "answered")
        with browse(viewport=size) as page:
            come_back(page, live, words)
            delete_everything(page)
            assert stored(live) == 0 and page.context.cookies() == []
    assert left_behind(words, before, database_bytes(database_url)) == []
