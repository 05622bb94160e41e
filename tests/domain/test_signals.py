"""A prompt says what rose, since when, and what to ask; it is made of published figures and nothing else."""

import pytest

from service.domain.signals import CHANCE_PER_YEAR, find_prompts, watch
from service.privacy.policy import plan_rule
from service.taxonomy import taxonomy
from service.terms import Plan, Stage
from tests.domain.test_dashboards import FACTS, publish

STEADY = [20, 23, 18, 21, 19, 22, 20, 24, 17, 21, 20, 22] * 2


def publish_months(releases, values: list[int], **others: int) -> None:
    for index, value in enumerate(values):
        month = f"{2023 + index // 12}-{index % 12 + 1:02d}"
        publish(releases, Stage.MONTH_FACTOR, month, digital_systems=value, **others)


def test_a_rise_of_one_factor_is_one_prompt_about_the_work(releases):
    publish_months(releases, [*STEADY, 44, 41, 45])

    [prompt] = find_prompts(releases, FACTS)

    assert (prompt.stage, prompt.code, prompt.since) == (Stage.MONTH_FACTOR, "digital-systems", "2025-01")
    assert prompt.words == "about 45 (likely 39 to 51)"
    assert prompt.questions == taxonomy().factor("digital-systems").prompts
    assert "about once in 2 years" in prompt.chance


def test_a_steady_organisation_has_no_prompt(releases):
    publish_months(releases, [*STEADY, 22, 19, 20])

    assert find_prompts(releases, FACTS) == ()


def test_prompts_stand_in_the_order_of_the_taxonomy_not_of_their_size(releases):
    for index, value in enumerate([*STEADY, 44, 41, 45]):
        month = f"{2023 + index // 12}-{index % 12 + 1:02d}"
        publish(releases, Stage.MONTH_FACTOR, month, learning_feedback=3 * value, workload_demand=value)

    assert [prompt.code for prompt in find_prompts(releases, FACTS)] == [
        "workload-demand",
        "learning-feedback",
    ]


def test_before_anything_is_published_there_is_no_prompt(releases):
    assert find_prompts(releases, FACTS) == ()


@pytest.mark.parametrize("plan", Plan)
def test_the_prompts_chance_may_give_an_organisation_add_up_to_one_a_year(plan):
    assert sum(CHANCE_PER_YEAR.get(rule.stage, 0) for rule in plan_rule(plan).stages) == 1


def test_a_table_of_more_cells_asks_more_of_each():
    assert watch(Stage.MONTH_FACTOR, 16).run_length == 384
    assert watch(Stage.QUARTER_FACTOR, 16).run_length == 128
    assert watch(Stage.MONTH_UNIT, 60).run_length > watch(Stage.MONTH_UNIT, 9).run_length
