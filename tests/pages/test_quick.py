"""The quick report: kind, one box, send; two taps from the start; the only one where that is switched on."""

import json

import pytest
from playwright.sync_api import Page, expect

from service.terms import Door
from tests.pages.desk import NAMED, hold_key, opened, switch
from tests.pages.form import CANARY, stored
from tests.pages.live import Live

pytestmark = pytest.mark.journey


def test_a_quick_report_is_two_taps_from_the_start_and_asks_one_question(live: Live, page: Page):
    posts = []
    page.on("request", lambda request: posts.append(request) if request.method == "POST" else None)
    page.goto(f"{live.root}/")

    page.get_by_role("button", name="Quick report").click()
    page.wait_for_selector("#writing:not([hidden])")
    page.check("input[name=kind][value=not-as-intended]")
    page.fill("#narrative", CANARY)
    page.click("#send")
    page.wait_for_selector("#sent:not([hidden])")

    coded = json.loads(posts[-1].post_data or "")["coded"]
    assert coded["kind"] == "not-as-intended" and coded["factors"] == []
    assert page.locator(".candour-words li").count() == 8 and stored(live) == 1


def test_it_offers_two_kinds_and_nothing_else_to_choose(live: Live, page: Page):
    page.goto(f"{live.root}/quick")

    names = page.evaluate("[...new FormData(report).keys(), ...[...report.elements].map((one) => one.name)]")
    assert {name for name in names if name} == {"kind", "narrative"}
    values = page.evaluate("[...report.elements.kind].map((one) => one.value)")
    assert values == ["near-miss", "not-as-intended"]


def test_names_are_hidden_in_a_quick_report_too(live: Live, page: Page):
    hold_key(live, "general")
    posts = []
    page.on("request", lambda request: posts.append(request) if request.method == "POST" else None)
    page.goto(f"{live.root}/quick")
    page.wait_for_selector("#writing:not([hidden])")
    expect(page.locator("#reading-status")).not_to_contain_text("getting ready")

    page.fill("#narrative", NAMED)
    page.click("#send")
    page.wait_for_selector("#sent:not([hidden])")

    assert "Whitlock" not in str(opened(posts[-1])["narrative"])


def test_where_only_quick_reports_are_taken_the_form_leads_there(live: Live, page: Page):
    switch(live, Door(quick_only=True))

    page.goto(f"{live.root}/")
    expect(page.get_by_role("button", name="Start a report")).to_have_count(0)
    page.goto(f"{live.root}/report")

    assert page.url == f"{live.root}/quick"
