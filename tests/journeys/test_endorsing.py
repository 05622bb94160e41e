"""A new circle in real browsers: it gets nothing until somebody of another has endorsed it."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update
from sqlmodel import Session

from service.domain.changes import Change
from service.domain.circles import add_circle
from service.domain.members import add_member
from service.domain.routes import change_routes
from service.store.engine import transaction
from service.store.staff.handle import StaffStore
from service.store.work.handle import WorkStore
from service.store.work.organisations import move_revision
from service.store.work.tables import EndorsementRow
from service.terms import CircleId
from tests.journeys.test_rotation import SIZE, people, somebody_else, words_of
from tests.pages.live import Live, axe_findings, browse, serve
from tests.pages.room import enter, open_first, post_report
from tests.world import NAME, found

pytestmark = pytest.mark.journey
KEY = "section[aria-labelledby=key-title]"
SHEET = "section[aria-labelledby=endorse-night]"


def new_circle(live: Live) -> None:
    """A steward makes the night circle, and sends it what the tools circle gets."""
    runtime = live.app.state.runtime
    with Session(runtime.writer) as session, transaction(WorkStore(session)):
        change = Change(WorkStore(session), StaffStore(session), NAME, ("steward", runtime.clock()))
        add_circle(change, CircleId("night"), "Night circle", "Learns at night.")
        for handle in ("beech", "cherry", "damson"):
            add_member(change, CircleId("night"), handle)
        change_routes(change, {"digital-systems": "night"})


def first_key(page: Page, live: Live) -> str:
    """Damson makes the first key, and is told that the circle is not known yet; its six words."""
    enter(page, live, "damson")
    page.click("#room-circles >> text=Night circle")
    for name in ("Beech", "Cherry"):
        page.get_by_label(f"I spoke to {name}").check()
    page.click("button:has-text('Make the first key')")
    expect(page.locator(".candour-notice").first).to_contain_text(
        "Nobody in another circle has endorsed this one"
    )
    assert axe_findings(page) == []
    people(page)
    expect(page.locator("#unknown-circle")).to_be_visible()
    return words_of(page, KEY)


def endorse(page: Page, six: str) -> None:
    """Ash hears the words, compares, ticks, and endorses."""
    page.click("text=See who, and endorse")
    sheet = page.locator(SHEET)
    expect(sheet.locator("li")).to_have_text(["Beech", "Cherry", "Damson"])
    assert sheet.locator(".candour-fingerprint").inner_text() == six
    sheet.locator("button").click()
    expect(sheet.locator("[role=status]")).to_contain_text("Compare the words first")
    sheet.get_by_label("I know the people of Night circle").check()
    assert axe_findings(page) == []
    sheet.locator("button").click()
    expect(page.locator("#room-view .govuk-inset-text").first).to_contain_text("Night circle is endorsed")
    expect(page.locator("[data-known=night]")).to_contain_text("Endorsed by Tools circle")
    expect(page.locator("[data-known] [role=alert]")).to_have_count(0)
    assert axe_findings(page) == []


def forge(live: Live) -> None:
    """Somebody with the database changes what the tools circle is said to have vouched for."""
    with Session(live.app.state.runtime.writer) as session:
        session.execute(
            update(EndorsementRow).where(EndorsementRow.circle == "night").values(vouch=bytes(32))
        )
        move_revision(WorkStore(session), NAME)
        session.commit()


def test_a_new_circle_reads_nothing_until_somebody_outside_it_has_endorsed_it(database_url: str):
    found(database_url)
    with serve(database_url) as live, browse(viewport=SIZE) as ash:
        damson = somebody_else(ash)
        new_circle(live)
        six = first_key(damson, live)
        assert post_report(live, "Before anybody knew them.")
        enter(ash, live)
        endorse(ash, six)
        assert post_report(live, "The night lift was out.")

        enter(damson, live, "damson")
        damson.click("#room-circles >> text=Night circle")
        expect(damson.locator("#room-view h1")).to_have_text("Night circle")
        expect(damson.locator(".candour-queue__row")).to_have_count(1)
        expect(damson.locator(".candour-notice")).to_have_count(0)
        open_first(damson)
        expect(damson.locator(".candour-narrative")).to_contain_text("The night lift was out.")

        forge(live)
        ash.click("button[data-shelf=new]")
        expect(ash.locator("button[data-shelf=new][aria-current]")).to_be_visible()
        people(ash)
        expect(ash.locator("[data-known=night] [role=alert]")).to_contain_text("Do not trust that circle")
        assert axe_findings(ash) == []
