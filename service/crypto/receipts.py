"""Receipts: eight words that are a reporter's only tie to a report.

Made on the device and never sent; four secrets follow from them, each under its own label.
Never stores, logs or shows a word: repr is redacted, and errors name a position only.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from service.crypto.errors import NotAReceipt, UnknownWord
from service.crypto.framing import derive, labelled_hash
from service.crypto.words import KNOWN, WORDS

RECEIPT_WORDS = 8
"""8 words of 7,776: 103 bits, beyond any search, so the words need no stretching."""
INDEX_BITS = 13
"""The least power of two above 7,776 words."""

# Spelt out, because Python and JavaScript disagree on what \s means. NFKC has already turned
# the wide, thin and no-break spaces into plain ones, and an ellipsis into dots.
SEPARATORS = re.compile("[ \t\n\v\f\r\u0085\u1680\u180e\u200b\u2028\u2029\ufeff,.;]+")
DASHES = re.compile("[\u2010-\u2015\u2212]")


@dataclass(frozen=True, slots=True)
class Receipt:
    """Eight known words, in order. Shown only through `text`, by whoever means to."""

    words: tuple[str, ...] = field(repr=False)

    @property
    def text(self) -> str:
        """The words with single spaces: what is shown, and what the keys are derived from."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class ReceiptKeys:
    """What follows from a receipt in one organisation.

    `lookup` (16 bytes) finds the dialogue, `token` (32) proves the right to it, `seed` (32) opens replies.
    `thread` (32) is told to the circle inside the sealed report and to nobody else: every message is bound
    to it, so that the service can neither read one by handing out a key of its own nor invent one.
    """

    lookup: bytes = field(repr=False)
    token: bytes = field(repr=False)
    seed: bytes = field(repr=False)
    thread: bytes = field(repr=False)


def make_receipt(chance: Callable[[int], bytes]) -> Receipt:
    """A new receipt; `chance(n)` gives n unpredictable bytes.

    Draws two bytes, keeps 13 bits and draws again above 7,775, so that every word is equally likely.
    """
    words: list[str] = []
    while len(words) < RECEIPT_WORDS:
        place = int.from_bytes(chance(2), "big") % (1 << INDEX_BITS)
        if place < len(WORDS):
            words.append(WORDS[place])
    return Receipt(tuple(words))


def normalise(text: str) -> Receipt:
    """The receipt somebody typed: any case, spaces, commas or dots between words, any dash inside one.

    Raises NotAReceipt unless there are eight words, UnknownWord with the first wrong position.
    """
    folded = DASHES.sub("-", unicodedata.normalize("NFKC", text)).lower()
    words = tuple(word for word in SEPARATORS.split(folded) if word)
    if len(words) != RECEIPT_WORDS:
        raise NotAReceipt
    for position, word in enumerate(words, start=1):
        if word not in KNOWN:
            raise UnknownWord(position)
    return Receipt(words)


def derive_receipt_keys(receipt: Receipt, organisation: str) -> ReceiptKeys:
    """The four secrets of a receipt in one organisation: the same words elsewhere give unrelated keys."""
    secret = receipt.text.encode("ascii")
    return ReceiptKeys(
        lookup=derive(secret, 16, "receipt lookup", organisation),
        token=derive(secret, 32, "receipt token", organisation),
        seed=derive(secret, 32, "receipt seed", organisation),
        thread=derive(secret, 32, "receipt thread", organisation),
    )


def verifier(token: bytes) -> bytes:
    """What the server keeps of a token: its labelled SHA-256, 32 bytes, from which no token follows."""
    return labelled_hash("receipt verifier", token)
