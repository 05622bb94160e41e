"""Padding: length says nothing."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.crypto.errors import BrokenSeal, TooLong
from service.crypto.padding import BUCKETS, MAX_PLAINTEXT, pad, unpad
from tests.crypto.cases import named


@pytest.mark.parametrize("case", named("padding"))
def test_padding_has_the_bytes_both_languages_agreed_on(case):
    padded = pad((case["text"] * case["repeat"]).encode())

    assert (len(padded), sha256(padded).hexdigest()) == (case["bucket"], case["sha256"])


@given(st.binary(max_size=BUCKETS[0] - 4))
def test_every_ordinary_text_fills_the_same_bucket_and_comes_back(plaintext):
    padded = pad(plaintext)

    assert len(padded) == BUCKETS[0]
    assert unpad(padded) == plaintext


@pytest.mark.parametrize("length", [BUCKETS[0] - 3, MAX_PLAINTEXT])
def test_a_long_text_fills_the_larger_bucket(length):
    padded = pad(b"x" * length)

    assert len(padded) == BUCKETS[1]
    assert unpad(padded) == b"x" * length


def test_a_text_beyond_the_larger_bucket_is_refused_without_its_length():
    with pytest.raises(TooLong) as refusal:
        pad(b"x" * (MAX_PLAINTEXT + 1))

    assert not any(character.isdigit() for character in str(refusal.value))


@given(st.binary(max_size=200), st.integers(min_value=204, max_value=BUCKETS[0] - 1), st.integers(1, 255))
def test_filler_that_is_not_zero_is_a_broken_seal(plaintext, place, value):
    padded = bytearray(pad(plaintext))
    padded[place] = value

    with pytest.raises(BrokenSeal):
        unpad(bytes(padded))


@pytest.mark.parametrize(
    "padded",
    [
        b"",
        b"\0\0\0",
        pad(b"x")[:-1],
        pad(b"x") + b"\0",
        pad(b"x").ljust(BUCKETS[1], b"\0"),
        (BUCKETS[0] - 3).to_bytes(4, "big") + bytes(BUCKETS[0] - 4),
        b"\xff\xff\xff\xff" + bytes(BUCKETS[0] - 4),
    ],
    ids=[
        "nothing",
        "no length",
        "a byte short",
        "a byte long",
        "wrong bucket",
        "length too big",
        "huge length",
    ],
)
def test_bytes_that_pad_never_makes_are_a_broken_seal(padded):
    with pytest.raises(BrokenSeal):
        unpad(padded)
