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
from tests.pages.live import Live, axe_findings
from tests.pages.room import sign_in
from tests.world import NAME

pytestmark = pytest.mark.journey


def invite(live: Live, role: Role) -> str:
    """What stands behind the # of a new link."""
    runtime = live.app.state.runtime
    with Session(runtime.writer) as session, transaction(StaffStore(session)):
        now: datetime = runtime.clock()
        change = Change(WorkStore(session), StaffStore(session), NAME, ("steward", now))
        token = invite_person(change, ("elder", "Elder"), role, secrets.token_bytes)
    return urlsafe_b64encode(token).decode().rstrip("=")


def fill(page: Page) -> tuple[str, str]:
    """Set both ways in, after two tries that are not enough; answers the passphrase and the words."""
    words = page.locator("#invitation .candour-words li").all_inner_texts()
    status = page.locator("#invitation-status")
    finish = "button:has-text('Set both ways in')"
    page.click(finish)
    expect(status).to_contain_text("at least 16")
    page.click("button:has-text('Suggest six words')")
    expect(page.locator("#new-passphrase")).not_to_have_value("")
    page.click(finish)
    expect(status).to_contain_text("not the words at those places")
    for field in page.locator("input[id^=recovery-]").all():
        field.fill(words[int(field.get_attribute("id").rpartition("-")[2]) - 1])
    passphrase = page.input_value("#new-passphrase")
    page.click(finish)
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


@pytest.mark.parametrize("token", ["", "short", "A" * 43])
def test_a_link_that_is_over_says_so_kindly(live: Live, page: Page, token: str):
    page.goto(f"{live.root}/invitation#{token}")

    expect(page.locator("#invitation-status")).to_contain_text("Ask whoever sent it for a new one")
