"""How long a report takes somebody on a phone, and how many bytes the whole journey costs.

.venv/bin/pytest -s tests/pages/test_figures.py
"""

import json
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Page, expect

from tests.pages.live import ROOT_FOLDER, Live
from tests.pages.person import SPOKEN_A_MINUTE, Person

pytestmark = pytest.mark.journey

REPORTS = ROOT_FOLDER / "service/demo/reports.jsonl"
QUICK = (
    "The pump alarm was silent again. We found out because a visitor looked. "
    "It needs a second alarm on the desk."
)
FETCHED, IN_ALL = 250_000, 270_000
"""What a phone may fetch for the whole journey, and what may travel with the locked report on its way up."""


def near_misses(path: Path) -> list[str]:
    """The demo's near misses, shortest first."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return sorted(
        (row["text"] for row in rows if row["kind"] == "near-miss"), key=lambda text: len(text.split())
    )


def tell_near_miss(person: Person, live: Live, text: str, *, every_question: bool) -> None:
    """From the start page to the receipt."""
    person.page.goto(f"{live.root}/")
    person.tap("text=Start a report")
    person.page.wait_for_selector("#writing:not([hidden])")
    person.write(text)
    expect(person.page.locator("#reading-preview")).to_be_visible()
    person.look_over("#reading-preview")
    person.choose("kind", "near-miss")
    if every_question:
        person.tap("summary:has-text('Between services')")
        person.choose("factors", "information-sharing")
        person.choose("unit", "north")
        person.choose("potential", "harm")
        person.choose("spread", "sometimes")
        person.choose("role_group", "frontline")
    person.tap("#send")
    person.page.wait_for_selector("#sent:not([hidden])")
    # What was sent last is weighed once the page is asked for something more.
    person.page.wait_for_timeout(500)


def test_a_short_near_miss_with_every_question_takes_at_most_three_minutes_typed(live: Live, page: Page):
    texts = near_misses(REPORTS)
    person = Person(page)

    tell_near_miss(person, live, texts[len(texts) // 4], every_question=True)

    print("\n" + person.told("near miss, a quarter are shorter, every question"))
    assert (person.fields, person.taps) == (7, 10)
    assert person.seconds() <= 180


def test_a_near_miss_of_middle_length_takes_three_minutes_typed_and_two_spoken(live: Live, page: Page):
    texts = near_misses(REPORTS)
    person = Person(page)

    tell_near_miss(person, live, texts[len(texts) // 2], every_question=False)

    print("\n" + person.told("near miss of middle length, kind only"))
    assert person.words == median(len(text.split()) for text in texts)
    # 87 words are 149 seconds of typing; 181 in all.
    assert round(person.seconds() / 60) <= 3
    assert person.seconds(SPOKEN_A_MINUTE) <= 120


def test_a_quick_report_takes_at_most_a_minute_typed(live: Live, page: Page):
    person = Person(page)
    page.goto(f"{live.root}/")

    person.tap("text=Quick report")
    page.wait_for_selector("#writing:not([hidden])")
    person.choose("kind", "near-miss")
    person.write(QUICK)
    person.tap("#send")
    page.wait_for_selector("#sent:not([hidden])")

    print("\n" + person.told("quick report"))
    assert (person.fields, person.taps) == (2, 4)
    assert person.seconds() <= 60


def test_the_whole_journey_with_the_text_engine_stays_below_its_ceiling(live: Live, page: Page):
    person = Person(page)

    tell_near_miss(person, live, near_misses(REPORTS)[0], every_question=True)

    lines = sorted((f"{size:8} {what}" for what, size in person.sizes.items()), reverse=True)
    fetched = sum(size for what, size in person.sizes.items() if what.startswith("GET"))
    in_all = sum(person.sizes.values())
    print("\n" + "\n".join(lines), f"\n{fetched:8} fetched\n{in_all:8} in all")
    assert any("/static/text-" in what for what in person.sizes)
    assert any("/reports" in what and size > 10_000 for what, size in person.sizes.items())
    assert fetched <= FETCHED and in_all <= IN_ALL


def test_the_first_page_needs_little_before_it_can_be_read(live: Live, page: Page):
    person = Person(page)

    page.goto(f"{live.root}/")
    page.wait_for_load_state("networkidle")

    blocking = {what: size for what, size in person.sizes.items() if what.endswith((".css", "/"))}
    assert len(blocking) == 2 and sum(blocking.values()) <= 40_000
