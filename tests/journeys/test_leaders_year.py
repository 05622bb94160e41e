"""A leader's year: overview, a factor that rose, its prompt and card, and the board pack, taken and opened.

Sixteen months are counted, blurred and published by the steward's job; the figures are really noisy.
"""

import io
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from service.privacy.calendar import shift_month
from service.store.engine import open_engine
from service.terms import Period
from tests.journeys.test_walking_house import SIZES, keep
from tests.pages.live import Live, axe_findings, browse, serve
from tests.pages.room import sign_in
from tests.privacy.attacks.scene import Others, begin_calendar, publish, put
from tests.world import FACTORS, found

pytestmark = pytest.mark.journey
LAST = Period("2026-10")
MONTHS = tuple(shift_month(LAST, place - 15) for place in range(16))
RISING = "digital-systems"


def live_a_year(database_url: str) -> None:
    """Sixteen months of other people's reports; in the last three a factor is named four times as often."""
    engine = open_engine(database_url)
    begin_calendar(engine, MONTHS[0])
    for place, month in enumerate(MONTHS):
        for turn, factor in enumerate(FACTORS):
            number = 100 if factor == RISING and place >= 13 else 25
            put(engine, month, [Others(number, ("north", "south")[turn % 2], factor)])
        publish(engine, month)
    engine.dispose()


def look(page: Page, name: str) -> None:
    """A page as somebody meets it: its chart drawn, nothing for axe to find, a picture if one is kept."""
    for figure in page.locator("figure[data-address]").all():
        expect(figure.locator("svg")).to_be_visible(timeout=30_000)
    page.wait_for_load_state("networkidle")
    keep(page, f"leader-{name}")
    assert axe_findings(page) == [], name
    expect(page.locator("body")).to_contain_text("nobody can tell whether any one report is in it")


def open_pack(packed: bytes) -> str:
    """The words of the PDF in a downloaded pack, once its tags have been seen."""
    pdf = ZipFile(io.BytesIO(packed)).read("candour-board-pack/candour-board-pack.pdf")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert bool(opened.Root.MarkInfo.Marked) and "/StructTreeRoot" in opened.Root
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


def walk(page: Page, live: Live) -> None:
    """From the door to the pack, by links alone."""
    sign_in(page, live, "leader")
    page.wait_for_url("**/leader")
    look(page, "overview")

    page.locator("#factors").get_by_role("link", name="Records and digital systems").click()
    expect(page.locator("h1")).to_have_text("Records and digital systems")
    expect(page.locator(".candour-figure-words").first).to_contain_text("higher than usual for you")
    look(page, "factor")

    page.get_by_role("link", name="What to ask about the work").click()
    expect(page.locator("#rose")).to_be_visible()
    look(page, "prompt")
    page.get_by_role("button", name="Huddle card to print").click()
    expect(page.locator(".candour-card")).to_contain_text("One condition we will change")
    look(page, "card")

    page.get_by_role("link", name="Where and why").click()
    look(page, "where")
    page.get_by_role("link", name="Board pack").click()
    look(page, "board-pack")


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desktop"])
def test_a_rise_becomes_a_prompt_a_card_and_a_page_of_the_board_pack(
    sqlite_template, tmp_path, size: dict[str, int]
):
    path = tmp_path / "candour.db"
    path.write_bytes(sqlite_template.read_bytes())
    found(f"sqlite:///{path}")
    live_a_year(f"sqlite:///{path}")

    with serve(f"sqlite:///{path}") as live, browse(viewport=size) as page:
        walk(page, live)
        files = []
        for _ in range(2):
            with page.expect_download() as taken:
                page.get_by_role("button", name="Download everything (ZIP)").click()
            files.append(taken.value.path().read_bytes())

    assert files[0] == files[1]
    words = open_pack(files[0])
    assert "Worth talking about" in words and "Records and digital systems" in words
    assert "too few to tell" not in words.partition("This month and this quarter")[0]
