"""Ways in, in a real browser: a passkey whose PRF unlocks, recovery words, and what is never sent."""

from base64 import b64encode, urlsafe_b64encode

import pytest
from playwright.sync_api import Page, Request, expect

from tests.pages.authenticator import add_authenticator, named, prf_outputs
from tests.pages.live import Live, axe_findings
from tests.pages.room import enter, open_first, post_report, sign_in
from tests.world import passphrase

pytestmark = pytest.mark.journey

STORY = "canary-81 the second hoist was flat too"


def spellings(secret: bytes) -> list[str]:
    """How a secret could be written into a request."""
    return [
        secret.hex(),
        b64encode(secret).decode().rstrip("="),
        urlsafe_b64encode(secret).decode().rstrip("="),
    ]


def make_passkey(page: Page) -> None:
    """Press the button and wait until the passkey is kept."""
    page.click("button:has-text('Make a passkey')")
    expect(page.locator("#ways")).to_contain_text("The passkey is ready.")


def make_recovery_words(page: Page) -> list[str]:
    """Draw them, copy them, type two back."""
    page.click("button:has-text('Make recovery words')")
    page.wait_for_selector("#ways .candour-words li")
    words = page.locator("#ways .candour-words li").all_inner_texts()
    for field in page.locator("input[id^=recovery-]").all():
        field.fill(words[int(field.get_attribute("id").rpartition("-")[2]) - 1])
    page.click("button:has-text('I have kept them')")
    expect(page.locator("#ways")).to_contain_text("The recovery words are set.")
    return words


def test_a_member_with_one_way_in_is_asked_for_a_second(live: Live, page: Page):
    enter(page, live)

    expect(page.locator("#one-way-in")).to_contain_text("You have one way in")
    assert axe_findings(page) == []


def test_a_passkey_opens_reports_and_what_unlocks_them_never_leaves_the_page(live: Live, page: Page):
    live = named(live)
    post_report(live, STORY)
    add_authenticator(page)
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    enter(page, live)
    make_passkey(page)
    outputs = prf_outputs(page)

    page.goto(f"{live.root}/sign-in")
    page.click("#passkey-button")
    page.wait_for_selector("#room:not([hidden]) h1")
    open_first(page)

    expect(page.locator(".candour-narrative")).to_contain_text(STORY)
    outputs += prf_outputs(page)
    assert len(outputs) >= 2 and {len(one) for one in outputs} == {32}
    wire = " ".join(request.url + (request.post_data or "") for request in requests)
    assert "/sign-in/passkey/answer" in wire and "attestation" in wire
    assert "clientExtensionResults" not in wire and "prf" not in wire
    assert [one for output in outputs for one in spellings(output) if one in wire] == []


def test_where_the_authenticator_has_no_prf_nothing_is_kept_and_a_passphrase_is_the_way(
    live: Live, page: Page
):
    live = named(live)
    add_authenticator(page, prf=False)
    enter(page, live)

    page.click("button:has-text('Make a passkey')")

    expect(page.locator("#ways")).to_contain_text("not ones that can lock your key")
    expect(page.locator("#ways li")).to_have_count(1)


def test_recovery_words_let_somebody_in_however_they_are_typed(live: Live, page: Page):
    post_report(live, STORY)
    enter(page, live)
    words = make_recovery_words(page)
    expect(page.locator("#one-way-in")).to_have_count(0)

    page.goto(f"{live.root}/sign-in")
    page.click("#words-toggle")
    page.fill("#handle", "ash")
    page.fill("#passphrase", ", ".join(words).upper())
    page.click("#sign-in-button")
    page.wait_for_selector("#room:not([hidden]) h1")
    open_first(page)

    expect(page.locator(".candour-narrative")).to_contain_text(STORY)


def test_recovery_words_that_were_not_kept_are_not_set(live: Live, page: Page):
    enter(page, live)
    page.click("button:has-text('Make recovery words')")

    page.click("button:has-text('I have kept them')")

    expect(page.locator("#ways")).to_contain_text("not the words at those places")
    expect(page.locator("#ways li:has(button)")).to_have_count(1)


def test_a_new_passphrase_takes_the_place_of_the_old_one(live: Live, page: Page):
    enter(page, live)
    make_recovery_words(page)
    page.click("button:has-text('Set a passphrase')")
    page.click("button:has-text('Suggest six words')")
    expect(page.locator("#new-passphrase")).not_to_have_value("")
    new = page.input_value("#new-passphrase")
    page.click("button:has-text('Keep this passphrase')")
    expect(page.locator("#ways")).to_contain_text("The passphrase is set.")
    expect(page.locator("#ways li:has(button)")).to_have_count(2)

    sign_in(page, live, "ash", passphrase("ash"))
    expect(page.locator("#door-problem")).to_contain_text("did not match")
    sign_in(page, live, "ash", new)

    page.wait_for_selector("#room:not([hidden]) h1")


def test_two_ways_in_stay_and_signing_out_everywhere_ends_this_session_too(live: Live, page: Page):
    enter(page, live)
    make_recovery_words(page)

    page.click("[data-way=recovery]")

    expect(page.locator("#ways")).to_contain_text("Keep at least two ways in. Add another one first")
    page.click("button:has-text('Sign out everywhere')")
    page.wait_for_url("**/sign-in")
    assert page.context.cookies() == []


@pytest.mark.parametrize("who", ["leader", "steward"])
def test_whoever_holds_no_key_looks_after_their_ways_in_on_a_page(live: Live, page: Page, who: str):
    live = named(live)
    add_authenticator(page, prf=False)
    sign_in(page, live, who)
    page.wait_for_url(f"**/{who}")
    page.click("#who a")
    page.wait_for_selector("#one-way-in")
    assert axe_findings(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")

    make_passkey(page)
    make_recovery_words(page)
    page.click("[data-way=passphrase]")

    page.wait_for_url("**/sign-in")
    page.click("#passkey-button")
    page.wait_for_url(f"**/{who}")


def test_a_member_is_led_to_the_room_where_their_key_is(live: Live, page: Page):
    enter(page, live)

    page.goto(f"{live.root}/ways")

    expect(page.locator("main")).to_contain_text("below your circle’s reports")
    assert axe_findings(page) == []
    page.click("main a")
    page.wait_for_url("**/circle")
