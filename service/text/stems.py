"""Cuts a folded text into words and their stems, for the factor and the blame models.

Stems are of our own making: a short list of English endings, the same in Python and in the browser. Linear in
the length of the text. Never keeps a word it has seen: no cache outlives a call.
"""

import re
from dataclasses import dataclass

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*|[0-9]+")
_ENDINGS = (
    ("ational", "ate"),
    ("isation", "ise"),
    ("ization", "ise"),
    ("ations", ""),
    ("ation", ""),
    ("ings", ""),
    ("ing", ""),
    ("edly", ""),
    ("ies", "y"),
    ("ied", "y"),
    ("ed", ""),
    ("ers", "er"),
    ("es", ""),
    ("ly", ""),
    ("s", ""),
    ("e", ""),
)
_NUMBER = "#"
_SHORTEST = 3
_LONGEST = 24


@dataclass(frozen=True, slots=True, repr=False)
class Word:
    """One word: its stem ("#" for a number), its letters, and where it stands in the folded text."""

    stem: str
    letters: str
    start: int
    end: int


def stem_word(letters: str) -> str:
    """The stem of a lower-case word without apostrophes; at least three letters are left."""
    if len(letters) <= _SHORTEST or letters.endswith("ss"):
        return letters
    for ending, instead in _ENDINGS:
        if letters.endswith(ending) and len(letters) - len(ending) + len(instead) >= _SHORTEST:
            cut = letters[: len(letters) - len(ending)] + instead
            doubled = len(cut) > _SHORTEST and cut[-1] == cut[-2] and cut[-1] not in "lse"
            return cut[:-1] if doubled else cut
    return letters


def cut_words(lower: str) -> tuple[Word, ...]:
    """The words of a folded, lower-cased text, in order; apostrophes are dropped, numbers become "#"."""
    words: list[Word] = []
    for match in _WORD.finditer(lower):
        start, end = match.span()
        letters = match[0].replace("'", "")[:_LONGEST]
        stem = _NUMBER if letters[0].isdigit() else stem_word(letters)
        words.append(Word(stem, letters, start, end))
    return tuple(words)
