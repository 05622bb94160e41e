"""Somebody joins a circle and somebody leaves it, in real browsers: who reads what, and where reports go."""

import time

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session

from service.domain.changes import Change
from service.domain.members import add_member, remove_member
from service.store.engine import transaction
from service.store.staff.handle import StaffStore
from service.store.staff.people import find_handle
from service.store.work.handle import WorkStore
from service.store.work.standbys import list_standbys
from service.terms import CircleId
from tests.pages.form import open_form, send, write
from tests.pages.live import Live, axe_findings, browse, serve
from tests.pages.room import enter, open_first, post_report
from tests.world import NAME, found

pytestmark = pytest.mark.journey

TOOLS = CircleId("tools")
SIZE = {"width": 1280, "height": 900}
OLD, NEW = "canary-old The lift was out again.", "canary-new The hoist was out too, and nobody knew."


def steward(live: Live, deed: str, handle: str) -> None:
    """A steward puts somebody into the tools circle, or takes them out."""
    runtime = live.app.state.runtime
    with Session(runtime.writer) as session, transaction(WorkStore(session)):
        change = Change(WorkStore(session), StaffStore(session), NAME, ("steward", runtime.clock()))
        person = find_handle(change.staff, NAME, handle)
        assert person is not None
        if deed == "add":
            add_member(change, TOOLS, handle)
        else:
            remove_member(change, TOOLS, person.person)


def prepared(live: Live, number: int) -> None:
    """Wait until browsers have made the keys that stand by for this many members of the tools circle."""
    for _ in range(600):
        with Session(live.app.state.runtime.reader) as session:
            ready = list_standbys(WorkStore(session), NAME, TOOLS)
        if len(ready) == number and all(len(persons) == number for _, persons in ready):
            return
        time.sleep(0.1)
    raise AssertionError(ready)


def somebody_else(page: Page) -> Page:
    """Another person's browser."""
    browser = page.context.browser
    assert browser is not None
    return browser.new_context(viewport=SIZE).new_page()


def people(page: Page) -> None:
    """Open the place of people and key."""
    page.click("button[data-shelf=people]")
    page.wait_for_selector("#members-title")


def words_of(page: Page, within: str) -> str:
    """Six words on the screen."""
    return page.locator(f"{within} .candour-fingerprint").first.inner_text()


def give(page: Page, name: str, six: str, *, older: bool = False) -> None:
    """Compare six words with what somebody read aloud, and give them the key."""
    page.click("text=See who, and give it")
    sheet = page.locator(f"section:has(h2:has-text('Give the key to {name}'))")
    assert sheet.locator(".candour-fingerprint").inner_text() == six
    sheet.locator("button").click()
    expect(sheet.locator("[role=status]")).to_contain_text("Compare the words first")
    sheet.get_by_label(f"I spoke to {name}").check()
    if older:
        sheet.get_by_label("Also the older keys").check()
    assert axe_findings(page) == []
    sheet.locator("button").click()
    expect(page.locator("#room-view .govuk-inset-text").first).to_contain_text(f"{name} has the key now.")


def joins(page: Page, ash: Page, live: Live) -> None:
    """Damson is put into the circle, waits, is given the key after comparing words, and reads."""
    steward(live, "add", "damson")
    enter(page, live, "damson")
    page.click("#room-circles >> text=Tools circle")
    expect(page.locator("#room h1")).to_contain_text("You wait for the key of: Tools circle")
    expect(page.locator("#room-view li")).to_have_text(["Ash", "Beech", "Cherry"], ignore_case=True)
    assert axe_findings(page) == []
    six = words_of(page, "#room-view")
    page.click("text=Look again")
    expect(page.locator("#room-view [role=status]")).to_contain_text("Not yet")
    enter(ash, live)
    give(ash, "Damson", six)
    prepared(live, 3)
    page.click("text=Look again")
    expect(page.locator(".candour-queue__row")).to_have_count(1)
    open_first(page)
    expect(page.locator(".candour-narrative")).to_contain_text(OLD)


def rows_say(page: Page, *wanted: str) -> None:
    """Open all and find these beginnings."""
    page.click("button:has-text('Open this page')")
    for one in wanted:
        expect(page.locator(".candour-queue")).to_contain_text(one[:30])


def test_a_member_joins_another_leaves_and_everybody_reads_what_is_theirs(database_url: str):
    found(database_url)
    with serve(database_url) as live, browse(viewport=SIZE) as ash:
        damson, cherry, reporter = (somebody_else(ash) for _ in range(3))
        post_report(live, OLD)
        joins(damson, ash, live)
        enter(cherry, live, "cherry")
        cherry.click("#room-circles >> text=Tools circle")
        expect(cherry.locator(".candour-queue__row")).to_have_count(1)
        people(ash)
        before = words_of(ash, "section[aria-labelledby=key-title]")
        open_form(reporter, live)
        write(reporter, NEW)
        reporter.click("summary:has-text('Tools and places')")
        reporter.check("input[value=digital-systems]")

        steward(live, "remove", "cherry")
        send(reporter)

        told = reporter.locator("#sent .candour-fingerprint").inner_text()
        enter(ash, live)
        expect(ash.locator(".candour-notice")).to_contain_text("because somebody left")
        assert words_of(ash, ".candour-notice") == told != before
        assert axe_findings(ash) == []
        rows_say(ash, OLD, NEW)
        prepared(live, 2)
        damson.click("text=Back to the list")
        rows_say(damson, OLD, NEW)
        cherry.click(".candour-queue__open >> nth=0")
        expect(cherry.locator("#door-problem")).to_contain_text("Your session has ended")
        enter(cherry, live, "cherry")
        expect(cherry.locator("#room h1")).to_contain_text("General circle")
        expect(cherry.locator("#room-circles")).to_be_hidden()
