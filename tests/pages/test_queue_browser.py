"""The queue in a real browser: opened a page at a time on the device, searched there, damage set aside."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, Request, expect

from tests.pages.live import Live, axe_findings
from tests.pages.room import enter, open_first, post_report, tamper
from tests.world import CODED

pytestmark = pytest.mark.journey

STORIES = (
    "canary-81 the hoist battery was flat",
    "The café rota was printed twice.",
    "Nobody had the new form.",
)


def test_a_page_is_opened_on_the_device_and_searched_without_a_word_on_the_wire(live: Live, page: Page):
    for story in STORIES:
        post_report(live, story)
    enter(page, live)
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))

    page.click("button:has-text('Open this page')")

    expect(page.locator(".candour-together [role=status]")).to_contain_text("3 reports are open")
    assert page.locator(".candour-queue__begins").count() == 3
    asked = len(requests)
    page.fill("#find-in-open", "CAFE rota")
    expect(page.locator(".candour-queue__row:visible")).to_have_count(1)
    expect(page.locator(".candour-queue__row:visible")).to_contain_text("The café rota was printed twice.")
    page.fill("#find-in-open", "canary-81")
    expect(page.locator(".candour-queue__row:visible")).to_have_count(1)
    page.fill("#find-in-open", "nothing like it")
    expect(page.locator(".candour-together [role=status]")).to_have_text("No open report holds these words.")
    assert len(requests) == asked
    wire = " ".join(request.url + (request.post_data or "") for request in requests)
    assert "canary" not in wire and "rota" not in wire
    assert axe_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_changed_envelope_is_named_and_set_aside_and_the_rest_of_the_page_opens(live: Live, page: Page):
    damaged = post_report(live, STORIES[0])
    post_report(live, STORIES[1])
    tamper(live, damaged)
    enter(page, live)

    page.click("button:has-text('Open this page')")

    status = page.locator(".candour-together [role=status]")
    expect(status).to_contain_text("1 report is open on this device. 1 does not open")
    row = page.locator(f".candour-queue__row:has([data-report='{damaged}'])")
    expect(row).to_contain_text("Set aside: does not open")
    expect(page.locator("body")).not_to_contain_text("canary-81")
    assert axe_findings(page) == []


def test_what_was_opened_is_forgotten_when_the_room_is_locked(live: Live, page: Page):
    post_report(live, STORIES[0])
    enter(page, live)
    page.click("button:has-text('Open this page')")
    expect(page.locator(".candour-queue__begins")).to_contain_text("canary-81")
    page.context.clear_cookies()

    page.click("nav [data-shelf=coded]")

    expect(page.locator("#door-problem")).to_contain_text("Your session has ended")
    assert "canary-81" not in page.content()


def test_soonest_first_and_what_is_agreed_stands_apart(live: Live, page: Page):
    post_report(live, STORIES[0])
    grave = post_report(live, STORIES[1], replace(CODED, potential="grave"))
    enter(page, live)
    expect(page.locator("#room-view")).to_contain_text("Look at today: 1")
    first = page.locator(".candour-queue__open").first
    expect(first).to_have_attribute("data-report", grave)

    open_first(page)
    page.click("button:has-text('Save factors')")
    expect(page.locator("#room-status")).to_have_text("Saved. Thank you.")
    page.click("text=Back to the list")

    expect(page.locator(".candour-queue__row")).to_have_count(1)
    page.click("nav [data-shelf=coded]")
    expect(page.locator(f"[data-report='{grave}']")).to_be_visible()


def test_a_theme_begins_with_the_report_that_is_open_and_the_next_one_joins_it(live: Live, page: Page):
    first, second = post_report(live, "The hoist was flat."), post_report(live, "The hoist was flat again.")
    enter(page, live)
    page.click(f"[data-report='{first}']")
    page.click("#tool-theme summary")
    page.click("button:has-text('Begin a theme with this report')")
    expect(page.locator("#theme-factor")).to_have_value("digital-systems")
    assert axe_findings(page) == []
    page.fill("#theme-title", "Hoists stand flat")
    page.fill("#theme-words", "Chargers are far from where hoists are used.")
    page.click("button:has-text('Lock and save')")
    expect(page.locator("#reports-title")).to_be_visible()
    expect(page.locator("#theme-report-0")).to_be_checked()

    page.click("text=Back to themes")
    page.click("nav [data-shelf=new]")
    page.click(f"[data-report='{second}']")
    page.click("#tool-theme summary")
    page.click("button:has-text('Add this report to it')")
    expect(page.locator("#tool-theme")).to_contain_text("The report is part of the theme now.")
    page.click("text=Back to the list")
    page.click(f"[data-report='{second}']")
    page.click("#tool-theme summary")

    expect(page.locator("#tool-theme")).to_contain_text("This report is part of the theme: Hoists stand flat")
    assert axe_findings(page) == []
