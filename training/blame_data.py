"""What the blame model learns from: clauses of gold and own reports, phrases, and the examples of the rules.

Held-out gold reports pass through here only for the model that ships, once figures are made without them.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import yaml

from service.text.blame_clauses import cut_clauses, mark_clause, rules_within
from service.text.blame_model import IDIOM, Lexicon, Reframe, Rule, idiom_key
from service.text.stems import cut_words
from service.text.tokens import fold_text
from training.marked import read_marked
from training.split import GoldReport

_HERE = Path(__file__).parent
OWN_FILES = "own-[a-r].txt"
"""Our own reports with marked blame. Those of `own-s` on were tried: cross-validation did not gain."""
PHRASE = "phrase"
"""The report of a clause that is of none."""
_LEFT_OUT = {"identifying"}
"""Families that point at a person without blaming anybody."""


@dataclass(frozen=True, slots=True)
class Clause:
    """The terms of one clause, whether it blames, and its report."""

    report: str
    terms: tuple[int, ...]
    blames: bool


def language() -> list[dict[str, object]]:
    """The entries of blame_language.yaml that the model uses."""
    entries: list[dict[str, object]] = yaml.safe_load((_HERE / "blame_language.yaml").read_text("utf-8"))[
        "entries"
    ]
    return [entry for entry in entries if entry["family"] not in _LEFT_OUT]


def topics() -> dict[str, Any]:
    """What blame_topics.yaml holds."""
    found: dict[str, Any] = yaml.safe_load((_HERE / "blame_topics.yaml").read_text("utf-8"))
    return found


def questions() -> list[str]:
    """The questions that are asked when no pattern brings its own."""
    raw = topics()
    return [str(topic["question"]) for topic in (*raw["topics"], raw["otherwise"], raw["self"])]


def bounded(pattern: str) -> str:
    """A pattern for folded lower-case text, with every quantifier bounded."""
    lower = re.sub(r"(?<!\\)[A-Z]", lambda match: match[0].lower(), pattern)
    return lower.replace(r"\w+", r"\w{1,24}").replace(r"\w*", r"\w{0,24}")


def read_rules() -> tuple[Rule, ...]:
    """The patterns of blame_language.yaml as rules of the model."""
    return tuple(
        Rule(
            str(entry["id"]),
            re.compile(bounded(str(entry["regex"])), re.ASCII),
            entry["family"] == "self-blame",
            Reframe(str(entry["reframe"]), tuple(entry["look_towards"])),  # type: ignore[arg-type]
        )
        for entry in language()
    )


def read_kinds() -> dict[str, str]:
    """Kinds of words: kind to its words, parted by spaces."""
    kinds: dict[str, list[str]] = {}
    for line in (_HERE / "blame_classes.txt").read_text("utf-8").splitlines():
        if line.startswith("== "):
            kinds[line[3:]] = []
        elif not line.startswith("#"):
            kinds[list(kinds)[-1]] += line.split()
    return {kind: " ".join(words) for kind, words in kinds.items()}


def read_idioms() -> list[str]:
    """Turns of phrase, each as stems and kinds, sorted."""
    lines = (_HERE / "blame_idioms.txt").read_text("utf-8").splitlines()
    phrases = (phrase for line in lines if not line.startswith("#") for phrase in line.split(","))
    return sorted({" ".join(_parts(phrase)) for phrase in phrases if phrase.strip()})


def _parts(phrase: str) -> list[str]:
    found = []
    for part in phrase.split():
        found += [part] if part.startswith("@") else [word.stem for word in cut_words(fold_text(part).lower)]
    return found


class Reader:
    """Cuts texts into labelled clauses with one set of kinds and rules.

    `by_hand`: the terms that stand for what was written by hand.
    """

    def __init__(self) -> None:
        kinds = {word: "@" + kind for kind, words in read_kinds().items() for word in words.split()}
        idioms = frozenset(idiom_key(crc32(phrase.encode())) for phrase in read_idioms())
        self.lexicon = Lexicon(kinds, read_rules(), idioms)
        self.by_hand = frozenset({IDIOM, *(rule.term for rule in self.lexicon.rules)})

    def clauses(self, report: str, text: str, blame: tuple[tuple[int, int], ...]) -> list[Clause]:
        """A clause blames if a marked stretch covers half of it, or it holds half of a marked stretch."""
        folded = fold_text(text)
        rules = rules_within(folded, self.lexicon)
        found = []
        for clause in cut_clauses(folded, cut_words(folded.lower)):
            places = [folded.source(word.start, word.end) for word in clause]
            blames = False
            for low, high in blame:
                inside = sum(low < end and start < high for start, end in places)
                words = len(text[low:high].split())
                blames |= inside > 0 and (2 * inside >= len(places) or 2 * inside >= words)
            terms = tuple(mark.term for mark in mark_clause(folded, clause, self.lexicon, rules))
            found.append(Clause(report, terms, blames))
        return found

    def phrase(self, text: str, *, blames: bool) -> list[Clause]:
        """A phrase of no report: all of it blames, or none of it."""
        return self.clauses(PHRASE, text, ((0, len(text)),) if blames else ())


def read_clauses(
    reader: Reader, reports: tuple[GoldReport, ...]
) -> tuple[list[Clause], list[Clause], list[Clause]]:
    """The clauses of these gold reports, of our own reports, and of phrases."""
    gold = [c for r in reports for c in reader.clauses(r.id, r.text, r.blame)]
    own: list[Clause] = []
    rest: list[Clause] = []
    for path in sorted((_HERE / "data").glob(OWN_FILES)):
        for report in read_marked(path):
            own += reader.clauses(
                report.id, report.text, tuple((span.start, span.end) for span in report.blame)
            )
    for entry in language():
        if entry["family"] != "leader-framing":
            rest += reader.phrase(str(entry["example"]), blames=True)
        rest += reader.phrase(str(entry["reframe"]), blames=False)
    for question in questions():
        rest += reader.phrase(question, blames=False)
    blames = False
    for line in (_HERE / "blame_phrasings.txt").read_text("utf-8").splitlines():
        if line.startswith("== "):
            blames = line[3:] != "neutral"
        elif line and not line.startswith("#"):
            rest += reader.phrase(line, blames=blames)
    return gold, own, rest
