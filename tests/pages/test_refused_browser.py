"""What the service refuses once the page is there: a kind sentence, nothing stored, and every word kept."""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from service.domain.routes import change_routes
from service.domain.units import change_unit
from service.terms import Unit, UnitCode
from tests.circlework import GENERAL, at_work, remove
from tests.pages.form import CANARY, open_form, rotate, send, stored, write
from tests.pages.live import Live, axe_findings
from tests.world import FACTORS

pytestmark = pytest.mark.journey

DAMAGED = "It did not arrive whole. That can be the network."
OUT_OF_DATE = "This page is out of date."
LISTS_CHANGED = "One of your choices is no longer on the list."
TOO_SMALL = "The area of work you chose has become too small to hide in."


def refused(page: Page, live: Live, sentence: str) -> None:
    """Send what the service refuses; the page says why, and that the words are still here, and they are."""
    page.click("#send")
    summary = page.locator("#problems .govuk-error-summary")
    expect(summary).to_contain_text(sentence)
    expect(summary).to_contain_text("Your words are still here")
    expect(page.locator("#problems")).to_be_focused()
    expect(page.locator("#narrative")).to_have_value(CANARY)
    assert CANARY not in summary.inner_text()
    assert stored(live) == 0


def try_again(page: Page, live: Live) -> None:
    """What was refused goes through once it is mended, and the summary is gone."""
    page.click("text=Try again")
    page.wait_for_selector("#sent:not([hidden])")
    assert page.locator(".govuk-error-summary").count() == 0
    assert page.locator(".candour-words li").count() == 8
    assert stored(live) == 1


def circles_sent_to(page: Page) -> list[str]:
    """The circle of each report that is sent from now on."""
    found: list[str] = []
    page.on(
        "request",
        lambda request: (
            found.append(json.loads(request.post_data or "")["circle"]) if request.method == "POST" else None
        ),
    )
    return found


def shrink(live: Live, unit: str) -> None:
    """A steward says that fewer people work there now than anybody could hide among."""
    with at_work(live) as change:
        change_unit(change, Unit(UnitCode(unit), unit.title(), "areas", 7, UnitCode("north")))


def lead(live: Live, factor: str, circle: str) -> None:
    """A steward lets another circle learn from a factor."""
    with at_work(live) as change:
        usual = {code: "tools" if code == "digital-systems" else "general" for code in FACTORS}
        change_routes(change, usual | {factor: circle})


@pytest.mark.parametrize(
    ("name", "code"),
    [("kind", "near-miss"), ("unit", "north"), ("potential", "harm"), ("spread", "once")],
    ids=lambda word: word,
)
def test_a_code_that_is_on_no_list_is_refused_and_another_choice_goes_through(
    live: Live, page: Page, name: str, code: str
):
    open_form(page, live)
    write(page)
    page.check(f"input[name={name}][value={code}]")
    page.evaluate("([old]) => { document.querySelector(old).value = 'made-up'; }", [f"input[value={code}]"])

    refused(page, live, LISTS_CHANGED)

    page.locator(f"input[name={name}]:not([value=made-up])").first.check()
    try_again(page, live)


def test_a_factor_that_is_on_no_list_is_refused_and_without_it_the_report_goes_through(
    live: Live, page: Page
):
    open_form(page, live)
    write(page)
    page.click("summary:has-text('Tools and places')")
    page.evaluate("document.querySelector('input[value=digital-systems]').value = 'made-up'")
    page.check("input[value=made-up]")

    refused(page, live, LISTS_CHANGED)

    page.uncheck("input[value=made-up]")
    try_again(page, live)


def test_a_fourth_factor_that_a_changed_page_let_through_is_refused(live: Live, page: Page):
    def allow_more(route: Route) -> None:
        whole = route.fetch()
        route.fulfill(
            response=whole, body=re.sub(r'data-max-factors="\d+"', 'data-max-factors="9"', whole.text())
        )

    page.route("**/report", allow_more)
    open_form(page, live)
    write(page)
    page.evaluate("document.querySelectorAll('details').forEach((group) => { group.open = true; })")
    for code in FACTORS[:4]:
        page.check(f"input[value={code}]")

    refused(page, live, OUT_OF_DATE)

    page.uncheck(f"input[value={FACTORS[0]}]")
    try_again(page, live)


def test_an_area_that_became_too_small_meanwhile_is_refused_and_skipping_the_question_goes_through(
    live: Live, page: Page
):
    open_form(page, live)
    write(page)
    page.check("input[name=unit][value=south]")
    shrink(live, "south")

    refused(page, live, TOO_SMALL)

    assert page.is_checked("input[name=unit][value=south]")
    expect(page.locator("#unit-problem")).to_contain_text(TOO_SMALL)
    assert axe_findings(page) == []
    page.click(".govuk-error-summary__list a")
    assert page.evaluate("document.activeElement.name") == "unit"
    page.check("input[name=unit][value=prefer-not-to-say]")
    try_again(page, live)


def damaged(change: Callable[[dict[str, Any]], Any]) -> Callable[[str], str]:
    """What a body becomes once its fields were changed."""

    def damage(body: str) -> str:
        fields = json.loads(body)
        change(fields)
        return json.dumps(fields)

    return damage


def other_version(fields: dict[str, Any]) -> None:
    """The first byte of an envelope is its version."""
    fields["envelope"] = b64encode(bytes([9]) + b64decode(fields["envelope"])[1:]).decode()


@pytest.mark.parametrize(
    ("damage", "headers", "sentence"),
    [
        (damaged(lambda fields: fields.update(envelope=fields["envelope"][:400])), {}, DAMAGED),
        (damaged(lambda fields: fields.update(envelope="%%%")), {}, OUT_OF_DATE),
        (damaged(other_version), {}, OUT_OF_DATE),
        (damaged(lambda fields: fields.pop("report")), {}, OUT_OF_DATE),
        (damaged(lambda fields: fields.update(narrative=CANARY)), {}, OUT_OF_DATE),
        (lambda body: body[:500], {}, OUT_OF_DATE),
        (lambda body: body.ljust(200_000), {}, "It is longer than can be sent at once."),
        (lambda body: body, {"content-type": "text/plain"}, OUT_OF_DATE),
    ],
    ids=["truncated", "base64", "version", "field-missing", "field-more", "half", "oversized", "no-json"],
)
def test_what_was_damaged_on_its_way_is_refused_and_the_whole_of_it_goes_through(
    live: Live, page: Page, damage: Callable[[str], str], headers: dict[str, str], sentence: str
):
    def spoil(route: Route) -> None:
        request = route.request
        route.continue_(post_data=damage(request.post_data or ""), headers={**request.headers, **headers})

    page.route("**/reports", spoil, times=1)
    open_form(page, live)
    write(page)

    refused(page, live, sentence)

    try_again(page, live)


def test_where_no_circle_can_receive_any_more_the_words_are_kept_and_wait(live: Live, page: Page):
    open_form(page, live)
    write(page)
    remove(live, "damson", GENERAL)

    refused(page, live, "No circle can receive reports here yet.")


def led_elsewhere(page: Page, live: Live) -> list[str]:
    """A report written about a factor that leads to another circle meanwhile; the circles it is sent to."""
    sent_to = circles_sent_to(page)
    open_form(page, live)
    page.click("summary:has-text('Tools and places')")
    page.check("input[value=digital-systems]")
    write(page)
    lead(live, "digital-systems", "general")
    return sent_to


def test_a_factor_that_leads_elsewhere_meanwhile_is_sealed_anew_to_the_right_circle(live: Live, page: Page):
    sent_to = led_elsewhere(page, live)

    send(page)

    assert sent_to == ["tools", "general"] and stored(live) == 1
    expect(page.locator("#sent")).to_contain_text("General circle")


def test_a_route_and_a_key_that_both_change_meanwhile_are_mended_without_asking(live: Live, page: Page):
    sent_to = led_elsewhere(page, live)
    rotate(live, "general")

    send(page)

    assert sent_to == ["tools", "general"] and stored(live) == 1


def test_if_the_new_lock_cannot_be_fetched_the_words_stay_and_trying_again_works(live: Live, page: Page):
    page.route("**/directory", lambda route: route.abort(), times=1)
    open_form(page, live)
    write(page)
    rotate(live, "general")

    refused(page, live, "The service did not answer.")

    try_again(page, live)


def test_the_error_summary_stays_until_sending_is_tried_again_and_goes_then(live: Live, page: Page):
    page.route("**/reports", lambda _: None)
    open_form(page, live)
    page.click("#send")
    summary = page.locator("#problems .govuk-error-summary")
    expect(summary).to_contain_text("Write a few words")

    write(page)

    expect(summary).to_be_visible()
    page.click("#send")
    expect(page.locator("#progress")).to_have_text("Sending the locked report…")
    expect(summary).to_have_count(0)
    expect(page.locator("#report .govuk-form-group--error, #report .govuk-error-message")).to_have_count(0)
    expect(page.locator("#narrative")).not_to_have_attribute("aria-invalid", "true")
    described = (page.get_attribute("#narrative", "aria-describedby") or "").split()
    assert described and all(page.locator(f"#{one}").count() == 1 for one in described)


def test_another_problem_takes_the_place_of_the_one_that_was_mended(live: Live, page: Page):
    open_form(page, live)
    page.click("#send")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Write a few words")

    page.fill("#narrative", "words " * 11_000)
    page.click("#send")

    expect(page.locator(".govuk-error-summary__list a")).to_have_count(1)
    expect(page.locator(".govuk-error-summary")).to_contain_text("too long to send")
    expect(page.locator("#narrative-problem")).to_contain_text("too long to send")
