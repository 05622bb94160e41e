"""The form in a real browser: sealed, sent once, and kept when the network fails."""

import json
import re

import pytest
from playwright.sync_api import Page, Request, Route, expect

from service.crypto.keys import KeyPair, fingerprint_words
from tests.pages.form import CANARY, PHONE, ROTATED, open_form, rotate, send, stored, write
from tests.pages.live import Live

pytestmark = pytest.mark.journey


def test_a_report_is_sealed_on_the_device_and_its_words_never_leave_the_page(live: Live, page: Page):
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    open_form(page, live)
    write(page)
    page.click("summary:has-text('Tools and places')")
    page.check("input[value=digital-systems]")

    words = send(page)

    assert len(words) == 8 and stored(live) == 1
    expect(page.locator("#sent")).to_contain_text("Tools circle")
    wire = " ".join(
        request.url + (request.post_data or "") + json.dumps(request.headers) for request in requests
    )
    assert CANARY not in wire and "canary" not in wire
    assert not [word for word in words if re.search(rf"\b{word}\b", page.url + page.title())]
    body = next(json.loads(request.post_data or "") for request in requests if request.method == "POST")
    clear = json.dumps({**body, "envelope": "", "dialogue": ""})
    assert not [word for word in words if re.search(rf"\b{word}\b", clear)]


def test_the_lock_on_the_form_is_the_one_on_the_poster_and_the_one_used(live: Live, page: Page):
    page.goto(f"{live.root}/poster")
    poster = dict(
        zip(
            page.locator(".candour-poster__keys dt").all_inner_texts(),
            page.locator(".candour-poster__keys dd").all_inner_texts(),
            strict=True,
        )
    )
    open_form(page, live)
    expect(page.locator("#destination-lock")).to_have_text(poster["General circle"])
    write(page)
    page.click("summary:has-text('Tools and places')")
    page.check("input[value=digital-systems]")
    expect(page.locator("#destination-lock")).to_have_text(poster["Tools circle"])
    rotate(live, "tools")

    send(page)

    words = " ".join(fingerprint_words(KeyPair.from_seed(ROTATED).public))
    assert words not in poster.values()
    expect(page.locator("#sent .candour-fingerprint")).to_have_text(words)


def test_all_requests_go_to_the_service_itself_and_break_no_policy(live: Live, page: Page):
    elsewhere: list[str] = []
    complaints: list[str] = []
    page.on(
        "request",
        lambda request: (
            None
            if request.url.removeprefix("blob:").startswith(live.origin)
            else elsewhere.append(request.url)
        ),
    )
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto(f"{live.root}/")
    open_form(page, live)
    write(page)
    send(page)

    assert elsewhere == [] and complaints == []


def test_a_blank_form_is_asked_for_what_is_missing_and_loses_nothing(live: Live, page: Page):
    open_form(page, live)
    page.check("input[name=spread][value=often]")

    page.click("#send")

    assert page.locator(".govuk-error-summary__list a").all_inner_texts() == [
        "Write a few words about what happened"
    ]
    assert page.evaluate("document.activeElement.id") == "problems"
    assert page.is_checked("input[name=spread][value=often]")
    page.click(".govuk-error-summary__list a")
    assert page.evaluate("document.activeElement.id") == "narrative"


def test_when_the_network_fails_the_text_stays_and_one_tap_sends_the_same_report(live: Live, page: Page):
    bodies: list[str | None] = []

    def lose_the_answer(route: Route) -> None:
        bodies.append(route.request.post_data)
        if len(bodies) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/reports", lose_the_answer)
    open_form(page, live)
    write(page)

    page.click("#send")
    page.wait_for_selector("text=has not safely arrived")
    assert page.input_value("#narrative") == CANARY
    page.click("text=Try again")
    page.wait_for_selector("#sent:not([hidden])")

    assert stored(live) == 1
    assert len(bodies) == 2 and bodies[0] == bodies[1]


def test_while_a_report_is_sent_again_a_phone_shows_that_it_is(live: Live, page: Page):
    page.set_viewport_size(PHONE)
    page.route("**/reports", lambda route: route.abort())
    open_form(page, live)
    write(page)
    page.click("#send")
    page.wait_for_selector("text=has not safely arrived")
    page.unroute("**/reports")
    page.route("**/reports", lambda _: None)

    page.click("text=Try again")

    expect(page.locator("#progress")).to_have_text("Sending the locked report…")
    expect(page.locator("#progress")).to_be_in_viewport(ratio=1)
    expect(page.locator("#send")).to_be_focused()


def test_a_text_changed_after_a_lost_answer_is_not_stored_twice_and_the_reporter_is_told(
    live: Live, page: Page
):
    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/reports", lose_the_answer, times=1)
    open_form(page, live)
    write(page)
    page.click("#send")
    page.wait_for_selector("text=has not safely arrived")
    page.fill("#narrative", "Said better.")

    send(page)

    expect(page.locator("#sent")).to_contain_text("Your later changes were not added")
    assert stored(live) == 1


def test_a_key_that_retires_while_somebody_writes_is_replaced_without_asking(live: Live, page: Page):
    bodies: list[dict[str, str]] = []
    page.on(
        "request",
        lambda request: (
            bodies.append(json.loads(request.post_data or "")) if request.method == "POST" else None
        ),
    )
    open_form(page, live)
    write(page)
    rotate(live, "general")

    words = send(page)

    assert len(words) == 8 and stored(live) == 1
    assert len(bodies) == 2
    assert bodies[0]["report"] == bodies[1]["report"] and bodies[0]["envelope"] != bodies[1]["envelope"]


def test_a_fourth_factor_is_not_taken_and_the_page_says_why(live: Live, page: Page):
    open_form(page, live)
    page.evaluate("document.querySelectorAll('details').forEach((group) => { group.open = true; })")

    for code in ("culture-voice", "digital-systems", "workload-demand"):
        page.check(f"input[value={code}]")
    page.click("label:has-text('Who decides and who owns it')")

    assert page.locator("#chosen .candour-word__text").all_inner_texts() == [
        "Culture, priorities and being heard",
        "Records and digital systems",
        "Too much to do safely",
    ]
    assert not page.is_checked("input[value=roles-decision-making]")
    expect(page.locator("#chosen")).to_contain_text("up to 3")
