"""Beside an opened report: why the engine suggests, quoting with masks, answers masked, other ways."""

import pytest
from playwright.sync_api import Page, Request, expect

from service.domain.lots import Lot, is_drawn
from service.terms import ReportId
from tests.pages.live import Live, axe_findings
from tests.pages.room import enter, post_report
from tests.world import NAME

pytestmark = pytest.mark.journey

STORY = (
    "The new system would not let us save the form, so the visit was not recorded. "
    "The computer froze twice and the screen hides the allergy box. Rota was short."
)


def post_drawn(live: Live, *, without: bool) -> str:
    """A report that is, or is not, coded without suggestions."""
    secret = live.app.state.runtime.secret
    for _ in range(60):
        report = post_report(live, STORY)
        if is_drawn(secret, Lot.WITHOUT_SUGGESTIONS, ReportId(report)) is without:
            return report
    raise AssertionError("no lot fell so in sixty tries")


def test_suggestions_come_with_the_words_that_spoke_and_can_be_chosen(live: Live, page: Page):
    report = post_drawn(live, without=False)
    enter(page, live)
    requests: list[Request] = []
    page.click(f"[data-report='{report}']")
    sheet = page.locator(".candour-suggestions")
    expect(sheet).to_contain_text("because of: “")
    page.on("request", lambda request: requests.append(request))

    sheet.get_by_text("Choose this").last.click()

    expect(page.locator(".candour-chosen li")).not_to_have_count(0)
    assert requests == [] and axe_findings(page) == []


def test_one_in_four_is_coded_without_suggestions(live: Live, page: Page):
    report = post_drawn(live, without=True)
    enter(page, live)

    page.click(f"[data-report='{report}']")

    expect(page.locator(".candour-suggestions")).to_contain_text("No suggestions for this report.")
    expect(page.locator(".candour-suggestions")).not_to_contain_text("because of")


def test_what_is_quoted_passes_the_engines_masks_and_the_members_own(live: Live, page: Page):
    post_report(live, "Ring 07700 900123 about the blue trolley.")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    enter(page, live)
    page.locator(".candour-queue__open").first.click()
    page.click("summary:has-text('Quote with words masked')")
    page.fill("#quote-text", "Ring 07700 900123 about the blue trolley.")
    page.evaluate("document.getElementById('quote-text').setSelectionRange(28, 40)")

    page.click("#tool-quote >> text=Mask the marked words")
    expect(page.locator("#tool-quote .candour-masked")).to_contain_text("This is what others will read:")
    page.click("text=Copy what is shown")
    expect(page.locator("#tool-quote [role=status]").first).to_contain_text("Look at what is shown")
    page.click("text=Copy what is shown")

    expect(page.locator("#tool-quote")).to_contain_text("Copied, with the masks.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "07700" not in copied and "trolley" not in copied and "Ring" in copied
    assert axe_findings(page) == []


def test_another_way_is_shown_and_nothing_is_sent_about_it(live: Live, page: Page):
    post_report(live, STORY)
    enter(page, live)
    page.locator(".candour-queue__open").first.click()
    page.wait_for_selector("#tool-ways")
    page.wait_for_selector(".candour-suggestions p")
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))

    page.click("summary:has-text('This belongs somewhere else')")

    expect(page.locator("#tool-ways")).to_contain_text("Someone is in danger now")
    assert requests == []
    assert NAME in page.url


def test_a_circle_that_says_much_about_itself_widens_no_page(live: Live, page: Page):
    post_report(live, STORY)
    page.set_viewport_size({"width": 1280, "height": 900})
    enter(page, live)
    page.locator(".candour-queue__open").first.click()
    page.click("summary:has-text('Hand it to another circle')")

    option = page.locator(".candour-tools option").first
    option.evaluate("(one) => { one.textContent = 'Practitioners who learn from the rest. '.repeat(9) }")

    assert page.evaluate("document.documentElement.scrollWidth") == 1280
