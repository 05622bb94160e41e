"""Kinds over time and promises kept are told as shares with ranges, from published tables only."""

import pytest

from service.domain.culture import MEASURES, view_culture
from service.domain.marks import mark_event
from service.domain.signals import find_prompt, find_prompts
from service.errors import NotFound, UnknownCode
from service.terms import EventKind, Stage
from tests.domain.test_dashboards import FACTS, QUARTERLY, publish
from tests.domain.test_marks import decide

QUARTERS = ("2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1")


def publish_kinds(releases, quarter, **more):
    publish(
        releases,
        Stage.QUARTER_KIND,
        quarter,
        **({"concern": 700, "incident": 100, "went_well_despite": 200} | more),
    )


@pytest.mark.parametrize("facts", [FACTS, QUARTERLY], ids=["M", "Q"])
def test_kinds_and_their_shares_are_told_under_both_plans(releases, facts):
    for month in ("2025-04", "2026-03"):
        publish(releases, Stage.MONTH_FACTOR, month)
    for quarter in QUARTERS:
        publish_kinds(releases, quarter)

    culture = view_culture(releases, facts, "12")

    assert culture.quarters == QUARTERS
    assert culture.kinds[0].code == "near-miss"
    assert [share.code for share in culture.shares] == [measure.code for measure in MEASURES]
    went_well = culture.shares[0]
    assert [share.percent for share in went_well.shares] == [20] * 4
    assert went_well.year.percent == 20
    assert culture.shares[1].shares[0].words != "about 0 %"
    assert culture.shares[2].shares == ()
    assert culture.next_quarter == "2026-07-15"


def test_promises_kept_are_shares_of_those_who_were_promised(releases):
    publish(releases, Stage.MONTH_FACTOR, "2026-03")
    publish(
        releases, Stage.QUARTER_PROMISES, "2025-Q4",
        **{
            "asked|acknowledged|answered": 300, "asked|acknowledged|unanswered": 50,
            "asked|unacknowledged|answered": 30, "asked|unacknowledged|unanswered": 20,
            "not-asked|acknowledged": 500, "not-asked|unacknowledged": 100,
        },
    )  # fmt: skip

    shares = {share.code: share.shares for share in view_culture(releases, FACTS, "12").shares}

    assert [shares[code][0].percent for code in ("asked", "acknowledged", "answered")] == [40, 85, 82]
    assert shares["went-well"] == ()


def test_a_span_that_is_not_on_the_list_is_refused(releases):
    with pytest.raises(UnknownCode):
        view_culture(releases, FACTS, "13")


def test_before_anything_is_published_there_is_nothing_to_tell(releases):
    culture = view_culture(releases, FACTS, "24")

    assert culture.quarters == culture.sources == ()
    assert all(share.year is None and share.shares == () for share in culture.shares)


def test_culture_moves_no_dashboard_and_prompts_nothing(releases):
    publish(releases, Stage.MONTH_FACTOR, "2026-03")
    for place, quarter in enumerate([f"20{year}-Q{part}" for year in (23, 24, 25) for part in (1, 2, 3, 4)]):
        publish_kinds(releases, quarter, idea=9000 if place > 9 else 0)

    assert find_prompts(releases, FACTS) == ()


def test_a_prompt_that_was_expected_says_after_what_and_is_found_by_its_id(releases):
    for index, value in enumerate([*[20, 23, 18, 21, 19, 22] * 4, 44, 41, 45]):
        publish(
            releases, Stage.MONTH_FACTOR, f"{2023 + index // 12}-{index % 12 + 1:02d}", digital_systems=value
        )
    mark_event(releases, FACTS, (EventKind.OPEN_CALL, "2024-12", True), decide())
    mark_event(releases, FACTS, (EventKind.INSPECTION, "2025-01", False), decide())

    prompt = find_prompt(releases, FACTS, "month-factor:digital-systems")

    assert [event.kind for event in prompt.expected] == [EventKind.OPEN_CALL]
    assert prompt.scope == "factor:digital-systems"
    assert prompt.rises == f"about 45 (likely 39 to 51), usually about {prompt.usual}"
    with pytest.raises(NotFound):
        find_prompt(releases, FACTS, "month-factor:culture-voice")
