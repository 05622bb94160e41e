"""A circle's people and its key in a real browser: given, changed, stopped, and a member who is taken out."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update
from sqlmodel import Session

from service.domain.changes import Change
from service.domain.circles import add_circle
from service.domain.members import add_member
from service.store.engine import transaction
from service.store.staff.handle import StaffStore
from service.store.work.handle import WorkStore
from service.store.work.tables import WrappedKeyRow
from service.terms import CircleId
from tests.journeys.test_rotation import people, steward, words_of
from tests.pages.live import Live, axe_findings
from tests.pages.room import enter, open_first, post_report
from tests.world import NAME

pytestmark = pytest.mark.journey

KEY = "section[aria-labelledby=key-title]"


def test_a_member_makes_a_new_key_and_is_told_its_words(live: Live, page: Page):
    enter(page, live)
    people(page)
    before = words_of(page, KEY)
    expect(page.locator("#unendorsed")).to_have_count(0)

    page.select_option("#key-reason", "exposed")
    page.click("button:has-text('Make a new key now')")

    expect(page.locator("#room-view .govuk-inset-text").first).to_contain_text("The circle has a new key")
    expect(page.locator(KEY)).to_contain_text("somebody else may have seen it")
    assert words_of(page, KEY) != before
    expect(page.locator("[data-person] >> text=Holds the key")).to_have_count(3)
    assert axe_findings(page) == []
    assert post_report(live, "Sealed to the new key.")
    page.click("button[data-shelf=new]")
    expect(page.locator(".candour-notice")).to_contain_text("This circle has a new key since")
    open_first(page)
    expect(page.locator(".candour-narrative")).to_contain_text("Sealed to the new key.")


def test_a_circle_that_was_stopped_says_so_and_a_member_makes_it_receive_again(live: Live, page: Page):
    steward(live, "add", "damson")
    steward(live, "remove", "cherry")
    enter(page, live)

    expect(page.locator(".candour-notice")).to_contain_text("This circle receives nothing just now.")
    page.click(".candour-notice >> text=Make a new key")
    page.get_by_label("I spoke to Beech").check()
    page.click("button:has-text('Make a new key now')")

    expect(page.locator("[data-person] >> text=Holds the key")).to_have_count(2)
    expect(page.locator(KEY)).to_contain_text("The circle had no key for a while")
    expect(page.locator("section h2:has-text('Give the key to Damson')")).to_be_visible()


def test_a_member_who_is_taken_out_while_reading_is_told_kindly_and_the_page_forgets(live: Live, page: Page):
    post_report(live, "canary-out The lift was out.")
    enter(page, live)
    open_first(page)
    steward(live, "remove", "ash")

    page.click("text=Back to the list")

    expect(page.locator("#door-problem")).to_contain_text("Your session has ended")
    expect(page.locator("#room")).to_be_hidden()
    assert "canary-out" not in page.content()
    enter(page, live)
    expect(page.locator("#room")).to_contain_text("You are in no circle yet")


def test_wraps_from_before_there_were_vouches_are_vouched_for_once_words_were_compared(
    live: Live, page: Page
):
    with Session(live.app.state.runtime.writer) as session:
        session.execute(update(WrappedKeyRow).values(vouch=None))
        session.commit()
    enter(page, live)
    people(page)
    expect(page.locator("[data-person] >> text=nobody has compared words")).to_have_count(2)
    expect(page.locator("section[aria-labelledby=change-title]")).to_contain_text("Beech, Cherry")

    sheet = page.locator("section:has(h2:has-text('Give the key to Beech'))")
    sheet.get_by_label("I spoke to Beech").check()
    sheet.locator("button").click()

    expect(page.locator("[data-person] >> text=nobody has compared words")).to_have_count(1)


def test_a_new_circle_gets_its_first_key_from_whoever_compares_words(live: Live, page: Page):
    runtime = live.app.state.runtime
    with Session(runtime.writer) as session, transaction(WorkStore(session)):
        change = Change(WorkStore(session), StaffStore(session), NAME, ("steward", runtime.clock()))
        add_circle(change, CircleId("night"), "Night circle", "Learns at night.")
        for handle in ("ash", "beech", "damson"):
            add_member(change, CircleId("night"), handle)
    enter(page, live)
    page.click("#room-circles >> text=Night circle")
    for name in ("Beech", "Damson"):
        page.get_by_label(f"I spoke to {name}").check()
    assert axe_findings(page) == []

    page.click("button:has-text('Make the first key')")

    expect(page.locator("#room h1")).to_contain_text("Night circle")
    expect(page.locator("#room-view .govuk-inset-text").first).to_contain_text("The circle has a new key")
    shown = live.app.state.runtime.directory(NAME, newest=True)
    assert "night" in shown.active_keys and "night" not in shown.receiving
    expect(page.locator(".candour-notice").first).to_contain_text(
        "Nobody in another circle has endorsed this one"
    )
