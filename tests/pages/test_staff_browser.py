"""The steward's page, the reference and the door in a real browser: small screens, axe, signing out."""

import pytest
from playwright.sync_api import Page, expect

from tests.pages.live import Live, axe_findings
from tests.pages.room import sign_in

pytestmark = pytest.mark.journey


def fits(page: Page) -> bool:
    """Whether nothing sticks out sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_axe_finds_nothing_on_the_door_the_overview_and_the_reference(live: Live, page: Page):
    page.goto(f"{live.root}/sign-in")
    page.wait_for_selector("#sign-in-button")
    found, room = {"door": axe_findings(page)}, [fits(page)]
    sign_in(page, live, "steward")
    page.wait_for_url("**/steward")
    found["steward"] = axe_findings(page)
    room.append(fits(page))
    page.goto(f"{live.origin}/docs")
    found["docs"] = axe_findings(page)
    room.append(fits(page))

    assert found == {"door": [], "steward": [], "docs": []}
    assert room == [True, True, True]


def test_no_cell_of_the_units_runs_off_the_side_of_a_small_phone(live: Live, page: Page):
    sign_in(page, live, "steward")
    page.wait_for_url("**/steward")
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 640})
        sides = page.locator("#units ~ table td, #units ~ table tbody th").evaluate_all(
            "cells => cells.map(cell => cell.getBoundingClientRect().right)"
        )
        assert len(sides) == 12 and max(sides) <= width
        assert axe_findings(page) == []


def test_signing_out_ends_the_session_even_when_it_had_ended_already(live: Live, page: Page):
    sign_in(page, live, "steward")
    page.wait_for_url("**/steward")
    page.context.clear_cookies()

    page.click("#sign-out")

    page.wait_for_url("**/sign-in")


def test_signing_out_that_could_not_be_sent_is_said_and_not_pretended(live: Live, page: Page):
    sign_in(page, live, "steward")
    page.wait_for_url("**/steward")
    page.route("**/sign-out", lambda route: route.abort())

    page.click("#sign-out")

    expect(page.locator("#sign-out")).to_have_text("Not signed out yet. Try again")


def test_the_page_stays_alive_while_the_passphrase_is_stretched(live: Live, page: Page):
    page.goto(f"{live.root}/sign-in")
    page.wait_for_selector("#sign-in-button")
    page.evaluate(
        "() => { globalThis.gaps = []; let last = performance.now();"
        " const beat = () => { const now = performance.now(); gaps.push(now - last); last = now;"
        " requestAnimationFrame(beat); }; requestAnimationFrame(beat); }"
    )
    page.route("**/api/**/sign-in", lambda route: route.abort())

    page.fill("#handle", "steward")
    page.fill("#passphrase", "some words that are wrong")
    page.evaluate("gaps.length = 0")
    page.click("#sign-in-button")

    expect(page.locator("#door-problem")).to_contain_text("did not answer")
    # Were it stretched in one go, nearly all of the time would be one gap between two frames.
    assert page.evaluate("Math.max(...gaps) / gaps.reduce((sum, gap) => sum + gap, 0)") < 0.5


def test_the_passphrase_can_be_shown_and_is_hidden_again_when_sent(live: Live, page: Page):
    page.goto(f"{live.root}/sign-in")
    page.fill("#passphrase", "some words that are wrong")

    page.click("#passphrase-toggle")
    expect(page.locator("#passphrase")).to_have_attribute("type", "text")
    page.fill("#handle", "steward")
    page.click("#sign-in-button")

    expect(page.locator("#door-problem")).to_contain_text("did not match")
    expect(page.locator("#passphrase")).to_have_attribute("type", "password")
