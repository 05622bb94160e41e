"""Key pairs, their ids, and the words people compare."""

from hashlib import sha256

import pytest

from service.crypto.errors import NotAKey
from service.crypto.keys import PUBLIC_BYTES, KeyPair, fingerprint_words, load_public
from service.crypto.words import WORDS
from tests.crypto.cases import PAIR, named


@pytest.mark.parametrize("case", named("keys"))
def test_a_seed_gives_the_key_the_id_and_the_words_both_languages_agreed_on(case):
    pair = KeyPair.from_seed(bytes.fromhex(case["seed"]))

    assert sha256(pair.public).hexdigest() == case["public_sha256"]
    assert pair.key_id.hex() == case["key_id"]
    assert list(fingerprint_words(pair.public)) == case["fingerprint"]


def test_the_word_list_is_the_one_receipts_were_made_with():
    text = "".join(f"{word}\n" for word in WORDS)

    assert len(set(WORDS)) == 7776
    assert (
        sha256(text.encode()).hexdigest()
        == "6d557f0693958fb5e650b68b5bee585eb82cf4da32965505c789e924743bc522"
    )


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_seed_of_another_length_is_no_key(length):
    with pytest.raises(NotAKey):
        KeyPair.from_seed(bytes(length))


@pytest.mark.parametrize(
    "public",
    [
        b"",
        PAIR.public[:-1],
        PAIR.public + b"\0",
        b"\xff" * PUBLIC_BYTES,
        bytes([0x01, 0x0D | PAIR.public[1] & 0xF0]) + PAIR.public[2:],
    ],
    ids=["nothing", "too short", "too long", "no polynomial", "one coefficient too large"],
)
def test_bytes_that_encode_no_public_key_are_refused(public):
    with pytest.raises(NotAKey):
        load_public(public)


def test_a_key_pair_shows_nothing_of_itself():
    assert repr(PAIR) == "KeyPair()"
