"""Cuts a folded text into words and their stems, for the factor and the blame models.

Stems are of our own making: a short list of English endings, the same in Python and in the browser. Linear in
the length of the text. Never keeps a word it has seen: no cache outlives a call.
"""

import re
from typing import NamedTuple

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
_ENDINGS_BY_LAST = {
    last: tuple(pair for pair in _ENDINGS if pair[0][-1] == last) for last in {end[-1] for end, _ in _ENDINGS}
}
_NUMBER = "#"
_SHORTEST = 3
_LONGEST = 24


class Word(NamedTuple):
    """One word: its stem ("#" for a number), its letters, and where it stands in the folded text."""

    stem: str
    letters: str
    start: int
    end: int

    def __repr__(self) -> str:
        """Where it stands only: words of a report stay out of every log."""
        return f"Word({self.start}, {self.end})"


def stem_word(letters: str) -> str:
    """The stem of a lower-case word without apostrophes; at least three letters are left."""
    if len(letters) <= _SHORTEST or letters.endswith("ss"):
        return letters
    for ending, instead in _ENDINGS_BY_LAST.get(letters[-1], ()):
        if letters.endswith(ending) and len(letters) - len(ending) + len(instead) >= _SHORTEST:
            cut = letters[: len(letters) - len(ending)] + instead
            doubled = len(cut) > _SHORTEST and cut[-1] == cut[-2] and cut[-1] not in "lse"
            return cut[:-1] if doubled else cut
    return letters


def cut_words(lower: str) -> tuple[Word, ...]:
    """The words of a folded, lower-cased text, in order; apostrophes are dropped, numbers become "#"."""
    words: list[Word] = []
    stems: dict[str, str] = {}
    for match in _WORD.finditer(lower):
        start, end = match.span()
        letters = match[0].replace("'", "")[:_LONGEST]
        stem = stems.get(letters)
        if stem is None:
            stem = stems[letters] = _NUMBER if letters[0].isdigit() else stem_word(letters)
        words.append(Word(stem, letters, start, end))
    return tuple(words)
