"""Leaving quickly: a control on every reporter's page, Escape three times, and what is left behind."""

import pytest
from playwright.sync_api import Page, expect

from service.terms import Door
from tests.pages.desk import switch
from tests.pages.form import CANARY, open_form
from tests.pages.live import Live, browse

pytestmark = pytest.mark.journey

PLACES = ("/", "/report", "/quick")


def press_escape(page: Page, times: int = 3) -> None:
    """Quickly, one after the other."""
    for _ in range(times):
        page.keyboard.press("Escape")


@pytest.mark.parametrize("place", PLACES)
def test_every_page_of_a_reporter_has_a_way_out_that_works_without_script(live: Live, place: str):
    with browse(java_script_enabled=False) as page:
        page.goto(f"{live.root}{place}")

        page.get_by_role("link", name="Leave quickly").click()

        assert page.url == "about:blank"


@pytest.mark.parametrize("place", PLACES)
def test_escape_three_times_leaves_and_the_page_is_not_behind_it(live: Live, page: Page, place: str):
    page.goto("about:blank")
    page.goto(f"{live.root}{place}")
    page.wait_for_load_state("networkidle")

    press_escape(page, 2)
    expect(page.locator("#leave-status")).to_contain_text("once more")
    press_escape(page, 1)
    page.wait_for_url("about:blank")

    assert page.evaluate("document.body.textContent") == ""


def test_leaving_clears_what_was_written_and_back_shows_nothing_of_it(live: Live, page: Page):
    page.goto(f"{live.root}/")
    open_form(page, live)
    page.fill("#narrative", CANARY)

    page.click("#leave")
    page.wait_for_url("about:blank")
    page.go_back()

    assert page.url == f"{live.root}/"
    assert CANARY not in page.content()


def test_other_keys_and_slow_presses_do_not_leave(live: Live, page: Page):
    open_form(page, live)
    press_escape(page, 2)
    page.keyboard.press("Shift")
    press_escape(page, 2)

    assert page.url == f"{live.root}/report"


def test_the_page_says_what_leaving_cannot_clear(live: Live, page: Page):
    page.goto(f"{live.root}/")

    expect(page.locator("#leaving-limits")).to_contain_text("cannot clear the browser’s history")


def test_an_organisation_can_choose_where_leaving_leads(live: Live, page: Page):
    switch(live, Door(leave_to="https://www.example.org/weather"))
    page.route("https://www.example.org/**", lambda route: route.fulfill(body="Weather"))
    open_form(page, live)

    press_escape(page)
    page.wait_for_url("https://www.example.org/weather")


def test_a_page_that_is_not_there_has_a_way_out_too(live: Live, page: Page):
    page.goto(f"{live.root}/nowhere")

    expect(page.get_by_role("link", name="Leave quickly")).to_be_visible()
