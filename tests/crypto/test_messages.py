"""Messages and mailboxes: one size, bound to their thread, and one error for everything that does not fit."""

import json
from base64 import b64decode
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.client.messages import Message, MessageKind, Outcome, decode_message, encode_message
from service.crypto.context import Purpose
from service.crypto.errors import BrokenSeal, NotAnEnvelope, TooLong, WrongContext
from service.crypto.keys import KeyPair
from service.crypto.messages import (
    MAILBOX_BYTES,
    MESSAGE_BYTES,
    message_key_id,
    seal_mailbox,
    seal_message,
)
from service.crypto.narrative import encode_narrative
from service.crypto.opening import open_envelope, open_mailbox, open_message
from tests.crypto.cases import OTHER, PAIR, REPORT, context_of

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/dialogues.json").read_text(encoding="utf-8"))
THREAD = replace(REPORT, purpose=Purpose.MESSAGE_TO_CIRCLE, subject="ab" * 32)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=2044))
def test_every_message_has_one_size_and_comes_back(plaintext):
    sealed = seal_message(plaintext, PAIR.public, THREAD)

    assert len(sealed) == MESSAGE_BYTES
    assert message_key_id(sealed) == PAIR.key_id.hex()
    assert open_message(sealed, PAIR, THREAD) == plaintext


def test_a_message_that_does_not_fit_and_a_context_of_another_purpose_or_key_are_refused():
    with pytest.raises(TooLong):
        seal_message(bytes(2045), PAIR.public, THREAD)
    for context in (REPORT, replace(THREAD, key_id=OTHER.key_id.hex())):
        with pytest.raises(WrongContext):
            seal_message(b"", PAIR.public, context)


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "cd" * 32}, {"subject": ""}, {"circle": "equipment"}, {"organisation": "hillside"},
        {"purpose": Purpose.MESSAGE_TO_REPORTER}, {"purpose": Purpose.MESSAGE_COPY},
        {"key_id": OTHER.key_id.hex()},
    ],
)  # fmt: skip
def test_a_message_opens_in_its_own_thread_and_nowhere_else(change):
    sealed = seal_message(b"text", PAIR.public, THREAD)

    with pytest.raises(BrokenSeal) as caught:
        open_message(sealed, PAIR, replace(THREAD, **change))
    assert type(caught.value) is BrokenSeal


def test_whoever_holds_the_key_and_not_the_thread_reads_nothing():
    sealed = seal_message(b"text", PAIR.public, THREAD)

    for guess in ("", "00" * 32, "ab" * 31 + "ac"):
        with pytest.raises(BrokenSeal):
            open_message(sealed, PAIR, replace(THREAD, subject=guess))


def test_every_changed_byte_gives_the_one_error():
    sealed = seal_message(b"text", PAIR.public, THREAD)
    mailbox = seal_mailbox(b"text", PAIR.public, "riverside", "ab" * 16)

    for at in (0, 1, 16, 17, 1105, 1137, MESSAGE_BYTES - 1):
        changed = bytes(byte ^ (at == place) for place, byte in enumerate(sealed))
        with pytest.raises(BrokenSeal):
            open_message(changed, PAIR, THREAD)
    for at in (0, 1, 1089, 1121, MAILBOX_BYTES - 1):
        changed = bytes(byte ^ (at == place) for place, byte in enumerate(mailbox))
        with pytest.raises(BrokenSeal):
            open_mailbox(changed, PAIR.seed, "riverside", "ab" * 16)


def test_a_message_is_no_envelope_and_an_envelope_no_message():
    sealed = seal_message(b"text", PAIR.public, THREAD)

    with pytest.raises(BrokenSeal):
        open_envelope(sealed, PAIR, THREAD)
    for data in (b"", sealed[:-1], b"\x01" + sealed[1:]):
        with pytest.raises(NotAnEnvelope):
            message_key_id(data)


def test_a_mailbox_has_one_size_and_two_of_them_share_no_bytes_but_the_version():
    empty, full = (seal_mailbox(text, PAIR.public, "riverside", "ab" * 16) for text in (b"", b"x" * 36_860))

    assert len(empty) == len(full) == MAILBOX_BYTES
    assert empty[1:33] != full[1:33] and empty[-32:] != full[-32:]
    with pytest.raises(TooLong):
        seal_mailbox(bytes(36_861), PAIR.public, "riverside", "ab" * 16)


@pytest.mark.parametrize(
    "case", VECTORS["messages"], ids=lambda case: f"{case['by']} {case['context']['purpose']}"
)
def test_a_stored_message_of_either_language_opens(case):
    pair = KeyPair.from_seed(bytes.fromhex(case["seed"]))

    opened = open_message(b64decode(case["message"]), pair, context_of(case["context"]))

    assert opened.decode() == case["text"]


@pytest.mark.parametrize("case", VECTORS["mailboxes"], ids=lambda case: case["text"] or "empty")
def test_a_stored_mailbox_opens(case):
    seed, sealed = bytes.fromhex(case["seed"]), b64decode(case["mailbox"])

    assert open_mailbox(sealed, seed, case["organisation"], case["lookup"]).decode() == case["text"]
    with pytest.raises(BrokenSeal):
        open_mailbox(sealed, seed, "hillside", case["lookup"])


@pytest.mark.parametrize("case", VECTORS["texts"], ids=lambda case: case["encoded"][:24])
def test_what_is_said_is_encoded_as_the_vectors_have_it(case):
    if "narrative" in case:
        assert encode_narrative(case["narrative"], case["thread"]).hex() == case["encoded"]
        return
    outcome = Outcome(case["outcome"]) if case["outcome"] else None
    message = Message(case["place"], case["week"], MessageKind(case["kind"]), case["text"], outcome)

    assert encode_message(message).hex() == case["encoded"]
    assert decode_message(bytes.fromhex(case["encoded"])) == message


@pytest.mark.parametrize(
    "plaintext",
    [b"", b"[]", b"null", b"\xff", b'{"v":2,"n":1,"week":"","kind":"words","outcome":"","text":""}',
     b'{"v":1,"n":"1","week":"","kind":"words","outcome":"","text":""}',
     b'{"v":1,"n":1,"week":"","kind":"order","outcome":"","text":""}',
     b'{"v":1,"n":1,"week":"","kind":"words","outcome":"blame","text":""}',
     b'{"v":1,"n":1,"week":"","kind":"words","outcome":"","text":7}'],
)  # fmt: skip
def test_what_no_page_of_ours_says_is_a_broken_seal(plaintext):
    with pytest.raises(BrokenSeal):
        decode_message(plaintext)
