"""A one-time link in a real browser: keys made there, two ways in, and nothing secret on the wire."""

import secrets
from base64 import urlsafe_b64encode
from datetime import datetime

import pytest
from playwright.sync_api import Page, Request, expect
from sqlmodel import Session

from service.domain.changes import Change
from service.domain.invitations import invite_person
from service.store.engine import transaction
from service.store.staff.handle import StaffStore
from service.store.work.handle import WorkStore
from service.terms import Role
from tests.pages.authenticator import add_authenticator, named, prf_outputs
from tests.pages.live import Live, axe_findings
from tests.pages.room import sign_in
from tests.pages.test_ways_browser import spellings
from tests.world import NAME

pytestmark = pytest.mark.journey
FINISH = "button:has-text('Set both ways in')"


def invite(live: Live, role: Role) -> str:
    """What stands behind the # of a new link."""
    runtime = live.app.state.runtime
    with Session(runtime.writer) as session, transaction(StaffStore(session)):
        now: datetime = runtime.clock()
        change = Change(WorkStore(session), StaffStore(session), NAME, ("steward", now))
        token = invite_person(change, ("elder", "Elder"), role, secrets.token_bytes)
    return urlsafe_b64encode(token).decode().rstrip("=")


def type_back(page: Page, words: list[str]) -> None:
    """Type the two words that are asked for."""
    for field in page.locator("input[id^=recovery-]").all():
        field.fill(words[int(field.get_attribute("id").rpartition("-")[2]) - 1])


def fill(page: Page) -> tuple[str, str]:
    """Set both ways in, after two tries that are not enough; answers the passphrase and the words."""
    words = page.locator("#invitation .candour-words li").all_inner_texts()
    status = page.locator("#invitation-status")
    page.check("#way-passphrase")
    page.click(FINISH)
    expect(status).to_contain_text("at least 16")
    page.click("button:has-text('Suggest six words')")
    expect(page.locator("#new-passphrase")).not_to_have_value("")
    page.click(FINISH)
    expect(status).to_contain_text("not the words at those places")
    type_back(page, words)
    passphrase = page.input_value("#new-passphrase")
    page.click(FINISH)
    expect(status).to_contain_text("Both ways in are set")
    return passphrase, " ".join(words)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.LEADER])
def test_somebody_invited_sets_two_ways_in_and_comes_in_by_either(live: Live, page: Page, role: Role):
    inside = "#room:not([hidden])" if role is Role.MEMBER else "#who-name:has-text('Elder')"
    token = invite(live, role)
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    page.goto(f"{live.root}/invitation#{token}")
    expect(page.locator("#invitation")).to_contain_text("Welcome, Elder")
    assert page.url.endswith("/invitation")
    assert axe_findings(page) == []

    passphrase, words = fill(page)

    sent = " ".join(request.url + (request.post_data or "") for request in requests)
    assert [one for one in (passphrase, words) if one in sent] == []
    assert token not in " ".join(request.url for request in requests)
    sign_in(page, live, "elder", passphrase)
    page.wait_for_selector(inside)
    page.context.clear_cookies()
    page.goto(f"{live.root}/sign-in")
    page.click("#words-toggle")
    page.fill("#handle", "elder")
    page.fill("#passphrase", words)
    page.click("#sign-in-button")
    page.wait_for_selector(inside)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.STEWARD])
def test_a_passkey_is_the_first_way_in_and_what_it_unlocks_never_leaves_the_page(
    live: Live, page: Page, role: Role
):
    live = named(live)
    add_authenticator(page)
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    page.goto(f"{live.root}/invitation#{invite(live, role)}")
    expect(page.locator("#way-passkey")).to_be_checked()
    expect(page.locator("#new-passphrase")).to_be_hidden()
    assert axe_findings(page) == []
    type_back(page, page.locator("#invitation .candour-words li").all_inner_texts())

    page.click(FINISH)
    expect(page.locator("#invitation-status")).to_contain_text("Both ways in are set")

    wire = " ".join(request.url + (request.post_data or "") for request in requests)
    assert "attestation" in wire
    assert [one for output in prf_outputs(page) for one in spellings(output) if one in wire] == []
    page.goto(f"{live.root}/sign-in")
    page.click("#passkey-button")
    page.wait_for_selector("#room:not([hidden])" if role is Role.MEMBER else "#who-name:has-text('Elder')")


def test_a_member_whose_device_has_no_prf_is_led_to_a_passphrase_and_nothing_is_set(live: Live, page: Page):
    live = named(live)
    add_authenticator(page, prf=False)
    page.goto(f"{live.root}/invitation#{invite(live, Role.MEMBER)}")
    page.wait_for_selector("#invitation .candour-words li")
    words = page.locator("#invitation .candour-words li").all_inner_texts()
    type_back(page, words)

    page.click(FINISH)

    expect(page.locator("#invitation-status")).to_contain_text("not ones that can lock your key")
    expect(page.locator("#new-passphrase")).to_be_focused()
    page.fill("#new-passphrase", "a passphrase of several words")
    page.click(FINISH)
    expect(page.locator("#invitation-status")).to_contain_text("Both ways in are set")


@pytest.mark.parametrize("token", ["", "short", "A" * 43])
def test_a_link_that_is_over_says_so_kindly(live: Live, page: Page, token: str):
    page.goto(f"{live.root}/invitation#{token}")

    expect(page.locator("#invitation-status")).to_contain_text("Ask whoever sent it for a new one")
