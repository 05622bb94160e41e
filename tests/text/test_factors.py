"""Factors are suggested from what the words say about conditions, with the words that spoke for them."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from service.text.factors import MODEL, VERSION, suggest_factors
from service.text.factors_model import MalformedModel, load_model
from service.text.factors_pack import ZERO, pack_terms, pack_weights, unpack_terms, unpack_weights
from service.text.factors_score import EARLY, FIRST, THRICE, TWICE, find_hits
from service.text.stems import cut_words

DATA = Path("service/text/data/factors.json")
TAXONOMY = yaml.safe_load(Path("service/taxonomy.yaml").read_text("utf-8"))
REPORT = (
    "The hoist on the first floor was broken again. We reported it in March and nobody came back to us. "
    "Two of us lifted her by hand."
)


def test_a_report_about_a_broken_hoist_leads_to_equipment_and_shows_the_words():
    suggestions = suggest_factors(REPORT)

    found = {suggestion.code: suggestion for suggestion in suggestions}
    assert "equipment-environment" in found
    assert any("hoist" in words or "broken" in words for words in found["equipment-environment"].evidence)


def test_evidence_is_quoted_from_the_text_as_it_was_written():
    text = REPORT.upper()

    suggestions = suggest_factors(text)

    assert suggestions
    assert all(words in text for suggestion in suggestions for words in suggestion.evidence)


def test_at_most_three_factors_are_suggested_best_first_and_none_twice():
    suggestions = suggest_factors(REPORT * 3)

    scores = [suggestion.score for suggestion in suggestions]
    assert len(suggestions) <= 3
    assert scores == sorted(scores, reverse=True)
    assert len({suggestion.code for suggestion in suggestions}) == len(suggestions)


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u0301", "1234 5678", "zxqj vvkw qqq"])
def test_a_text_that_says_nothing_gets_no_suggestion(text):
    assert suggest_factors(text) == ()


def test_the_model_knows_the_codes_of_the_taxonomy_and_nothing_else():
    assert list(MODEL.codes) == [category["code"] for category in TAXONOMY["categories"]]


def test_the_taxonomys_own_phrasings_lead_to_their_factor():
    said = [(c["code"], text) for c in TAXONOMY["categories"] for text in c["phrasings"]]

    first = [code for code, text in said if (found := suggest_factors(text)) and found[0].code == code]

    assert len(first) >= 0.9 * len(said)


def test_the_version_names_the_contents():
    raw = json.loads(DATA.read_text("utf-8"))

    raw["bias"][0] += 1

    assert raw["version"] == VERSION
    with pytest.raises(MalformedModel):
        load_model(json.dumps(raw))


@pytest.mark.parametrize("content", ["", "[]", "{}", "null", '{"version": "factors-0"}'])
def test_a_file_that_is_no_model_is_refused(content):
    with pytest.raises(MalformedModel):
        load_model(content)


def test_packed_terms_come_back_in_the_same_order():
    terms = ["#", "# b", "a", "a b", "a c", "ab", "b d", "c", "c a"]

    assert list(unpack_terms(pack_terms(terms))) == terms


@given(st.lists(st.lists(st.integers(-ZERO, ZERO), min_size=3, max_size=3), max_size=40))
def test_packed_weights_come_back_as_they_were(rows):
    packed = pack_weights(rows)

    if rows:
        assert [list(row) for row in unpack_weights(packed, len(rows), 3)] == rows


def test_weights_that_do_not_fit_the_terms_are_refused():
    packed = pack_weights([[1, 0], [0, -4]])

    for broken in ({"values": packed["values"] + "#"}, {"values": ""}, {"steps": "0"}, {"places": ""}):
        with pytest.raises((ValueError, IndexError, KeyError)):
            unpack_weights(packed | broken, 2, 2)


def test_no_term_of_the_shipped_model_is_a_name_that_only_stands_in_marked_identifiers():
    from training.factors import words_of
    from training.factors_data import read_examples

    seen = {word.stem for example in read_examples() for word in words_of(example)}

    alone = {term for term in MODEL.terms[MODEL.concepts :] if " " not in term}
    assert alone <= seen


def test_what_is_said_first_counts_more_than_what_is_said_late():
    filler = "zq " * EARLY
    little = "zq " * FIRST

    def times(text):
        return {hit.times for hit in find_hits(cut_words(text), MODEL) if MODEL.terms[hit.row] == "hoist"}

    assert times("hoist " + filler) == {THRICE}
    assert times(little + "hoist") == {TWICE}
    assert times(filler + "hoist") == {1}
    assert times("hoist " + filler + "hoist") == {THRICE + 1}
