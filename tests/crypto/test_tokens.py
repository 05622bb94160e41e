"""Tokens are kept hashed and compared in constant time."""

import pytest

from service.crypto.receipts import verifier
from service.crypto.tokens import hash_token, same
from tests.crypto.cases import named


@pytest.mark.parametrize("case", named("keys"))
def test_a_hash_is_the_labelled_one(case):
    assert hash_token(bytes.fromhex(case["seed"])).hex() == case["token_hash"]


def test_two_hashes_are_the_same_only_if_every_byte_is():
    kept = hash_token(b"t" * 32)

    assert same(kept, hash_token(b"t" * 32))
    assert not same(kept, kept[:-1] + bytes([kept[-1] ^ 1]))
    assert not same(kept, kept[:-1])


def test_a_session_hash_is_no_receipt_verifier():
    assert hash_token(b"t" * 32) != verifier(b"t" * 32)
