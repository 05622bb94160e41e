"""Sealing: same size, never the same bytes, and bound to one context."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.crypto.errors import NotAKey, TooLong, WrongContext
from service.crypto.keys import key_id
from service.crypto.opening import open_envelope
from service.crypto.padding import BUCKETS, MAX_PLAINTEXT
from service.crypto.sealing import seal
from tests.crypto.cases import OTHER, PAIR, REPORT


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=BUCKETS[0] - 4))
def test_what_is_sealed_comes_back_and_always_has_the_same_size(plaintext):
    sealed = seal(plaintext, PAIR.public, REPORT)

    assert len(sealed) == 9345
    assert open_envelope(sealed, PAIR, REPORT) == plaintext


@settings(max_examples=60, deadline=None)
@given(st.text(), st.text(), st.text())
def test_what_is_sealed_for_any_context_opens_for_it(organisation, circle, subject):
    context = replace(REPORT, organisation=organisation, circle=circle, subject=subject)

    assert open_envelope(seal(b"text", PAIR.public, context), PAIR, context) == b"text"


def test_two_seals_of_one_text_share_only_version_and_key_id():
    one, other = (seal(b"the same", PAIR.public, REPORT) for _ in range(2))

    assert one[:17] == other[:17]
    assert one[17:1137] != other[17:1137]
    assert one[1137:] != other[1137:]


def test_a_long_text_is_sealed_in_the_larger_size():
    sealed = seal(b"x" * MAX_PLAINTEXT, PAIR.public, REPORT)

    assert len(sealed) == 33921
    assert open_envelope(sealed, PAIR, REPORT) == b"x" * MAX_PLAINTEXT


def test_a_text_that_fits_no_bucket_is_refused():
    with pytest.raises(TooLong):
        seal(b"x" * (MAX_PLAINTEXT + 1), PAIR.public, REPORT)


def test_a_context_that_names_another_key_is_refused_before_sealing():
    with pytest.raises(WrongContext):
        seal(b"text", OTHER.public, REPORT)


@pytest.mark.parametrize(
    "public",
    [b"", PAIR.public[:-1], b"\xff" * 1216, PAIR.public[:1184] + bytes(32)],
    ids=["nothing", "too short", "no polynomial", "a point of low order"],
)
def test_a_public_key_that_cannot_be_used_is_refused(public):
    context = replace(REPORT, key_id=key_id(public).hex())

    with pytest.raises(NotAKey):
        seal(b"text", public, context)
