"""Opening: what was sealed here and in the browser, and one error for all the rest."""

from base64 import b64decode
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.crypto.errors import BrokenSeal
from service.crypto.keys import KeyPair
from service.crypto.opening import open_envelope
from service.crypto.sealing import seal
from tests.crypto.cases import PAIR, REPORT, context_of, named

SEALED = named("sealed")


def assert_broken(data, pair, context):
    """The one error: exactly this type, no reason, no cause to be printed in a traceback."""
    with pytest.raises(BrokenSeal) as refusal:
        open_envelope(data, pair, context)

    assert type(refusal.value) is BrokenSeal
    assert str(refusal.value) == "broken seal"
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__ or refusal.value.__context__ is None


@pytest.mark.parametrize("case", SEALED, ids=lambda case: f"{case['by']}, {case['repeat']} times")
def test_a_stored_envelope_opens_whichever_language_sealed_it(case):
    pair = KeyPair.from_seed(bytes.fromhex(case["seed"]))

    opened = open_envelope(b64decode(case["envelope"]), pair, context_of(case["context"]))

    assert opened.decode() == case["text"] * case["repeat"]


@pytest.mark.parametrize("base", SEALED[:2], ids=["sealed by python", "sealed by typescript"])
@pytest.mark.parametrize("change", named("tampered"), ids=lambda change: change["name"])
def test_a_tampered_envelope_gives_the_one_error(base, change):
    data = bytearray(b64decode(base["envelope"]))
    if "flip" in change:
        data[change["flip"]] ^= change["mask"]
    data = data[: change.get("cut", len(data))] + bytes(change.get("append", 0))
    pair = KeyPair.from_seed(bytes.fromhex(change.get("seed", base["seed"])))
    context = context_of(base["context"] | change.get("context", {}))

    assert_broken(bytes(data), pair, context)


@pytest.mark.parametrize("case", named("malformed"), ids=lambda case: case["name"])
def test_an_envelope_that_holds_wrong_padding_gives_the_one_error(case):
    pair = KeyPair.from_seed(bytes.fromhex(case["seed"]))

    assert_broken(b64decode(case["envelope"]), pair, context_of(case["context"]))


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 9344), st.integers(1, 255))
def test_no_byte_of_an_envelope_can_change(place, mask):
    sealed = bytearray(seal(b"text", PAIR.public, REPORT))
    sealed[place] ^= mask

    assert_broken(bytes(sealed), PAIR, REPORT)


def test_a_context_that_cannot_even_be_written_gives_the_one_error():
    sealed = seal(b"text", PAIR.public, REPORT)

    assert_broken(sealed, PAIR, replace(REPORT, subject="\ud800"))


def test_an_envelope_with_an_x25519_share_of_low_order_gives_the_one_error():
    sealed = seal(b"text", PAIR.public, REPORT)

    assert_broken(sealed[:1105] + bytes(32) + sealed[1137:], PAIR, REPORT)
