"""Folding and cutting: what no writer can hide, and offsets that lead back to the original."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from service.text.tokens import cut_tokens, fold_text


def words(text: str) -> list[str]:
    return list(cut_tokens(fold_text(text)).lower)


def test_letters_with_marks_capitals_and_wide_digits_become_plain():
    assert words("ÉLODIE Łukasz ｊｏｈｎ ０７７００") == ["elodie", "lukasz", "john", "07700"]


def test_a_mark_that_cannot_be_seen_hides_nothing():
    assert words("Ke\u200bmi Jose\u0301") == ["kemi", "jose"]


def test_a_possessive_is_a_token_of_its_own_and_a_contraction_is_not():
    assert words("Kemi’s nan couldn't, O'Brien's did") == [
        "kemi",
        "'s",
        "nan",
        "couldn't",
        ",",
        "o'brien",
        "'s",
        "did",
    ]


def test_a_windows_line_break_is_a_line_break():
    tokens = cut_tokens(fold_text("one\r\ntwo three"))

    assert tokens.gaps == (0, 2, 1)


def test_offsets_lead_back_to_the_original_with_the_marks_that_follow():
    text = "x Jose\u0301, y"
    folded = fold_text(text)
    tokens = cut_tokens(folded)

    start, end = folded.source(tokens.starts[1], tokens.ends[1])

    assert text[start:end] == "Jose\u0301"


@given(st.text())
def test_every_token_lies_inside_the_text_and_no_two_overlap(text: str):
    folded = fold_text(text)
    tokens = cut_tokens(folded)

    stretches = [folded.source(a, b) for a, b in zip(tokens.starts, tokens.ends, strict=True)]

    assert all(0 <= start < end <= len(text) for start, end in stretches)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(stretches))


@given(st.text())
def test_the_folded_text_is_plain_ascii(text: str):
    assert fold_text(text).plain.isascii()
