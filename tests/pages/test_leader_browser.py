"""The leader's page in a browser: a chart under the strict policy, read by keyboard or without script."""

import pytest
from playwright.sync_api import Page, expect

from tests.pages.live import Live, axe_findings
from tests.pages.published import publish_year
from tests.pages.room import sign_in

pytestmark = pytest.mark.journey


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

    expect(leader.locator("output")).to_have_text("September 2026: about 26 (likely 20 to 32)")
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


def test_axe_finds_nothing_with_everything_and_with_one_factor(leader: Page):
    leader.wait_for_selector("#chart-reader")
    everything = axe_findings(leader)
    leader.goto(leader.url + "?scope=factor:digital-systems")
    leader.wait_for_selector("#chart-reader")
    leader.click("summary")

    assert (everything, axe_findings(leader)) == ([], [])
    assert leader.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_weighs_less_than_450_kilobytes(leader: Page):
    leader.wait_for_selector("#chart-place svg")

    sizes = leader.evaluate(
        "[...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')]"
        ".map((entry) => entry.encodedBodySize)"
    )

    assert 100_000 < sum(sizes) < 450_000
