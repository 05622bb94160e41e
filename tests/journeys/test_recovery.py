"""A member who lost every way in, in real browsers: invited again, waiting, given the keys by another."""

import secrets
from base64 import urlsafe_b64encode

import pytest
from playwright.sync_api import expect
from sqlmodel import Session

from service.domain.changes import Change
from service.domain.invitations import invite_again
from service.store.engine import transaction
from service.store.staff.handle import StaffStore
from service.store.work.handle import WorkStore
from tests.journeys.test_rotation import OLD, SIZE, give, prepared, somebody_else, words_of
from tests.pages.live import Live, browse, serve
from tests.pages.room import enter, open_first, post_report, sign_in
from tests.pages.test_invitation_browser import fill
from tests.world import NAME, found

pytestmark = pytest.mark.journey


def lost_everything(live: Live, handle: str) -> str:
    """A steward invites somebody again; what stands behind the # of the link."""
    runtime = live.app.state.runtime
    with Session(runtime.writer) as session, transaction(StaffStore(session)):
        change = Change(WorkStore(session), StaffStore(session), NAME, ("steward", runtime.clock()))
        token = invite_again(change, handle, secrets.token_bytes)
    return urlsafe_b64encode(token).decode().rstrip("=")


def test_a_member_comes_back_with_a_new_key_and_reads_old_reports_once_another_gave_it(database_url: str):
    found(database_url)
    with serve(database_url) as live, browse(viewport=SIZE) as ash:
        beech, cherry = somebody_else(ash), somebody_else(ash)
        post_report(live, OLD)
        enter(ash, live)
        prepared(live, 2)
        enter(cherry, live, "cherry")
        beech.goto(f"{live.root}/invitation#{lost_everything(live, 'beech')}")
        expect(beech.locator("#invitation")).to_contain_text("Welcome, Beech")
        passphrase, _ = fill(beech)
        sign_in(beech, live, "beech", passphrase)
        beech.wait_for_selector("#room:not([hidden]) h1")
        expect(beech.locator("#room h1")).to_contain_text("You wait for the key of: General circle")
        beech.click("#room-circles >> text=Tools circle")
        expect(beech.locator("#room h1")).to_contain_text("You wait for the key of: Tools circle")
        six = words_of(beech, "#room-view")

        enter(ash, live)
        expect(ash.locator("#room-view")).to_contain_text("a member lost theirs")
        give(ash, "Beech", six, older=True)

        beech.click("text=Look again")
        expect(beech.locator(".candour-queue__row")).to_have_count(1)
        open_first(beech)
        expect(beech.locator(".candour-narrative")).to_contain_text(OLD)
        # Cherry was reading meanwhile, and goes on with the new key.
        cherry.click("#room-circles >> text=Tools circle")
        expect(cherry.locator("#room-view")).to_contain_text("a member lost theirs")
        open_first(cherry)
        expect(cherry.locator(".candour-narrative")).to_contain_text(OLD)
