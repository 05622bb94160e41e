"""The form for everybody: small screens, keyboards, blocked scripts; and what it leaves behind."""

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.pages.form import CANARY, PHONE, open_form, send, stored, write
from tests.pages.live import Live, axe_findings, browse

pytestmark = pytest.mark.journey


def test_nothing_is_kept_in_the_browser_and_no_cookie_is_set(live: Live, page: Page):
    open_form(page, live)
    write(page)

    send(page)

    kept = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,"
        " (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]"
    )
    assert kept == [0, 0, 0, 0, 0]
    assert page.context.cookies() == []


def test_clearing_the_page_leaves_nothing_behind_back_included(live: Live, page: Page):
    page.goto(f"{live.root}/")
    start = page.content()
    page.click("text=Start a report")
    page.wait_for_selector("#writing:not([hidden])")
    write(page)
    # Some of the words, such as "other", stand on the start page anyway.
    words = [word for word in send(page) if not re.search(rf"\b{word}\b", start)]

    page.click("text=Clear this page")
    page.wait_for_url(f"{live.root}/")
    page.go_back()
    page.go_forward()

    assert page.url == f"{live.root}/"
    assert not [word for word in words if re.search(rf"\b{word}\b", page.content())]


def test_going_away_and_back_shows_a_blank_form(live: Live, page: Page):
    open_form(page, live)
    write(page)
    page.goto(f"{live.root}/")

    page.go_back()
    page.wait_for_selector("#writing:not([hidden])")

    assert page.input_value("#narrative") == ""
    assert not page.is_checked("input[name=kind][value=near-miss]")


def test_if_the_script_is_blocked_the_page_says_so_before_anybody_writes(live: Live, page: Page):
    page.route("**/static/reporter-*.js", lambda route: route.abort())

    page.goto(f"{live.root}/report")

    # A module that cannot load runs nothing: the style sheet alone brings the words.
    expect(page.locator(".candour-waiting__late")).to_be_visible(timeout=8_000)
    assert page.is_hidden("#narrative") and page.is_hidden("#send")


def test_if_a_lock_cannot_be_used_the_page_says_so_before_anybody_writes(live: Live, page: Page):
    def spoil(route: Route) -> None:
        whole = route.fetch()
        spoilt = re.sub(r'"public_key": "[^"]{8}', '"public_key": "AAAA', whole.text())
        route.fulfill(response=whole, body=spoilt)

    page.route("**/report", spoil)

    page.goto(f"{live.root}/report")

    expect(page.locator("#unable")).to_contain_text("did not load, or did not work")
    assert page.is_hidden("#narrative") and page.is_hidden("#send")


def test_a_script_that_was_changed_on_the_way_does_not_run(live: Live, page: Page):
    page.route(
        "**/static/reporter-*.js",
        lambda route: route.fulfill(body="document.title = 'owned'", content_type="text/javascript"),
    )

    page.goto(f"{live.root}/report")
    page.wait_for_timeout(300)

    assert page.title() != "owned"
    assert page.is_hidden("#narrative")


def test_without_script_nothing_can_be_written_or_sent(live: Live):
    with browse(java_script_enabled=False) as page:
        page.goto(f"{live.root}/report")

        # Playwright's text selectors skip <noscript>, shown or not.
        reason = page.locator("noscript p").first
        assert reason.is_visible() and "needs JavaScript" in (reason.text_content() or "")
        assert page.is_hidden("#narrative") and page.is_hidden("#send")


def test_the_form_is_filled_and_sent_with_the_keyboard_alone(live: Live, page: Page):
    open_form(page, live)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type(CANARY)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(40):
        if page.evaluate("document.activeElement.id") == "send":
            break
        page.keyboard.press("Tab")

    page.keyboard.press("Enter")
    page.wait_for_selector("#sent:not([hidden])")

    assert stored(live) == 1
    assert page.evaluate("document.activeElement.id") == "sent"


@pytest.mark.parametrize("options", [{}, {"forced_colors": "active"}, {"reduced_motion": "reduce"}], ids=str)
def test_every_state_is_free_of_findings_and_fits_a_small_screen(live: Live, options: dict[str, str]):
    with browse(viewport=PHONE, **options) as page:
        findings: dict[str, list[str]] = {}

        def look(state: str) -> None:
            findings[state] = axe_findings(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], state

        page.goto(f"{live.root}/")
        look("start")
        open_form(page, live)
        look("form")
        page.click("#send")
        look("problems")
        write(page)
        page.evaluate("document.querySelectorAll('details').forEach((group) => { group.open = true; })")
        page.check("input[value=digital-systems]")
        look("filled")
        page.route("**/reports", lambda route: route.abort(), times=1)
        page.click("#send")
        page.wait_for_selector("text=has not safely arrived")
        look("failed")
        page.click("text=Try again")
        page.wait_for_selector("#sent:not([hidden])")
        look("receipt")

        assert [finding for found in findings.values() for finding in found] == []


def test_the_form_without_the_helper_that_reads_along_stays_below_120_kilobytes(live: Live, page: Page):
    sizes: dict[str, int] = {}

    def measure(request: Request) -> None:
        found = request.sizes()
        sizes[request.url.removeprefix(live.origin)] = (
            found["responseBodySize"] + found["responseHeadersSize"]
        )

    page.on("requestfinished", measure)

    open_form(page, live)
    page.wait_for_load_state("networkidle")

    print(
        "\n" + "\n".join(f"{size:8} {url}" for url, size in sizes.items()),
        f"\n{sum(sizes.values()):8} in all",
    )
    assert len(sizes) >= 6
    before = {url: size for url, size in sizes.items() if "/static/text-" not in url and "blob:" not in url}
    assert len(before) < len(sizes)
    assert sum(before.values()) <= 120 * 1000
