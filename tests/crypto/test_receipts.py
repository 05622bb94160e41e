"""Receipts: made fairly, read kindly, and told to nobody."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.crypto.errors import NotAReceipt, UnknownWord
from service.crypto.receipts import derive_receipt_keys, make_receipt, normalise, verifier
from service.crypto.words import WORDS
from tests.crypto.cases import named

receipts = st.lists(st.sampled_from(WORDS), min_size=8, max_size=8)


def chance_from(stream):
    parts = iter([stream[at : at + 2] for at in range(0, len(stream), 2)])
    return lambda count: next(parts)


@pytest.mark.parametrize("case", named("receipts"), ids=lambda case: case["text"])
def test_chance_gives_the_words_and_the_keys_both_languages_agreed_on(case):
    receipt = make_receipt(chance_from(bytes.fromhex(case["stream"])))
    derived = derive_receipt_keys(receipt, case["organisation"])

    assert receipt.text == case["text"]
    assert derived.lookup.hex() == case["lookup"]
    assert derived.token.hex() == case["token"]
    assert derived.seed.hex() == case["seed"]
    assert derived.thread.hex() == case["thread"]
    assert verifier(derived.token).hex() == case["verifier"]


@pytest.mark.parametrize("case", named("typed_receipts"), ids=range(len(named("typed_receipts"))))
def test_what_people_type_is_read_the_same_way_in_both_languages(case):
    if "text" in case:
        assert normalise(case["typed"]).text == case["text"]
    elif "unknown_position" in case:
        with pytest.raises(UnknownWord) as refusal:
            normalise(case["typed"])
        assert refusal.value.position == case["unknown_position"]
    else:
        with pytest.raises(NotAReceipt):
            normalise(case["typed"])


@given(receipts, st.sampled_from([" ", "\n", ", ", ". ", "\u00a0", "  \t"]), st.booleans())
def test_case_and_separators_do_not_matter(words, between, upper):
    typed = between.join(words)

    assert normalise(typed.upper() if upper else typed).words == tuple(words)


def test_every_word_is_equally_likely_over_all_draws():
    drawn = Counter()
    for value in range(1 << 16):
        place = value % (1 << 13)
        drawn.update([place] if place < len(WORDS) else [])
    made = Counter()
    stream = b"".join(value.to_bytes(2, "big") for value in range(1 << 16))
    chance = chance_from(stream)
    for _ in range(sum(drawn.values()) // 8):
        made.update(make_receipt(chance).words)

    assert set(made.values()) == {8}
    assert set(made) == set(WORDS)


def test_a_mistyped_word_is_named_by_its_place_and_never_repeated():
    typed = ["abacus"] * 4 + ["secretly-mistyped"] + ["abacus"] * 3

    with pytest.raises(UnknownWord) as refusal:
        normalise(" ".join(typed))

    assert refusal.value.position == 5
    assert "secretly" not in f"{refusal.value}{refusal.value!r}{refusal.value.args}"


def test_a_receipt_and_its_keys_are_never_shown():
    receipt = normalise("abacus " * 8)

    assert f"{receipt!r} {receipt}" == "Receipt() Receipt()"
    assert repr(derive_receipt_keys(receipt, "riverside")) == "ReceiptKeys()"


def test_the_same_words_in_two_organisations_give_unrelated_keys():
    receipt = normalise("abacus " * 8)
    here, there = (derive_receipt_keys(receipt, name) for name in ("riverside", "hillside"))

    assert (
        len({here.lookup, there.lookup, here.token[:16], here.seed[:16], there.token[:16], there.seed[:16]})
        == 6
    )
