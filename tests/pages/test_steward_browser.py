"""The stewards' forms in a real browser: axe, a small screen, the keyboard."""

import pytest
from playwright.sync_api import Page, expect

from tests.pages.live import Live, axe_findings
from tests.pages.room import sign_in

pytestmark = pytest.mark.journey
PAGES = (
    "units?unit=tiny",
    "routes?circle=tools",
    "settings?signpost=wellbeing",
    "people",
    "agreement",
    "keys",
    "trail",
)


def test_axe_finds_nothing_and_no_page_scrolls_sideways_at_320_pixels(live: Live, page: Page):
    sign_in(page, live, "steward")
    page.wait_for_url("**/steward")
    page.set_viewport_size({"width": 320, "height": 700})

    found, wide = {}, {}
    for name in PAGES:
        page.goto(f"{live.root}/steward/{name}")
        found[name] = axe_findings(page)
        wide[name] = page.evaluate("document.documentElement.scrollWidth > innerWidth")

    assert [text for texts in found.values() for text in texts] == []
    assert not any(wide.values()), wide


def test_a_unit_too_small_is_mended_with_the_keyboard_and_nothing_typed_is_lost(live: Live, page: Page):
    sign_in(page, live, "steward")
    page.wait_for_url("**/steward")
    page.goto(f"{live.root}/steward/units?unit=tiny")
    page.focus("#change-headcount")
    page.keyboard.press("Control+A")
    page.keyboard.type("8")
    page.select_option("#change-rolls_up_to", "")
    page.focus("#change-label")

    page.keyboard.press("Enter")
    page.wait_for_selector(".govuk-error-summary")
    page.focus(".govuk-error-summary a")
    page.keyboard.press("Enter")

    expect(page.locator("#change-rolls_up_to")).to_be_focused()
    expect(page.locator("#change-headcount")).to_have_value("8")
    assert axe_findings(page) == []
    page.select_option("#change-rolls_up_to", "south")
    page.focus("#change-label")
    page.keyboard.press("Enter")
    page.wait_for_url("**/steward/units?saved=true")
    expect(page.locator("table")).to_contain_text("No; its people choose South")


@pytest.mark.parametrize("role", ["steward", "leader"])
def test_the_languages_stand_beside_whoever_is_signed_in_under_a_long_name_too(
    live: Live, page: Page, role: str
):
    sign_in(page, live, role)
    page.wait_for_url(f"**/{role}")
    page.set_viewport_size({"width": 1280, "height": 900})
    organisation = page.locator(".candour-header__organisation")
    organisation.evaluate("(one) => { one.textContent = 'Harbourside and Northern Shore Children’s Trust' }")

    one_by_one = page.locator(".candour-header a, .candour-who__name, #sign-out").all()
    boxes = [box for part in one_by_one if (box := part.bounding_box())]
    middles = [box["y"] + box["height"] / 2 for box in boxes]

    assert len(middles) > 5 and max(middles) - min(middles) < 3, middles
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
