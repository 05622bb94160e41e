"""Seals a report on the sender's machine, from an organisation's public directory.

Never sends the narrative: what leaves is an envelope, coded fields and one-way values of the receipt.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from service.crypto.context import Context, Purpose
from service.crypto.keys import KeyPair, fingerprint_words
from service.crypto.narrative import encode_narrative
from service.crypto.receipts import Receipt, derive_receipt_keys, make_receipt, verifier
from service.crypto.sealing import seal
from service.terms import NOT_YET_CLEAR, CodedFields

Chance = Callable[[int], bytes]
BODY_STEP = 16_384
"""Bytes. Every ordinary report takes one step, every long one three, whatever its coded fields."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What makes a report itself through every attempt: its id and its receipt."""

    report: str
    receipt: Receipt = field(repr=False)


def make_ticket(chance: Chance) -> Ticket:
    """A new ticket: 128 random bits and eight words."""
    return Ticket(chance(16).hex(), make_receipt(chance))


@dataclass(frozen=True, slots=True)
class Sealed:
    """A report ready to post, and the receipt that only the reporter keeps."""

    body: dict[str, Any] = field(repr=False)
    receipt: Receipt = field(repr=False)


def encode_body(body: dict[str, Any]) -> bytes:
    """The JSON of a body, filled with spaces: its length must not tell which choices were made."""
    text = json.dumps(body, separators=(",", ":")).encode()
    return text.ljust(-(-len(text) // BODY_STEP) * BODY_STEP)


def destination(coded: CodedFields, directory: dict[str, Any]) -> dict[str, Any]:
    """The circle a report goes to, as the directory lists it: by its first factor, or the general one."""
    routes = directory["routes"]
    circle = routes.get(coded.factors[0], routes[NOT_YET_CLEAR]) if coded.factors else routes[NOT_YET_CLEAR]
    found: dict[str, Any] = next(entry for entry in directory["circles"] if entry["circle"] == circle)
    return found


def lock_words(circle: dict[str, Any]) -> str:
    """The six words of a circle's key, from the key itself, as posters and the form show them."""
    return " ".join(fingerprint_words(b64decode(circle["key"]["public_key"])))


def seal_report(narrative: str, coded: CodedFields, directory: dict[str, Any], ticket: Ticket) -> Sealed:
    """The body of POST /reports. Raises TooLong above 32,764 bytes."""
    organisation = directory["organisation"]
    found = destination(coded, directory)
    circle, key = found["circle"], found["key"]
    report, receipt = ticket.report, ticket.receipt
    context = Context(Purpose.REPORT_DEVICE, organisation, circle, key["key_id"], report)
    keys = derive_receipt_keys(receipt, organisation)
    plaintext = encode_narrative(narrative, keys.thread.hex())
    envelope = seal(plaintext, b64decode(key["public_key"]), context)
    body = {
        "report": report,
        "coded": {
            "kind": coded.kind,
            "unit": coded.unit,
            "role_group": coded.role_group,
            "factors": list(coded.factors),
            "impact": coded.impact,
            "potential": coded.potential,
            "spread": coded.spread,
            "setting": coded.setting,
        },
        "circle": circle,
        "envelope": b64encode(envelope).decode(),
        "dialogue": {
            "lookup": keys.lookup.hex(),
            "verifier": verifier(keys.token).hex(),
            "public_key": b64encode(KeyPair.from_seed(keys.seed).public).decode(),
        },
    }
    return Sealed(body, receipt)
