"""The leader's pages on a phone: labels one can read, pictures drawn for it, tables that say they go on."""

import json

import pytest
from playwright.sync_api import Page, Route, expect

from service.charts.heat import heat_chart
from service.charts.printing import NARROW, WIDTH, draw_svg
from service.charts.series import series_chart
from service.charts.words import HeatCell, Spec
from tests.charts.test_series import points
from tests.pages.live import Live, axe_findings
from tests.pages.published import publish_culture, publish_rise
from tests.pages.room import sign_in

pytestmark = pytest.mark.journey
PHONE, DESK = ({"width": width, "height": 740} for width in (360, 1280))
ROWS = ("People and capacity", "How the work is organised", "Change, culture and learning")
COLUMNS = ("Community", "Care", "Learning", "Other and smaller units")
LABELS = """(svg) => {
  const edge = svg.getBoundingClientRect();
  const labels = [...svg.querySelectorAll("text")]
    .filter((text) => text.textContent !== "" && text.getAttribute("opacity") !== "0")
    .map((text) => ({ words: text.textContent, box: text.getBoundingClientRect() }));
  const cut = labels.filter(({ box }) =>
    box.left < edge.left || box.right > edge.right || box.top < edge.top || box.bottom > edge.bottom);
  // A box is higher than its letters: lines may touch.
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top + 4 < b.bottom && b.top + 4 < a.bottom;
  const over = labels.filter((one, place) => labels.slice(0, place).some(({ box }) => meet(one.box, box)));
  return [labels.length, cut.map(({ words }) => words), over.map(({ words }) => words)];
}"""
PLACE = "document.querySelector('#chart-place').clientWidth"
FRAMES = """async () => {
  // What was just opened is measured before it is next painted.
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return [...document.querySelectorAll(".candour-scroll")].map((one) => {
    const cue = document.getElementById(one.getAttribute("aria-describedby"));
    const sideways = one.scrollWidth > one.clientWidth + 1;
    const down = one.scrollHeight > one.clientHeight + 1;
    const named = one.tabIndex === 0 && one.matches("[role=region][aria-label]");
    return [sideways, down, cue.checkVisibility() ? cue.textContent : "", named];
  });
}"""
SAYS = {
    (False, False): "",
    (True, False): "Scroll sideways for more",
    (False, True): "Scroll down for more",
    (True, True): "Scroll sideways and down for more",
}


def widen(route: Route) -> None:
    """Answer with a chart of three groups of units and the rest: the test organisation has one."""
    answer = route.fetch()
    route.fulfill(response=answer, body=json.dumps({**answer.json(), "chart": heat_of_four_groups()}))


@pytest.fixture
def leader(live: Live, page: Page) -> Page:
    """A leader who has signed in on a phone, with sixteen months and five quarters published."""
    url = live.app.state.runtime.writer.url.render_as_string(hide_password=False)
    publish_rise(url)
    publish_culture(url)
    page.set_viewport_size(PHONE)
    page.route("**/v1/**/where", widen)
    sign_in(page, live, "leader")
    page.wait_for_url("**/leader")
    return page


def heat_of_four_groups() -> Spec:
    cells = (HeatCell(row, column, "about 131", 131, column != "Care") for row in ROWS for column in COLUMNS)
    return heat_chart("Where and why", tuple(cells))


def faults(page: Page, picture: str) -> list[list[str]]:
    """Of each picture, the labels that are cut or that lie on another."""
    found = [drawn.evaluate(LABELS) for drawn in page.locator(picture).all()]
    assert found and all(count > 5 for count, *_ in found)
    return [labels for _, *wrong in found for labels in wrong if labels]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_no_label_of_a_chart_is_cut_or_lies_on_another(leader: Page, size):
    leader.set_viewport_size(size)
    for address in ("", "/where", "/culture"):
        leader.goto(leader.url.partition("/leader")[0] + "/leader" + address)
        for figure in leader.locator("figure[data-address]").all():
            expect(figure.locator("svg")).to_be_visible()

        assert faults(leader, "figure svg.marks") == [], address


def test_a_chart_fits_again_when_the_phone_is_turned(leader: Page):
    leader.goto(leader.url + "/where")
    expect(leader.locator("figure svg")).to_be_visible()

    for width in (740, 360):
        leader.set_viewport_size({"width": width, "height": 740})
        expect(leader.locator("figure svg")).to_have_attribute("width", str(leader.evaluate(PLACE)))

        assert faults(leader, "figure svg.marks") == [], width


@pytest.mark.parametrize("width", [WIDTH, NARROW])
@pytest.mark.parametrize("spacing", ["0", "-0.08em"])
def test_no_label_of_a_picture_is_cut_in_wide_letters_or_in_narrow_ones(page: Page, width, spacing):
    """Whoever opens a pack has their own fonts: DejaVu's letters are wide, closer ones stand for narrow."""
    for spec in (heat_of_four_groups(), series_chart("Digital systems", points([120] * 18))):
        page.set_content(draw_svg(spec, width).replace("system-ui, sans-serif", "DejaVu Sans"))
        page.add_style_tag(content=f"text {{ letter-spacing: {spacing} }}")

        assert faults(page, "svg.marks") == []


def test_a_phone_is_given_pictures_that_it_need_not_shrink_and_a_desk_the_wide_ones(leader: Page):
    def drawn() -> list[tuple[str, float]]:
        leader.goto(leader.url.partition("/leader")[0] + "/leader/board-pack")
        leader.wait_for_load_state("networkidle")
        return leader.evaluate(
            "[...document.querySelectorAll('.candour-pack-chart')]"
            ".map((one) => [one.currentSrc.split('/').pop(), one.clientWidth / one.naturalWidth])"
        )

    narrow = drawn()
    leader.set_viewport_size(DESK)
    wide = drawn()

    assert len(narrow) > 15
    assert all(name.endswith(".narrow.svg") and scale > 0.9 for name, scale in narrow)
    assert [name for name, _ in wide] == [name.replace(".narrow", "") for name, _ in narrow]
    assert all(scale > 0.9 for _, scale in wide)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_table_that_goes_on_says_so_and_one_that_fits_does_not(leader: Page, size):
    leader.set_viewport_size(size)
    told = []
    for address in ("", "/where", "/board-pack"):
        leader.goto(leader.url.partition("/leader")[0] + "/leader" + address)
        leader.wait_for_load_state("networkidle")
        for summary in leader.locator("summary").all():
            summary.click()
        frames = leader.evaluate(FRAMES)

        assert all(named and words == SAYS[sideways, down] for sideways, down, words, named in frames)
        assert axe_findings(leader) == []
        told += [words for _, _, words, _ in frames]

    assert ("Scroll sideways for more" if size == PHONE else "Scroll down for more") in told
    assert size == PHONE or "" in told
