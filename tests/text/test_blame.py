"""Wording that makes a person the cause is noticed, whoever it is about, and answered with a question."""

import re
from pathlib import Path

import pytest
import yaml

from service.text.blame import MODEL, find_blame

LANGUAGE = yaml.safe_load(Path("training/blame_language.yaml").read_text("utf-8"))
TAXONOMY = yaml.safe_load(Path("service/taxonomy.yaml").read_text("utf-8"))
CODES = {category["code"] for category in TAXONOMY["categories"]}


@pytest.mark.parametrize(
    "text",
    [
        "The night staff couldn't be bothered to write it down.",
        "She is useless and everyone knows it.",
        "the manager just hides behind his emails",
        "Whoever packed that bag wants sacking.",
        "He washed his hands of the whole family.",
    ],
)
def test_blame_of_others_is_about_a_person(text):
    spans = find_blame(text)

    assert [span.target for span in spans] == ["person"]


@pytest.mark.parametrize(
    "text",
    [
        "It was my own stupid fault.",
        "I should have checked the chart.",
        "I feel so ashamed, I let her down.",
        "I dropped the ball, that one is on me.",
    ],
)
def test_self_blame_is_told_apart_and_met_with_kindness(text):
    spans = find_blame(text)

    assert spans
    assert {span.target for span in spans} == {"self"}
    assert all(span.question.startswith("You are not on your own") for span in spans)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The hoist was broken and we were two short.",
        "Nobody had been told that the plan had changed.",
        "The form has no box for it and the screen times out.",
        "She was covering two teams and had forty calls waiting.",
        "It was nobody's fault.",
    ],
)
def test_plain_accounts_are_left_alone(text):
    assert find_blame(text) == ()


def test_spans_are_code_points_of_the_original_and_do_not_overlap():
    text = "😀 Été. The manager can’t be bothered, ever! I should\u0301 have checked."

    spans = find_blame(text)

    assert [text[span.start : span.end] for span in spans] == [
        "The manager can’t be bothered",
        "I should\u0301 have checked",
    ]


def test_every_question_blames_nobody_and_looks_towards_known_factors():
    reframes = [rule.reframe for rule in MODEL.lexicon.rules] + [topic.reframe for topic in MODEL.topics]

    for reframe in [*reframes, MODEL.otherwise, MODEL.about_self]:
        assert reframe.question.endswith("?")
        assert set(reframe.look_towards) <= CODES
        assert reframe.look_towards
        assert find_blame(reframe.question) == ()


def test_no_pattern_holds_an_unbounded_quantifier():
    patterns = [rule.pattern.pattern for rule in MODEL.lexicon.rules]

    assert len(patterns) > 50
    assert not [pattern for pattern in patterns if re.search(r"(?<!\\)[*+]|\{\d+,\}", pattern)]


def test_the_examples_of_the_form_families_are_noticed():
    shown = [
        entry["example"]
        for entry in LANGUAGE["entries"]
        if "form" in entry["where"] and entry["family"] not in ("identifying", "leader-framing")
    ]

    noticed = [example for example in shown if find_blame(example)]

    assert len(noticed) >= 0.6 * len(shown)
