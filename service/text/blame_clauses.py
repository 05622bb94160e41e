"""Cuts a text into clauses and finds the terms of each: runs of stems, runs of kinds of words, and patterns.

Linear in the length of the text. Never loads a model and never decides.
"""

import re
from typing import NamedTuple
from zlib import crc32

from service.text.blame_model import IDIOM, TERM_BITS, BlameModel, Lexicon, Rule, idiom_key, term_key
from service.text.stems import Word
from service.text.tokens import Folded

_BREAK = re.compile(r"[.!?;,:()\"\n\x01]|--| -|- ")
_LONGEST = 40
_STEMS, _KINDS, _IDIOM = 3, 4, 5
_SHIFT = 32 - TERM_BITS


class Mark(NamedTuple):
    """A term found in a clause, and the words it covers (numbers within the clause, end exclusive)."""

    term: int
    first: int
    until: int


def cut_clauses(folded: Folded, words: tuple[Word, ...]) -> tuple[tuple[Word, ...], ...]:
    """The words of a text, clause by clause; no clause is longer than forty words."""
    lower = folded.lower
    clauses: list[tuple[Word, ...]] = []
    first, last = 0, -1
    for at, word in enumerate(words):
        if at > first and (
            at - first == _LONGEST
            or word.letters == "but"
            or (lower[last : word.start] != " " and _BREAK.search(lower, last, word.start))
        ):
            clauses.append(words[first:at])
            first = at
        last = word.end
    return (*clauses, words[first:]) if words else ()


def _kinds(folded: Folded, clause: tuple[Word, ...], kinds: dict[str, str]) -> list[str]:
    """Each word's kind: a listed one, "@name" for a capital inside the clause, or its stem."""
    found = []
    for at, word in enumerate(clause):
        plain = folded.plain[word.start : word.end]
        named = at > 0 and word.end - word.start > 1 and plain[0].isupper() and not plain.isupper()
        found.append(kinds.get(word.letters) or ("@name" if named else word.stem))
    return found


def _runs(
    parts: list[str], longest: int, lexicon: Lexicon, model: BlameModel | None, *, kinds: bool
) -> tuple[list[Mark], list[Mark]]:
    """Runs of up to `longest` parts, "<" and ">" at the ends, of kinds only those that hold one; and turns of
    phrase known to blame, whatever their words."""
    ended = [b"<", *(part.encode() for part in parts), b">"]
    last = len(parts)
    spaced = [b" " + part for part in ended]
    known, idioms = model.terms if model else None, lexicon.idioms
    marks, turns = [], []
    for first, begins in enumerate(ended):
        run, holds = crc32(begins), not kinds
        for until in range(first, min(first + _IDIOM, last + 2)):
            if until > first:
                run = crc32(spaced[until], run)
            holds = holds or ended[until][:1] == b"@"
            if holds and until - first < longest and (known is None or run >> _SHIFT in known):
                low, high = max(first - 1, 0), min(until, last)
                if high > low:
                    marks.append(Mark(term_key(run), low, high))
            if idiom_key(run) in idioms and first > 0 and until <= last:
                turns.append(Mark(IDIOM, first - 1, until))
    return marks, turns


def rules_within(folded: Folded, lexicon: Lexicon) -> tuple[Rule, ...]:
    """The patterns that a text holds anywhere: only these are looked for clause by clause."""
    return tuple(rule for rule in lexicon.rules if rule.pattern.search(folded.lower))


def mark_clause(
    folded: Folded,
    clause: tuple[Word, ...],
    lexicon: Lexicon,
    rules: tuple[Rule, ...],
    model: BlameModel | None = None,
) -> tuple[Mark, ...]:
    """The terms of a clause that the model knows (all, if None), each once, in order of first appearance."""
    stems, kinds = [word.stem for word in clause], _kinds(folded, clause, lexicon.kinds)
    plain, turns = _runs(stems, _STEMS, lexicon, model, kinds=False)
    kindly, more = _runs(kinds, _KINDS, lexicon, model, kinds=True)
    marks = [*plain, *kindly, *turns, *more]
    start, end = clause[0].start, clause[-1].end
    text = folded.lower[start:end]
    for rule in rules:
        found = rule.pattern.search(text)
        if found:
            low, high = found.start() + start, found.end() + start
            inside = [at for at, word in enumerate(clause) if word.start < high and low < word.end]
            marks.append(Mark(rule.term, inside[0], inside[-1] + 1))
    once: dict[int, Mark] = {}
    for mark in marks:
        once.setdefault(mark.term, mark)
    return tuple(once.values())
