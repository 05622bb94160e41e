"""Corrections move suggestions, count only what somebody answered, and carry only the model's own terms."""

import json

import pytest

from service.text.factors import MODEL, suggest_factors
from service.text.factors_corrections import MalformedCorrections, apply_corrections, parse_corrections
from service.text.factors_model import load_model

TEXT = "The hoist was broken."


def corrections(codes: dict[str, object], terms: dict[str, object], **changes: object) -> str:
    body = {
        "format": "candour-corrections-1",
        "model": MODEL.version,
        "reports": 200,
        "codes": codes,
        "terms": terms,
    }
    return json.dumps(body | changes)


def corrected(content: str):
    return load_model(apply_corrections(MODEL, parse_corrections(content, MODEL)))


REJECTED = {"shown": 40, "rejected": 40}
WANTED = {"added": 38}
CODES = {
    "equipment-environment": {"shown": 100, "confirmed": 40, "rejected": 40, "added": 5},
    "learning-feedback": {"shown": 80, "confirmed": 40, "rejected": 40, "added": 40},
}
MOVING = {
    term: {"reports": 40, "codes": {"equipment-environment": REJECTED, "learning-feedback": WANTED}}
    for term in ("hoist", "broken", "=kit-and-place", "=cues-equipment-environment")
    if term in MODEL.terms
}


def test_corrections_move_what_is_suggested():
    before = suggest_factors(TEXT)

    after = suggest_factors(TEXT, corrected(corrections(CODES, MOVING)))

    assert before[0].code == "equipment-environment"
    assert after[0].code == "learning-feedback"


def test_a_suggestion_nobody_answered_is_not_a_no():
    shown_only = {term: {"reports": 40, "codes": {"equipment-environment": {"shown": 40}}} for term in MOVING}

    model = corrected(corrections({"equipment-environment": {"shown": 100}}, shown_only))

    assert (model.weights, model.bias) == (MODEL.weights, MODEL.bias)


def test_what_was_marked_as_not_fitting_is_suggested_less_for_those_words_and_for_no_others():
    answered = {"equipment-environment": {"shown": 40, "rejected": 40}}
    codes = {"equipment-environment": {"shown": 100, "confirmed": 40, "rejected": 40}}

    after = corrected(corrections(codes, {term: {"reports": 40, "codes": answered} for term in MOVING}))

    column = MODEL.codes.index("equipment-environment")
    for row, term in enumerate(MODEL.terms):
        before, now = MODEL.weights[row][column], after.weights[row][column]
        assert now < before if term in MOVING else now == before, term
    assert suggest_factors(TEXT)[0].code == "equipment-environment"
    assert "equipment-environment" not in {one.code for one in suggest_factors(TEXT, after)}


def test_terms_of_fewer_than_five_reports_are_dropped():
    rare = {term: {"reports": 4, "codes": {"learning-feedback": {"added": 4}}} for term in MOVING}

    model = corrected(corrections({}, rare))

    assert model.weights == MODEL.weights


def test_the_new_model_names_its_parent_and_can_be_corrected_again():
    first = corrected(corrections(CODES, MOVING))

    again = json.loads(corrections(CODES, MOVING)) | {"model": first.version}
    second = load_model(apply_corrections(first, parse_corrections(json.dumps(again), first)))

    assert first.parent == MODEL.version
    assert second.parent == first.version
    assert len({MODEL.version, first.version, second.version}) == 3


def test_the_same_corrections_give_the_same_bytes():
    content = corrections(CODES, MOVING)

    files = [apply_corrections(MODEL, parse_corrections(content, MODEL)) for _ in range(2)]

    assert files[0] == files[1]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("not json", "not JSON"),
        ("[]", "not an export"),
        (corrections({}, {}, extra=1), "not an export"),
        (corrections({}, {}, model="factors-other"), "another model"),
        (corrections({}, {"mrs okafor": {"reports": 9, "codes": {}}}), "model's own"),
        (corrections({}, {"hoist": {"reports": 9, "codes": {}, "text": "x"}}), "nothing else"),
        (corrections({}, {"hoist": {"reports": 201, "codes": {}}}), "add up"),
        (corrections({"human-error": {"added": 1}}, {}), "not one this model knows"),
        (corrections({"culture-voice": {"shown": 1, "confirmed": 2}}, {}), "add up"),
        (corrections({"culture-voice": {"shown": -1}}, {}), "whole number"),
        (corrections({"culture-voice": {"shown": True}}, {}), "whole number"),
        (corrections({}, {}, reports="many"), "whole number"),
    ],
)
def test_anything_else_is_refused_with_words_that_help_and_repeat_nothing(content, words):
    with pytest.raises(MalformedCorrections, match=words) as refusal:
        parse_corrections(content, MODEL)

    assert "okafor" not in str(refusal.value)
