"""Cuts a text into clauses and finds the terms of each: runs of stems, runs of kinds of words, and patterns.

Linear in the length of the text. Never loads a model and never decides.
"""

import re
from dataclasses import dataclass

from service.text.blame_model import Rule
from service.text.stems import Word, cut_words
from service.text.tokens import Folded

_BREAK = re.compile(r"[.!?;,:()\"\n\x01]|--| -|- ")
_LONGEST = 40
_STEMS, _KINDS = 3, 4


@dataclass(frozen=True, slots=True)
class Mark:
    """A term found in a clause, and the words it covers (numbers within the clause, end exclusive)."""

    term: str
    first: int
    until: int


def cut_clauses(folded: Folded) -> tuple[tuple[Word, ...], ...]:
    """The words of a text, clause by clause; no clause is longer than forty words."""
    clauses: list[tuple[Word, ...]] = []
    current: list[Word] = []
    for word in cut_words(folded.lower):
        if current and (
            len(current) == _LONGEST
            or word.letters == "but"
            or _BREAK.search(folded.lower, current[-1].end, word.start)
        ):
            clauses.append(tuple(current))
            current = []
        current.append(word)
    return (*clauses, tuple(current)) if current else tuple(clauses)


def _kinds(folded: Folded, clause: tuple[Word, ...], kinds: dict[str, str]) -> list[str]:
    """Each word's kind: a listed one, "@name" for a capital inside the clause, or its stem."""
    found = []
    for at, word in enumerate(clause):
        plain = folded.plain[word.start : word.end]
        named = at > 0 and word.end - word.start > 1 and plain[0].isupper() and not plain.isupper()
        found.append(kinds.get(word.letters) or ("@name" if named else word.stem))
    return found


def _runs(parts: list[str], longest: int, *, kinds: bool) -> list[Mark]:
    """All runs of up to `longest` parts; of kinds, only those that hold one. "<" and ">" stand at the ends."""
    ended = ["<", *parts, ">"]
    marks = []
    for first in range(len(ended)):
        run, holds = "", False
        for until in range(first + 1, min(first + longest, len(ended)) + 1):
            part = ended[until - 1]
            run = f"{run} {part}" if run else part
            holds = holds or part.startswith("@")
            inside = min(until - 1, len(parts)) > max(first - 1, 0)
            if inside and (holds or not kinds):
                marks.append(Mark(run, max(first - 1, 0), min(until - 1, len(parts))))
    return marks


def mark_clause(
    folded: Folded, clause: tuple[Word, ...], kinds: dict[str, str], rules: tuple[Rule, ...]
) -> tuple[Mark, ...]:
    """Every term of a clause, whether or not a model knows it, each once, in order of first appearance."""
    marks = _runs([word.stem for word in clause], _STEMS, kinds=False)
    marks += _runs(_kinds(folded, clause, kinds), _KINDS, kinds=True)
    start, end = clause[0].start, clause[-1].end
    text = folded.lower[start:end]
    for rule in rules:
        found = rule.pattern.search(text)
        if found:
            inside = [
                at
                for at, word in enumerate(clause)
                if word.start - start < found.end() and found.start() < word.end - start
            ]
            marks.append(Mark(rule.term, inside[0], inside[-1] + 1))
    once: dict[str, Mark] = {}
    for mark in marks:
        once.setdefault(mark.term, mark)
    return tuple(once.values())
