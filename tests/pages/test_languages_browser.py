"""Whole journeys in every language: nothing in English, nothing that axe finds, nothing kept."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from service.languages import LANGUAGES, find_language
from tests.pages.form import PHONE, open_form, send, stored, write
from tests.pages.live import Live, axe_findings
from tests.pages.room import enter, open_first, post_report, sign_in

pytestmark = pytest.mark.journey
OTHERS = sorted(set(LANGUAGES) - {"en"})
NAMES = frozenset(
    re.findall(
        r"\w+",
        "Candour English Cymraeg Polski Mirrored Harbour Trust North South Tools circle General"
        " Learns from tools the rest Ash Steward Leader Tiny outreach",
    )
)
"""What an organisation calls itself and its own."""
EVERY = pytest.mark.parametrize("code", OTHERS)


def fits(page: Page) -> bool:
    """Whether nothing sticks out sideways on a small phone."""
    return bool(page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"])


def left_in_english(page: Page) -> set[str]:
    """Words on a mirrored page that are no names, nor said to be English, and yet were not mirrored."""
    shown = page.evaluate(
        "() => { const english = [...document.body.querySelectorAll('[lang=en][translate=no]')];"
        " const held = english.map((one) => one.hidden); english.forEach((one) => { one.hidden = true; });"
        " const text = document.body.innerText;"
        " english.forEach((one, place) => { one.hidden = held[place]; }); return text; }"
    )
    spoken = page.eval_on_selector_all(
        "[aria-label], [title], [alt]",
        "found => found.map((one) => one.ariaLabel || one.title || one.alt || '').join(' ')",
    )
    bare = re.sub("\u202e[^\u202c]*\u202c", " ", f"{shown} {spoken}")
    return set(re.findall(r"[A-Za-z]{2,}", bare)) - NAMES


@EVERY
def test_a_report_is_sent_in_every_language(live: Live, page: Page, code: str):
    live, say = replace(live, language=code), find_language(code).say
    findings: dict[str, list[str]] = {}

    def look(state: str) -> None:
        findings[state] = axe_findings(page)
        assert fits(page), state
        if code == "ar-XB" and state != "receipt":
            assert left_in_english(page) == set(), state

    page.goto(f"{live.root}/")
    look("start")
    page.locator(f'main a[href$="/{code}/report"]').first.click()
    page.wait_for_selector("#writing:not([hidden])")
    look("form")
    page.click("#send")
    expect(page.locator("#problems")).to_contain_text(say("Please look at this again"))
    look("problems")
    write(page)
    words = send(page)
    look("receipt")

    assert page.locator("html").get_attribute("lang") == code
    assert say("Your report is locked and sent") in page.locator("#sent").inner_text()
    assert stored(live) == 1
    assert len(words) == 8 and all(re.fullmatch("[a-z-]+", word) for word in words)
    assert page.context.cookies() == []
    assert {state: found for state, found in findings.items() if found} == {}


@EVERY
@pytest.mark.parametrize("place", ["quick", "come-back", "plain", "privacy", "poster", "nothing-here"])
def test_every_other_page_for_everybody_is_whole_in_every_language(
    live: Live, page: Page, code: str, place: str
):
    live = replace(live, language=code)

    page.goto(f"{live.root}/")
    page.goto(f"{live.root}/{place}")
    page.wait_for_load_state("networkidle")

    assert page.locator("html").get_attribute("lang") == code
    assert (axe_findings(page), fits(page)) == ([], True)
    if code == "ar-XB":
        assert left_in_english(page) - written_out(page) == set()


def written_out(page: Page) -> set[str]:
    """Words in codes, addresses and key words: the same in every language."""
    found = page.locator("code, [translate=no]").all_inner_texts()
    return set(re.findall(r"[A-Za-z]{2,}", " ".join(found)))


@EVERY
def test_a_circle_reads_and_codes_in_every_language(live: Live, page: Page, code: str):
    post_report(live, "The lift was out again.")
    live, say = replace(live, language=code), find_language(code).say

    enter(page, live)
    queue = axe_findings(page)
    untranslated = left_in_english(page)
    open_first(page)
    opened = axe_findings(page)

    assert page.url.endswith(f"/{code}/circle")
    assert say("Near miss") in page.locator("#room-view h1").inner_text()
    assert say("Records and digital systems") in page.locator(".candour-chosen").inner_text()
    assert say("In the reporter’s words") in page.locator("#room-view").inner_text()
    assert (queue, opened, fits(page)) == ([], [], True)
    if code == "ar-XB":
        assert untranslated == set()


@EVERY
@pytest.mark.parametrize("role", ["steward", "leader"])
def test_leaders_and_stewards_stay_in_their_language(live: Live, page: Page, code: str, role: str):
    live = replace(live, language=code)

    sign_in(page, live, role)
    page.wait_for_url(f"**/{code}/{role}")

    assert page.locator("html").get_attribute("lang") == code
    assert (axe_findings(page), fits(page)) == ([], True)
    if code == "ar-XB":
        assert left_in_english(page) - written_out(page) == set()


def test_the_other_languages_are_links_that_lead_to_the_same_page(live: Live, page: Page):
    open_form(page, live)

    page.click("text=Cymraeg")
    page.wait_for_selector("#writing:not([hidden])")

    assert page.url == f"{live.root}/cy/report"
    assert page.locator(".candour-languages [aria-current]").inner_text() == "Cymraeg"


def test_the_words_of_a_script_are_checked_and_english_stands_in_for_them(live: Live, page: Page):
    live = replace(live, language="cy")
    page.route(
        "**/static/reporter.cy-*.json", lambda route: route.fulfill(body='{"plurals": [], "texts": {}}')
    )

    open_form(page, live)
    page.click("#send")

    expect(page.locator("#problems")).to_contain_text("Please look at this again")


def test_a_page_from_right_to_left_is_mirrored(live: Live, page: Page):
    page.set_viewport_size({"width": 1280, "height": 900})
    places = {}
    for code in ("en", "ar-XB"):
        page.goto(f"{replace(live, language=code).root}/report")
        page.wait_for_selector("#writing:not([hidden])")
        name = page.locator(".candour-header__name").bounding_box()
        radio = page.locator("input[name=kind]").first.bounding_box()
        label = page.locator("label[for=kind]").bounding_box()
        assert name and radio and label
        places[code] = (name["x"] < 640, radio["x"] < label["x"] + label["width"] / 2)

    assert places == {"en": (True, True), "ar-XB": (False, False)}
