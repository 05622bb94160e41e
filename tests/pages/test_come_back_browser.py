"""Keeping a receipt and coming back with it, in a real browser on a small phone."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from playwright.sync_api import Page, expect

from service.client.messages import MessageKind, Outcome
from tests.pages.form import open_form, rotate, send, stored, write
from tests.pages.live import Live, axe_findings
from tests.talk import CircleEnd
from tests.world import World, passphrase

WORDS_NEVER = "localStorage.length + sessionStorage.length + document.cookie.length"


def reported(page: Page, live: Live) -> list[str]:
    """A report has been sent; its eight words."""
    open_form(page, live)
    write(page)
    return send(page)


def come_back(page: Page, live: Live, typed: str) -> None:
    page.goto(f"{live.root}/come-back")
    page.wait_for_selector("#asking:not([hidden])")
    page.fill("#words-field", typed)
    page.click("#words-form button")


def answer(live: Live, *said: tuple[str, MessageKind, Outcome | None]) -> None:
    """The circle of the only report answers over the API, as a member's browser does."""

    async def act() -> None:
        async with httpx.AsyncClient(base_url=live.origin) as client:
            world = World(client, live.app, live.app.state.runtime.clock)
            assert (await world.sign_in("cherry", passphrase("cherry"))).status_code == 200
            token = client.cookies.get("__Host-candour")
            client.headers["cookie"] = f"__Host-candour={token}"
            queue = (await client.get(f"{world.api}/circles/general/reports")).json()
            report = queue["reports"][0]["report"]
            pair = await world.circle_key("general", report)
            thread = (await world.open_whole("general", report))["thread"]
            circle = CircleEnd(world, "general", report, pair, thread)
            for text, kind, outcome in said:
                assert (await circle.reply(text, kind, outcome)).status_code == 202

    # The browser's own loop runs in this thread.
    with ThreadPoolExecutor(1) as beside:
        beside.submit(asyncio.run, act()).result()


def test_the_words_are_confirmed_by_two_of_them_and_can_be_saved_and_drawn(live: Live, page: Page):
    words = reported(page, live)
    page.click("text=Show a QR code")
    page.wait_for_selector(".candour-code path")
    assert axe_findings(page) == []
    with page.expect_download() as saving:
        page.click("text=Save as a file")
    page.click("text=Check my copy")
    expect(page.locator(".candour-words")).to_be_hidden()
    expect(page.locator(".candour-code")).to_be_hidden()
    asked = [int(one.split()[-1]) for one in page.locator(".candour-check label").all_inner_texts()]

    page.fill(f"#check-{asked[0]}", "zebra")
    page.click(".candour-check >> text=Check")
    expect(page.locator(".candour-check [role=status]")).to_contain_text(f"not word {asked[0]}")
    for position in asked:
        page.fill(f"#check-{position}", f" {words[position - 1].upper()} ")
    page.click(".candour-check button.govuk-button:not(.govuk-button--secondary)")

    expect(page.locator(".candour-check__right")).to_be_visible()
    assert saving.value.suggested_filename == "notes.txt"
    assert saving.value.path().read_text().split() == words
    assert page.evaluate(WORDS_NEVER) == 0
    assert not [word for word in words if re.search(rf"\b{word}\b", page.url + page.title())]
    assert axe_findings(page) == []


def test_a_reporter_reads_what_came_of_it_writes_back_and_deletes_everything(live: Live, page: Page):
    words = reported(page, live)
    page.click("section:has-text('Would you like an answer?') button")
    expect(page.get_by_text("You have asked for an answer.")).to_be_visible()
    answer(live, ("", MessageKind.THANKS, None), ("We moved the box.", MessageKind.OUTCOME, Outcome.CHANGED))
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url + (request.post_data or "")))

    come_back(page, live, "  ".join(words).upper() + ".")
    page.wait_for_selector("#opened:not([hidden])")
    expect(page.locator(".candour-reply")).to_have_count(2)
    expect(page.locator(".candour-reply").nth(1)).to_contain_text("Something was changed.")
    expect(page.locator(".candour-reply").nth(1)).to_contain_text("We moved the box.")
    expect(page.locator("[aria-current=step]")).to_contain_text("said what came of it")
    assert axe_findings(page) == []

    page.fill("#message", "Thank you. Call me on 07700 900123.")
    page.click("text=See what the circle will read")
    page.wait_for_selector(".candour-preview")
    expect(page.locator(".candour-preview")).not_to_contain_text("07700")
    assert axe_findings(page) == []
    rotate(live, "general")
    page.click("text=Lock and send")
    expect(page.get_by_text("Your message is locked and sent.")).to_be_visible()
    page.click("text=Delete everything >> nth=-1")
    page.click("text=Yes, delete everything")
    page.wait_for_selector("text=Everything is deleted")
    assert axe_findings(page) == []

    assert stored(live) == 0
    for word in words:
        assert not [one for one in sent if re.search(rf"\b{word}\b", one)]
    assert "07700" not in "".join(sent) and page.evaluate(WORDS_NEVER) == 0


def test_a_mistyped_word_is_named_with_near_ones_and_unknown_words_meet_a_kind_page(live: Live, page: Page):
    words = reported(page, live)
    typo = [words[0] + "q", *words[1:]]

    come_back(page, live, ", ".join(typo))
    page.wait_for_selector("#words-problem .govuk-error-summary")
    expect(page.locator("#words-problem")).to_contain_text("Word 1 is not one of ours")
    assert axe_findings(page) == []
    page.click(f"text=Use “{words[0]}”")
    assert page.input_value("#words-field") == " ".join(words)
    page.fill("#words-field", " ".join([*words[1:], words[0]]))
    page.click("#words-form button")

    page.wait_for_selector("#nothing:not([hidden])")
    assert axe_findings(page) == []


def test_leaving_the_page_forgets_words_and_answers(live: Live, page: Page):
    words = reported(page, live)
    come_back(page, live, " ".join(words))
    page.wait_for_selector("#opened:not([hidden])")

    page.goto(f"{live.root}/")
    page.go_back()
    page.wait_for_selector("#asking:not([hidden])")

    assert page.input_value("#words-field") == "" and page.inner_text("#opened") == ""


@pytest.mark.parametrize("size", [{"width": 320, "height": 640}])
def test_no_part_of_coming_back_is_wider_than_a_small_phone(live: Live, page: Page, size: dict[str, int]):
    page.set_viewport_size(size)
    words = reported(page, live)
    answer(live, ("W" * 300, MessageKind.WORDS, None))
    come_back(page, live, " ".join(words))
    page.wait_for_selector("#opened:not([hidden])")

    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
