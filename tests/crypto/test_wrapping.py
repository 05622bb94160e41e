"""A circle's seed, wrapped to a member and taken out again."""

from base64 import b64decode
from dataclasses import replace

import pytest

from service.crypto.context import Purpose
from service.crypto.errors import BrokenSeal, NotAKey, WrongContext
from service.crypto.keys import KeyPair
from service.crypto.sealing import encrypt
from service.crypto.unwrapping import unwrap
from service.crypto.wrapping import wrap
from tests.crypto.cases import CIRCLE, OTHER, PAIR, context_of, named


@pytest.mark.parametrize("case", named("wrapped"), ids=lambda case: case["by"])
def test_a_stored_wrap_gives_the_seed_whichever_language_made_it(case):
    member = KeyPair.from_seed(bytes.fromhex(case["member_seed"]))

    seed = unwrap(b64decode(case["wrapped"]), member, context_of(case["context"]))

    assert seed.hex() == case["circle_seed"]


def test_every_wrap_has_the_same_size():
    assert len(wrap(PAIR.seed, OTHER.public, CIRCLE)) == 1185


@pytest.mark.parametrize(
    "context",
    [replace(CIRCLE, key_id="ab" * 16), replace(CIRCLE, purpose=Purpose.REPORT_DEVICE)],
    ids=["another key", "another purpose"],
)
def test_a_seed_is_wrapped_only_under_the_name_of_its_own_key(context):
    with pytest.raises(WrongContext):
        wrap(PAIR.seed, OTHER.public, context)


def test_a_seed_is_not_wrapped_to_bytes_that_are_no_key():
    with pytest.raises(NotAKey):
        wrap(PAIR.seed, b"", CIRCLE)


@pytest.mark.parametrize("place", [0, 1, 16, 17, 1104, 1105, 1136, 1137, 1168, 1169, 1184])
def test_no_byte_of_a_wrap_can_change(place):
    wrapped = bytearray(wrap(PAIR.seed, OTHER.public, CIRCLE))
    wrapped[place] ^= 1

    with pytest.raises(BrokenSeal):
        unwrap(bytes(wrapped), OTHER, CIRCLE)


@pytest.mark.parametrize("field", ["organisation", "circle", "key_id", "subject"])
def test_a_wrap_opens_for_no_other_context(field):
    wrapped = wrap(PAIR.seed, OTHER.public, CIRCLE)

    with pytest.raises(BrokenSeal):
        unwrap(wrapped, OTHER, replace(CIRCLE, **{field: "other"}))


def test_a_wrap_opens_for_no_other_purpose_member_or_length():
    wrapped = wrap(PAIR.seed, OTHER.public, CIRCLE)

    for data, member, context in (
        (wrapped, OTHER, replace(CIRCLE, purpose=Purpose.REPORT_DEVICE)),
        (wrapped, PAIR, CIRCLE),
        (wrapped[:-1], OTHER, CIRCLE),
        (b"", OTHER, CIRCLE),
    ):
        with pytest.raises(BrokenSeal):
            unwrap(data, member, context)


def test_a_wrap_that_holds_another_seed_than_its_context_names_is_broken():
    swapped = b"\x11" + OTHER.key_id + encrypt(bytes(32), OTHER.public, CIRCLE)

    with pytest.raises(BrokenSeal):
        unwrap(swapped, OTHER, CIRCLE)
