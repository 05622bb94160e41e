"""A circle says what does not fit, takes it back, finds it again, and counts it: in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select
from sqlmodel import Session

from service.store.work.learning_tables import RejectionRow
from service.text.factors import MODEL
from service.text.factors_corrections import apply_corrections, parse_corrections
from service.text.factors_model import load_model
from tests.pages.live import Live, axe_findings
from tests.pages.room import enter, stored_factors
from tests.pages.test_report_tools import post_drawn
from tests.world import NAME

pytestmark = pytest.mark.journey

UNFIT = "digital-systems"
"""What the engine suggests for the story of these reports."""


def open_report(page: Page, report: str) -> Locator:
    """Open it from the queue; the suggestion that is about to be answered."""
    page.click(f"[data-report='{report}']")
    suggestion = page.locator(f".candour-suggestions [data-suggested='{UNFIT}']")
    expect(suggestion).to_contain_text("because of: “")
    return suggestion


def enter_as_beech(page: Page, live: Live) -> None:
    """Another member, who is in two circles."""
    enter(page, live, "beech")
    tools = page.locator("[data-circle=tools]")
    tools.click()
    # Its shelves are there once its name is: until then they are the other circle's.
    expect(page.locator("#room h1")).to_contain_text(tools.inner_text())


def save(page: Page) -> None:
    page.click("text=Save factors")
    expect(page.locator(".candour-progress", has_text="Saved. Thank you.")).to_be_visible()


def tick(page: Page, factor: str) -> None:
    """Choose a factor in the form, whatever group it is folded into."""
    page.locator(f"input[value='{factor}']").evaluate("box => { box.closest('details').open = true }")
    page.check(f"input[value='{factor}']", force=True)


def kept(live: Live, report: str) -> list[str]:
    """What is stored as not fitting."""
    with Session(live.app.state.runtime.reader) as session:
        mine = select(RejectionRow.factor).where(RejectionRow.report == report)
        return sorted(session.scalars(mine))


def test_by_keyboard_it_is_marked_undone_saved_and_found_by_another_member(live: Live, page: Page):
    report = post_drawn(live, without=False)
    enter(page, live)
    suggestion = open_report(page, report)
    mark = suggestion.locator("button").last
    expect(mark).to_have_accessible_name("Does not fit: Records and digital systems")

    mark.focus()
    page.keyboard.press("Enter")
    expect(suggestion).to_contain_text("Marked as not fitting.")
    expect(page.locator("#room-status")).to_contain_text("systems is marked as not fitting.")
    expect(mark).to_be_focused()
    page.keyboard.press("Enter")
    expect(suggestion.locator("text=Marked as not fitting.")).to_be_hidden()
    expect(mark).to_be_focused()
    page.keyboard.press("Enter")
    assert axe_findings(page) == []
    assert kept(live, report) == []
    save(page)

    assert kept(live, report) == [UNFIT] and stored_factors(live, report) == [None, None, None]
    enter_as_beech(page, live)
    page.click("nav [data-shelf=coded]")
    expect(open_report(page, report)).to_contain_text("Marked as not fitting.")


def test_what_is_chosen_fits_and_what_is_marked_is_not_chosen(live: Live, page: Page):
    report = post_drawn(live, without=False)
    enter(page, live)
    suggestion = open_report(page, report)
    chosen = page.locator(".candour-chosen li")
    choose, mark = suggestion.locator("button").first, suggestion.locator("button").last

    mark.click()
    choose.click()
    expect(suggestion.locator("text=Marked as not fitting.")).to_be_hidden()
    expect(chosen).to_have_count(1)
    mark.click()
    expect(chosen).to_have_count(0)
    tick(page, UNFIT)
    expect(suggestion.locator("text=Marked as not fitting.")).to_be_hidden()
    save(page)

    assert kept(live, report) == [] and stored_factors(live, report)[0] == UNFIT


def test_a_mark_made_meanwhile_is_shown_and_not_overwritten(live: Live, page: Page):
    report = post_drawn(live, without=False)
    enter(page, live)
    mark = open_report(page, report).locator("button").last
    other = page.context.browser.new_context().new_page()
    enter_as_beech(other, live)
    open_report(other, report).locator("button").last.click()
    save(other)

    tick(page, "workload-demand")
    page.click("text=Save factors")

    notice = page.locator(".candour-notice")
    expect(notice).to_contain_text("Marked as not fitting: Records and digital systems")
    assert kept(live, report) == [UNFIT] and stored_factors(live, report) == [None, None, None]
    mark.click()
    page.click("text=Save mine instead")
    expect(page.locator(".candour-progress", has_text="Saved. Thank you.")).to_be_visible()
    assert kept(live, report) == [UNFIT] and stored_factors(live, report)[0] == "workload-demand"


def code_by_api(live: Live, page: Page, report: str, rejected: list[str]) -> None:
    """Code a report as the page's member does, over HTTP."""
    address = f"{live.origin}/api/v1/o/{NAME}/circles/tools/reports/{report}/factors"
    body = {"factors": ["workload-demand"], "rejected": rejected, "version": 1}
    sent = "([address, body]) => fetch(address, {method: 'PUT', body: JSON.stringify(body), \
        headers: {'Content-Type': 'application/json'}}).then(({status}) => status)"
    assert page.evaluate(sent, [address, body]) == 200


def test_the_file_of_the_circle_holds_the_count_and_the_trainer_suggests_it_less(
    live: Live, page: Page, tmp_path: Path
):
    enter(page, live)
    for _ in range(5):
        code_by_api(live, page, post_drawn(live, without=False), [UNFIT])
    code_by_api(live, page, post_drawn(live, without=False), [])
    code_by_api(live, page, post_drawn(live, without=True), [])
    enter_as_beech(page, live)
    page.click("nav [data-shelf=coded]")
    page.click("summary:has-text('Teach the helper that suggests')")

    page.click("text=Count what was agreed")
    expect(page.locator("#tool-corrections [role=status]")).to_contain_text("Counted: reports 7")
    with page.expect_download() as download:
        page.click("text=Keep the file")
    download.value.save_as(tmp_path / "counts.json")

    counts = parse_corrections((tmp_path / "counts.json").read_text(), MODEL)
    answers = counts.codes[UNFIT]
    assert (answers.shown, answers.rejected, answers.confirmed, answers.added) == (6, 5, 0, 0)
    terms = [term for term, codes in counts.terms.items() if codes[UNFIT].rejected == 5]
    assert "system" in terms
    after = load_model(apply_corrections(MODEL, counts))
    column = MODEL.codes.index(UNFIT)
    for term in terms:
        row = MODEL.terms.index(term)
        assert after.weights[row][column] < MODEL.weights[row][column], term
    assert after.bias[column] < MODEL.bias[column]
