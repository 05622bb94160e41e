"""The blame model as a value, and its file: kinds of words, rules, named terms and whole numbers.

Never the text of a report, never a count of anybody's wording.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from service.text.factors_model import DIGITS, ZERO


@dataclass(frozen=True, slots=True)
class Reframe:
    """A question that looks away from the person, and the factors it looks towards."""

    question: str
    look_towards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of blame_language.yaml: its term in the model, whether it is self-blame, and its question."""

    term: str
    pattern: re.Pattern[str]
    about_self: bool
    reframe: Reframe


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What was written by hand: kinds of words ("@role"), patterns, turns of phrase as stems and kinds.

    `reach`: for the first part of a turn of phrase, how many parts the longest that begins so has.
    """

    kinds: dict[str, str]
    rules: tuple[Rule, ...]
    idioms: frozenset[str]
    reach: dict[str, int]


@dataclass(frozen=True, slots=True)
class Topic:
    """Stems that choose a question when no rule does."""

    stems: frozenset[str]
    reframe: Reframe


@dataclass(frozen=True, slots=True)
class BlameModel:
    """Terms lead to a whole-number weight; a clause whose weights and bias reach `threshold` blames.

    `reach`: for the first part of a term, how many parts the longest term that begins so has.
    """

    version: str
    lexicon: Lexicon
    terms: dict[str, int]
    reach: dict[str, int]
    bias: int
    threshold: int
    topics: tuple[Topic, ...]
    otherwise: Reframe
    about_self: Reframe
    thinking: frozenset[str]


def reach_of(phrases: Iterable[str]) -> dict[str, int]:
    """For each first part of these phrases, how many parts the longest that begins with it has."""
    found: dict[str, int] = {}
    for phrase in phrases:
        first = phrase.partition(" ")[0]
        found[first] = max(found.get(first, 0), phrase.count(" ") + 1)
    return found


def _reframe(raw: list[str]) -> Reframe:
    return Reframe(raw[0], tuple(raw[1].split()))


def load_blame(content: str) -> BlameModel:
    """Read the model file that `python -m training.blame` writes."""
    raw = json.loads(content)
    names = raw["terms"].split("\n")
    weights = (DIGITS.index(char) - ZERO for char in raw["weights"])
    lexicon = Lexicon(
        kinds={word: "@" + kind for kind, listed in raw["kinds"].items() for word in listed.split()},
        rules=tuple(
            Rule("=" + name, re.compile(pattern, re.ASCII), bool(about_self), _reframe(reframe))
            for name, pattern, about_self, *reframe in raw["rules"]
        ),
        idioms=frozenset(raw["idioms"].split("\n")),
        reach=reach_of(raw["idioms"].split("\n")),
    )
    return BlameModel(
        version=raw["version"],
        lexicon=lexicon,
        terms=dict(zip(names, weights, strict=True)),
        reach=reach_of(names),
        bias=raw["bias"],
        threshold=raw["threshold"],
        topics=tuple(Topic(frozenset(stems.split()), _reframe(reframe)) for stems, *reframe in raw["topics"]),
        otherwise=_reframe(raw["otherwise"]),
        about_self=_reframe(raw["self"]),
        thinking=frozenset(raw["thinking"].split()),
    )
