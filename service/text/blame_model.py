"""The blame model as a value, and its file: kinds of words, rules, terms by their hash and whole numbers.

Never the text of a report, never a count of anybody's wording.
"""

import json
import re
from dataclasses import dataclass
from zlib import crc32

from service.text.factors_pack import DIGITS, ZERO
from service.text.packed import BitReader, rice_for

TERM_BITS, IDIOM_BITS = 22, 28
"""How much of a hash is kept: few runs of words that are no term are taken for one, and hardly any for a
turn of phrase, which weighs more."""


def term_key(run: int) -> int:
    """The key of a term, of the CRC-32 of its words."""
    return run >> (32 - TERM_BITS)


def idiom_key(run: int) -> int:
    """The key of a turn of phrase, of the CRC-32 of its words."""
    return run >> (32 - IDIOM_BITS)


IDIOM = term_key(crc32(b"=idiom"))
"""The term of every turn of phrase."""


@dataclass(frozen=True, slots=True)
class Reframe:
    """A question that looks away from the person, and the factors it looks towards."""

    question: str
    look_towards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of blame_language.yaml: its name, whether it is self-blame, and its question."""

    name: str
    pattern: re.Pattern[str]
    about_self: bool
    reframe: Reframe

    @property
    def term(self) -> int:
        """Its term in the model."""
        return term_key(crc32(f"={self.name}".encode()))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What was written by hand: kinds of words ("@role"), patterns, keys of turns of phrase."""

    kinds: dict[str, str]
    rules: tuple[Rule, ...]
    idioms: frozenset[int]


@dataclass(frozen=True, slots=True)
class Topic:
    """Stems that choose a question when no rule does."""

    stems: frozenset[str]
    reframe: Reframe


@dataclass(frozen=True, slots=True)
class BlameModel:
    """Terms lead to a whole-number weight; a clause whose weights and bias reach `threshold` blames."""

    version: str
    lexicon: Lexicon
    terms: dict[int, int]
    bias: int
    threshold: int
    topics: tuple[Topic, ...]
    otherwise: Reframe
    about_self: Reframe
    thinking: frozenset[str]


def read_keys(packed: str, count: int, bits: int) -> list[int]:
    """`count` keys of so many bits, rising."""
    return BitReader(packed).keys(count, rice_for(1 << bits, count))


def _reframe(raw: list[str]) -> Reframe:
    return Reframe(raw[0], tuple(raw[1].split()))


def load_blame(content: str) -> BlameModel:
    """Read the model file that `python -m training.blame` writes."""
    raw = json.loads(content)
    weights = (DIGITS.index(char) - ZERO for char in raw["weights"])
    lexicon = Lexicon(
        kinds={word: "@" + kind for kind, listed in raw["kinds"].items() for word in listed.split()},
        rules=tuple(
            Rule(name, re.compile(pattern, re.ASCII), bool(about_self), _reframe(reframe))
            for name, pattern, about_self, *reframe in raw["rules"]
        ),
        idioms=frozenset(read_keys(raw["idioms"], raw["idiom_count"], IDIOM_BITS)),
    )
    return BlameModel(
        version=raw["version"],
        lexicon=lexicon,
        terms=dict(zip(read_keys(raw["terms"], len(raw["weights"]), TERM_BITS), weights, strict=True)),
        bias=raw["bias"],
        threshold=raw["threshold"],
        topics=tuple(Topic(frozenset(stems.split()), _reframe(reframe)) for stems, *reframe in raw["topics"]),
        otherwise=_reframe(raw["otherwise"]),
        about_self=_reframe(raw["self"]),
        thinking=frozenset(raw["thinking"].split()),
    )
