"""Cuts a text into clauses and finds the terms of each: runs of stems, runs of kinds of words, and patterns.

Linear in the length of the text. Never loads a model and never decides.
"""

import re
from collections.abc import Container
from typing import NamedTuple

from service.text.blame_model import Lexicon, Rule
from service.text.stems import Word, cut_words
from service.text.tokens import Folded

_BREAK = re.compile(r"[.!?;,:()\"\n\x01]|--| -|- ")
_LONGEST = 40
_STEMS, _KINDS, _IDIOM = 3, 4, 5
IDIOM = "=idiom"


class Mark(NamedTuple):
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


def _runs(parts: list[str], longest: int, known: Container[str] | None, *, kinds: bool) -> list[Mark]:
    """Runs of up to `longest` parts, "<" and ">" at the ends; of kinds, only those that hold one."""
    ended = ["<", *parts, ">"]
    last = len(parts)
    marks = []
    for first in range(len(ended)):
        run, holds = "", not kinds
        for until in range(first, min(first + longest, len(ended))):
            part = ended[until]
            run = f"{run} {part}" if run else part
            holds = holds or part[0] == "@"
            if holds and (known is None or run in known):
                low, high = max(first - 1, 0), min(until, last)
                if high > low:
                    marks.append(Mark(run, low, high))
    return marks


def _idioms(parts: list[str], idioms: frozenset[str]) -> list[Mark]:
    """Turns of phrase known to blame, whatever their words."""
    return [
        Mark(IDIOM, first, until)
        for first in range(len(parts))
        for until in range(first + 1, min(first + _IDIOM, len(parts)) + 1)
        if " ".join(parts[first:until]) in idioms
    ]


def rules_within(folded: Folded, lexicon: Lexicon) -> tuple[Rule, ...]:
    """The patterns that a text holds anywhere: only these are looked for clause by clause."""
    return tuple(rule for rule in lexicon.rules if rule.pattern.search(folded.lower))


def mark_clause(
    folded: Folded,
    clause: tuple[Word, ...],
    lexicon: Lexicon,
    rules: tuple[Rule, ...],
    known: Container[str] | None = None,
) -> tuple[Mark, ...]:
    """The terms of a clause that are known (all, if None), each once, in order of first appearance."""
    stems, kinds = [word.stem for word in clause], _kinds(folded, clause, lexicon.kinds)
    marks = _runs(stems, _STEMS, known, kinds=False) + _runs(kinds, _KINDS, known, kinds=True)
    marks += _idioms(stems, lexicon.idioms) + _idioms(kinds, lexicon.idioms)
    start, end = clause[0].start, clause[-1].end
    text = folded.lower[start:end]
    for rule in rules:
        found = rule.pattern.search(text)
        if found:
            low, high = found.start() + start, found.end() + start
            inside = [at for at, word in enumerate(clause) if word.start < high and low < word.end]
            marks.append(Mark(rule.term, inside[0], inside[-1] + 1))
    once: dict[str, Mark] = {}
    for mark in marks:
        once.setdefault(mark.term, mark)
    return tuple(once.values())
