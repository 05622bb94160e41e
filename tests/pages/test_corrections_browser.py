"""A circle counts what it agreed on in a real browser: what it keeps the trainer reads, and it is no text."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from service.text.factors import MODEL
from service.text.factors_corrections import parse_corrections
from tests.pages.live import Live, axe_findings
from tests.pages.room import code_elsewhere, enter, post_report

pytestmark = pytest.mark.journey

STORY = "The hoist was broken again and nobody came to mend it. canary-5e it was."


def test_the_counts_are_shown_kept_on_purpose_and_read_by_the_trainer(live: Live, page: Page, tmp_path: Path):
    for _ in range(6):
        code_elsewhere(live, post_report(live, STORY), "equipment-environment")
    enter(page, live)
    page.click("nav [data-shelf=coded]")
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    page.click("summary:has-text('Teach the helper that suggests')")

    page.click("text=Count what was agreed")
    expect(page.locator("#tool-corrections [role=status]")).to_contain_text("Counted: reports 6")
    assert axe_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with page.expect_download() as kept:
        page.click("text=Keep the file")
    kept.value.save_as(tmp_path / "counts.json")

    content = (tmp_path / "counts.json").read_text()
    counts = parse_corrections(content, MODEL)
    assert counts.reports == 6 and counts.terms
    answers = counts.codes["equipment-environment"]
    assert answers.confirmed + answers.added == 6 and answers.rejected == 0
    assert "canary" not in content
    assert "canary" not in " ".join(request.url + (request.post_data or "") for request in requests)
