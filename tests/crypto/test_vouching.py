"""A vouch: a MAC under a circle's secret over somebody's public key."""

from dataclasses import replace

import pytest

from service.crypto.context import Purpose
from service.crypto.errors import NotAKey, WrongContext
from service.crypto.keys import KeyPair
from service.crypto.vouching import VOUCH_BYTES, vouch
from tests.crypto.cases import CIRCLE, OTHER, PAIR, context_of, named

MEMBER = replace(CIRCLE, purpose=Purpose.VOUCH_MEMBER)


@pytest.mark.parametrize("case", named("vouches"), ids=lambda case: case["context"]["purpose"])
def test_both_languages_make_the_same_vouch(case):
    public = KeyPair.from_seed(bytes.fromhex(case["vouched_seed"])).public

    made = vouch(bytes.fromhex(case["circle_seed"]), public, context_of(case["context"]))

    assert made.hex() == case["vouch"]


@pytest.mark.parametrize(
    "changed", [{field: "other"} for field in ("organisation", "circle", "subject")], ids=str
)
def test_a_vouch_is_for_one_place_and_one_person(changed):
    assert vouch(PAIR.seed, OTHER.public, replace(MEMBER, **changed)) != vouch(
        PAIR.seed, OTHER.public, MEMBER
    )


def test_a_vouch_is_for_one_key_and_one_purpose_and_follows_from_one_secret():
    elsewhere = replace(MEMBER, key_id=OTHER.key_id.hex())
    made = {
        vouch(PAIR.seed, OTHER.public, MEMBER),
        vouch(PAIR.seed, PAIR.public, MEMBER),
        vouch(PAIR.seed, OTHER.public, replace(MEMBER, purpose=Purpose.VOUCH_KEY)),
        vouch(OTHER.seed, OTHER.public, elsewhere),
    }

    assert len(made) == 4
    assert {len(one) for one in made} == {VOUCH_BYTES}


def test_nothing_is_vouched_for_under_another_name_or_purpose():
    for context in (CIRCLE, replace(MEMBER, key_id=OTHER.key_id.hex())):
        with pytest.raises(WrongContext):
            vouch(PAIR.seed, OTHER.public, context)


def test_what_is_no_key_is_not_vouched_for():
    for seed, public in ((PAIR.seed, b""), (PAIR.seed, b"\xff" * 1216), (b"short", OTHER.public)):
        with pytest.raises(NotAKey):
            vouch(seed, public, MEMBER)
