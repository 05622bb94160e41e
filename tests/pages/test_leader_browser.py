"""The leader's page in a browser: a chart under the strict policy, read by keyboard or without script."""

import pytest
from playwright.sync_api import Page, expect

from tests.pages.live import Live, axe_findings
from tests.pages.published import publish_culture, publish_rise, publish_year
from tests.pages.room import sign_in

pytestmark = pytest.mark.journey
SIZES = (
    "[...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')]"
    ".map((entry) => entry.encodedBodySize)"
)


@pytest.fixture
def leader(live: Live, page: Page) -> Page:
    """A leader who has signed in, with ten months published."""
    publish_year(live.app.state.runtime.writer.url.render_as_string(hide_password=False))
    sign_in(page, live, "leader")
    page.wait_for_url("**/leader")
    return page


def test_the_chart_is_drawn_without_eval_and_breaks_no_policy(live: Live, page: Page):
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type != "log" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    publish_year(live.app.state.runtime.writer.url.render_as_string(hide_password=False))
    sign_in(page, live, "leader")

    expect(page.locator("#chart-place svg")).to_be_visible()

    assert page.locator("#chart-place svg path").count() > 10
    assert complaints == []


def test_the_chart_is_read_point_by_point_with_the_keyboard(leader: Page):
    leader.goto(leader.url + "?scope=factor:digital-systems")
    leader.wait_for_selector("#chart-reader")
    leader.focus("#chart-reader")

    leader.keyboard.press("ArrowLeft")

    expect(leader.locator("output")).to_have_text(
        "September 2026: about 26 (likely 20 to 32); too early to say what is usual"
    )
    assert leader.get_attribute("#chart-reader", "aria-valuetext") == leader.inner_text("output")


def test_a_factor_is_chosen_with_the_form(leader: Page):
    leader.select_option("#scope", "factor:digital-systems")
    leader.click("main button")

    expect(leader.locator("#over-time")).to_have_text("Records and digital systems by month")
    expect(leader.locator("#chart-place svg")).to_be_visible()


def test_without_script_the_tables_say_everything(leader: Page, live: Live):
    context = leader.context.browser.new_context(java_script_enabled=False)
    context.add_cookies(leader.context.cookies())
    plain = context.new_page()

    plain.goto(f"{live.root}/leader?scope=factor:digital-systems")

    expect(plain.locator("#chart")).to_be_hidden()
    expect(plain.locator("#chart-table tbody tr")).to_have_count(10)


def test_a_chart_that_cannot_be_fetched_leaves_the_table_and_says_so(leader: Page):
    leader.route("**/dashboard?*", lambda route: route.abort())

    leader.reload()

    expect(leader.locator("#chart-place")).to_contain_text("The table beside it says the same")
    expect(leader.locator("#chart-table")).to_be_visible()


STATES = {
    "overview": "",
    "factor": "?scope=factor:digital-systems",
    "unit": "?scope=unit:north&span=12",
    "everything": "?scope=all",
    "where": "/where",
    "culture": "/culture",
    "prompt": "/prompts/month-factor:digital-systems",
    "card": "/prompts/month-factor:digital-systems/card",
    "board pack": "/board-pack",
}


@pytest.fixture
def risen(live: Live, page: Page) -> Page:
    """A leader who has signed in, with sixteen months published and a rise at their end."""
    url = live.app.state.runtime.writer.url.render_as_string(hide_password=False)
    publish_rise(url)
    publish_culture(url)
    sign_in(page, live, "leader")
    page.wait_for_url("**/leader")
    return page


def test_axe_finds_nothing_on_any_page_and_no_page_is_too_wide_or_too_heavy(risen: Page):
    home = risen.url
    for state, address in STATES.items():
        assert _findings(risen, home + address) == [], state


def _findings(leader: Page, address: str) -> list[str]:
    leader.goto(address)
    for figure in leader.locator("figure[data-address]").all():
        expect(figure.locator("svg")).to_be_visible(timeout=30_000)
    leader.wait_for_load_state("networkidle")
    for summary in leader.locator("summary").all():
        summary.click()

    weight = sum(leader.evaluate(SIZES))
    found = [] if 20_000 < weight < 450_000 else [f"{weight} bytes"]
    fits = leader.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return [*axe_findings(leader), *found, *([] if fits else ["too wide"])]


def test_axe_finds_nothing_before_anything_is_published(live: Live, page: Page):
    sign_in(page, live, "leader")
    page.wait_for_url("**/leader")

    for address in ("", "?scope=unit:north", "/where", "/culture", "/board-pack"):
        page.goto(f"{live.root}/leader{address}")
        assert axe_findings(page) == [], address


def test_the_heat_map_is_drawn_above_the_table_that_says_the_same(leader: Page):
    leader.goto(leader.url + "/where")

    expect(leader.locator("figure svg")).to_contain_text("31")
    expect(leader.locator("#cross-table")).to_contain_text("about 31 (likely 20 to 42)")


def test_the_packs_pictures_are_drawn_on_its_page(leader: Page):
    leader.goto(leader.url + "/board-pack")
    leader.wait_for_load_state("networkidle")

    drawn = leader.evaluate("[...document.images].map((image) => image.complete && image.naturalWidth > 0)")
    assert len(drawn) > 15 and all(drawn)
