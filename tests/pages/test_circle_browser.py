"""The circle's room in a real browser: opened on the device, coded together, forgotten on leaving."""

import json
import re

import pytest
from playwright.sync_api import Page, Request, expect
from sqlalchemy import delete
from sqlmodel import Session

from service.crypto.keys import fingerprint_words
from service.store.work.tables import CircleMemberRow
from service.terms import CircleId
from tests.pages.live import Live, axe_findings
from tests.pages.room import code_elsewhere, enter, open_first, post_report, sign_in, stored_factors, tamper
from tests.world import NAME, passphrase

pytestmark = pytest.mark.journey

CANARY = "canary-77 the hoist battery was flat"


def test_a_member_signs_in_opens_a_report_and_codes_it(live: Live, page: Page):
    report = post_report(live, f"{CANARY}\nand the spare too.\n\n<b>Nobody</b> was told.")
    enter(page, live)
    expect(page.locator("#room h1")).to_be_focused()

    open_first(page)

    parts = page.locator(".candour-narrative__part")
    assert parts.all_text_contents() == [f"{CANARY}\nand the spare too.", "<b>Nobody</b> was told."]
    expect(page.locator("#room h1")).to_be_focused()
    page.click("summary:has-text('People and capacity')")
    page.check("input[value=workload-demand]")
    page.click("button:has-text('Put first')")
    page.click("button:has-text('Save factors')")
    expect(page.locator("#room-status")).to_have_text("Saved. Thank you.")
    expect(page.locator(".candour-progress:visible")).to_have_text("Saved. Thank you.")
    assert stored_factors(live, report) == ["workload-demand", "digital-systems", None]


def test_nothing_that_opens_a_report_leaves_the_page_or_stays_in_the_browser(live: Live, page: Page):
    report = post_report(live, CANARY)
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))

    enter(page, live)
    open_first(page)

    wire = " ".join(request.url + (request.post_data or "") for request in requests)
    assert CANARY not in wire and passphrase("ash") not in wire
    assert report not in page.url and CANARY not in page.title()
    assert page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])") == "[{},{}]"
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    assert report not in json.dumps(page.evaluate("history.state"))
    assert page.evaluate("document.cookie") == ""


def test_leaving_the_page_forgets_the_words_and_a_reload_asks_for_the_passphrase_again(
    live: Live, page: Page
):
    post_report(live, CANARY)
    enter(page, live)
    open_first(page)

    page.reload()

    expect(page.locator("#sign-in-button")).to_have_text("Unlock")
    expect(page.locator("body")).not_to_contain_text(CANARY)
    page.fill("#handle", "ash")
    page.fill("#passphrase", passphrase("ash"))
    page.click("#sign-in-button")
    page.wait_for_selector(".candour-queue")


def test_a_wrong_passphrase_gets_one_kind_sentence_and_the_name_stays(live: Live, page: Page):
    sign_in(page, live, "ash", "not these words at all")

    expect(page.locator("#door-problem")).to_contain_text("did not match")
    expect(page.locator("#door-problem")).to_be_focused()
    expect(page.locator("#handle")).to_have_value("ash")
    expect(page.locator("#passphrase")).to_have_value("")


def test_a_name_that_does_not_exist_is_answered_alike(live: Live, page: Page):
    sign_in(page, live, "nobody", "not these words at all")

    expect(page.locator("#door-problem")).to_contain_text("The name or the passphrase did not match")


def test_a_damaged_envelope_is_named_calmly_and_the_others_still_open(live: Live, page: Page):
    damaged = post_report(live, CANARY)
    post_report(live, "The other one.")
    tamper(live, damaged)
    enter(page, live)

    page.click(f"[data-report='{damaged}']")

    expect(page.locator("[data-closed=damaged]")).to_contain_text("This report cannot be opened")
    expect(page.locator("body")).not_to_contain_text(CANARY)
    page.click("text=Back to the list")
    expect(page.locator(f"[data-report='{damaged}']")).to_be_focused()
    page.locator(f".candour-queue__open:not([data-report='{damaged}'])").click()
    expect(page.locator(".candour-narrative")).to_contain_text("The other one.")


def test_whoever_saves_second_sees_both_and_overwrites_nobody(live: Live, page: Page):
    report = post_report(live, CANARY)
    enter(page, live)
    open_first(page)
    page.click("summary:has-text('The wider system')")
    page.check("input[value=funding-policy-pressure]")
    code_elsewhere(live, report, "workload-demand")

    page.click("button:has-text('Save factors')")

    notice = page.locator(".candour-notice")
    expect(notice).to_contain_text("Too much to do safely")
    expect(notice).to_contain_text("Funding, targets and outside rules")
    assert stored_factors(live, report)[0] == "workload-demand"
    page.click("button:has-text('Save mine instead')")
    expect(page.locator("#room-status")).to_have_text("Saved. Thank you.")
    assert stored_factors(live, report) == ["digital-systems", "funding-policy-pressure", None]


def test_a_fourth_factor_is_not_taken_and_the_page_says_how_to_change_one(live: Live, page: Page):
    post_report(live, CANARY)
    enter(page, live)
    open_first(page)
    page.click("summary:has-text('People and capacity')")
    boxes = page.locator("details:has-text('People and capacity') input")

    for place in range(3):
        boxes.nth(place).click()

    assert not boxes.nth(2).is_checked()
    expect(page.locator(".candour-chosen")).to_contain_text("up to 3")


def test_a_session_that_ends_keeps_the_choice_until_the_member_is_back(live: Live, page: Page):
    report = post_report(live, CANARY)
    enter(page, live)
    open_first(page)
    page.click("summary:has-text('People and capacity')")
    page.check("input[value=workload-demand]")
    page.context.clear_cookies()

    page.click("button:has-text('Save factors')")

    expect(page.locator("#door-problem")).to_contain_text("Your session has ended")
    expect(page.locator("body")).not_to_contain_text(CANARY)
    page.fill("#handle", "ash")
    page.fill("#passphrase", passphrase("ash"))
    page.click("#sign-in-button")
    page.wait_for_selector(".candour-facts")
    assert page.locator("input[value=workload-demand]").is_checked()
    page.click("button:has-text('Save factors')")
    expect(page.locator("#room-status")).to_have_text("Saved. Thank you.")
    assert stored_factors(live, report)[:2] == ["digital-systems", "workload-demand"]


def test_back_and_forward_move_between_queue_and_report_without_changing_the_address(live: Live, page: Page):
    post_report(live, CANARY)
    enter(page, live, "beech")
    address = page.url
    page.click("[data-circle=tools]")
    open_first(page)

    page.go_back()
    page.wait_for_selector(".candour-queue")
    page.go_forward()

    expect(page.locator(".candour-narrative")).to_contain_text(CANARY)
    assert page.url == address


def test_signing_out_ends_the_session_and_takes_the_words_off_the_screen(live: Live, page: Page):
    post_report(live, CANARY)
    enter(page, live)
    open_first(page)

    page.click("#sign-out")

    page.wait_for_url("**/sign-in")
    page.goto(f"{live.root}/circle")
    assert page.url.endswith("/sign-in")


def test_the_whole_way_can_be_gone_with_the_keyboard_alone(live: Live, page: Page):
    post_report(live, CANARY)
    page.goto(f"{live.root}/sign-in")
    page.focus("#handle")
    page.keyboard.type("ash")
    page.keyboard.press("Tab")
    page.keyboard.type(passphrase("ash"))
    page.keyboard.press("Enter")
    page.wait_for_selector(".candour-queue")

    while page.evaluate("!document.activeElement.matches('.candour-queue__open')"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement !== document.body")
    page.keyboard.press("Enter")

    expect(page.locator(".candour-narrative")).to_contain_text(CANARY)


def test_axe_finds_nothing_at_the_door_in_the_queue_and_in_a_report(live: Live, page: Page):
    damaged = post_report(live, CANARY)
    post_report(live, "The other one.")
    tamper(live, damaged)
    sign_in(page, live, "ash", "not these words at all")
    expect(page.locator("#door-problem")).to_contain_text("did not match")
    found = {"door": axe_findings(page)}
    enter(page, live)
    page.wait_for_selector(".candour-queue")
    found["queue"] = axe_findings(page)
    page.click(f"[data-report='{damaged}']")
    page.wait_for_selector("[data-closed]")
    found["damaged"] = axe_findings(page)
    page.click("text=Back to the list")
    page.locator(f".candour-queue__open:not([data-report='{damaged}'])").click()
    page.wait_for_selector(".candour-narrative")
    found["report"] = axe_findings(page)

    assert found == {"door": [], "queue": [], "damaged": [], "report": []}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_six_words_of_the_circles_key_are_those_the_steward_reads(live: Live, page: Page):
    enter(page, live)

    page.click("summary:has-text('Compare this circle’s key')")

    six = page.locator(".candour-fingerprint")
    expect(six).to_contain_text(re.compile(r"^(\w[\w-]*\s){5}\w[\w-]*$"))
    keys = live.app.state.runtime.directory(NAME).active_keys
    assert six.inner_text().split(" ") == list(fingerprint_words(keys[CircleId("tools")].public_key))
    assert axe_findings(page) == []


def test_a_saved_report_is_a_week_old_and_agreed_at_once(live: Live, page: Page):
    post_report(live, CANARY)
    enter(page, live)
    open_first(page)
    expect(page.locator("#room-view .candour-facts")).to_contain_text("Wednesday")

    page.click("button:has-text('Save factors')")

    expect(page.locator("#room-view .candour-facts")).to_contain_text("week of 23 November 2026")
    expect(page.locator("#room-view .candour-facts")).to_contain_text("Factors agreed")


def test_a_report_that_cannot_be_fetched_can_be_tried_again(live: Live, page: Page):
    post_report(live, CANARY)
    enter(page, live)
    page.route("**/reports/*", lambda route: route.abort())
    page.locator(".candour-queue__open").first.click()
    expect(page.locator("[data-closed=unreached]")).to_be_visible()
    assert axe_findings(page) == []

    page.unroute("**/reports/*")
    page.click("button:has-text('Try again')")

    expect(page.locator(".candour-narrative")).to_contain_text(CANARY)


def test_a_member_who_was_removed_while_reading_is_told_kindly(live: Live, page: Page):
    post_report(live, CANARY)
    enter(page, live)
    with Session(live.app.state.runtime.writer) as session:
        session.execute(delete(CircleMemberRow))
        session.commit()

    page.locator(".candour-queue__open").first.click()

    expect(page.locator("[data-closed=notYours]")).to_contain_text("no longer in this circle")
    expect(page.locator("body")).not_to_contain_text(CANARY)
