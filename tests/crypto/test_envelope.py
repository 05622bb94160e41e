"""The envelope: parsed without a key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.crypto.envelope import ENVELOPE_SIZES, VERSION, parse_envelope
from service.crypto.errors import BrokenSeal, NotAnEnvelope, UnknownVersion
from service.crypto.sealing import seal
from tests.crypto.cases import PAIR, REPORT


def test_an_envelope_comes_apart_and_together_again():
    data = seal(b"text", PAIR.public, REPORT)

    envelope = parse_envelope(data)

    assert envelope.key_id == PAIR.key_id
    assert (len(envelope.enc), len(envelope.ciphertext)) == (1120, 8192 + 16)
    assert envelope.to_bytes() == data


def test_only_two_sizes_exist():
    assert ENVELOPE_SIZES == (9345, 33921)


@pytest.mark.parametrize("length", [1, 17, 9344, 9346, 33920, 33922])
def test_any_other_length_is_no_envelope(length):
    with pytest.raises(NotAnEnvelope):
        parse_envelope(bytes([VERSION]) * length)


def test_nothing_is_no_envelope():
    with pytest.raises(NotAnEnvelope):
        parse_envelope(b"")


@pytest.mark.parametrize("version", [0x00, 0x02, 0x11, 0x21, 0xFF])
def test_another_version_is_named_as_such(version):
    with pytest.raises(UnknownVersion):
        parse_envelope(bytes([version]) + bytes(9344))


@given(st.binary(max_size=300))
def test_noise_is_refused_and_never_repeated(noise):
    with pytest.raises(BrokenSeal) as refusal:
        parse_envelope(noise)

    assert str(refusal.value) == "broken seal"
    assert refusal.value.args == ("broken seal",)


def test_an_envelope_shows_nothing_of_itself():
    assert repr(parse_envelope(seal(b"text", PAIR.public, REPORT))) == "Envelope()"
