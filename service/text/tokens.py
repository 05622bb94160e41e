"""Folds a text to plain ASCII and cuts it into tokens, the same in Python and in the browser.

Every character becomes one ASCII character ("É" is "E", a curly quote is straight, "\\x01" is any symbol);
invisible ones and combining marks vanish, so that they can hide nothing. Offsets of tokens and of patterns
are in the folded text; `Folded.source` turns them into code points of the original. Linear in the length.
Never lower-cases with the language's own tables: they differ between languages and versions.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

_IGNORED = "\x02"
_SYMBOL = "\x01"


@dataclass(frozen=True, slots=True, repr=False)
class Folded:
    """A folded text. `plain` and `lower` are ASCII of one length; `where` is empty when nothing vanished."""

    text: str
    plain: str
    lower: str
    where: tuple[int, ...]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The code points of the original that a stretch came from, marks that follow included."""
        if not self.where:
            return start, end
        return self.where[start], self.where[end] if end > start else self.where[start]


@dataclass(frozen=True, slots=True, repr=False)
class Tokens:
    """Tokens as columns of one length.

    kinds: "w" word, "n" holds a digit, "p" one punctuation mark or symbol, "s" a possessive 's.
    lower: the token in lower case. gaps: what stands before it: 0 nothing, 1 space, 2 a line break.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    kinds: str
    lower: tuple[str, ...]
    gaps: tuple[int, ...]


class _Table(dict[int, str]):
    """Characters to their plain ones; what is not listed is looked up in the ranges once."""

    def __init__(self, runs: list[tuple[int, str]], ranges: list[tuple[int, int, str]]) -> None:
        super().__init__({start + i: char for start, chars in runs for i, char in enumerate(chars)})
        self.update({point: chr(point) for point in range(0x20, 0x7F)})
        self._ranges = ranges

    def __missing__(self, point: int) -> str:
        return next((char for low, high, char in self._ranges if low <= point <= high), _SYMBOL)


def _load() -> _Table:
    raw = json.loads((Path(__file__).parent / "data" / "fold.json").read_text("utf-8"))
    return _Table(raw["runs"], raw["ranges"])


_TABLE = _load()
_TOKEN = re.compile(
    r"(?P<n>[A-Za-z_]{0,40}[0-9][A-Za-z0-9_]{0,40})"
    r"|(?P<w>[A-Za-z_]+(?:'(?![sS](?![A-Za-z0-9_]))[A-Za-z_]+)*)"
    r"|(?P<s>'[sS](?![A-Za-z0-9_]))"
    r"|(?P<p>[^ \n])",
    re.ASCII,
)


def fold_text(text: str) -> Folded:
    """Fold a text to plain ASCII. Accepts any string, lone surrogates included."""
    plain = text.translate(_TABLE)
    where: tuple[int, ...] = ()
    if _IGNORED in plain:
        where = (*(i for i, char in enumerate(plain) if char != _IGNORED), len(text))
        plain = plain.replace(_IGNORED, "")
    return Folded(text, plain, plain.lower(), where)


def cut_tokens(folded: Folded) -> Tokens:
    """Cut a folded text into tokens, in order, white space left out."""
    plain, lower = folded.plain, folded.lower
    starts: list[int] = []
    ends: list[int] = []
    kinds: list[str] = []
    gaps: list[int] = []
    last = 0
    for match in _TOKEN.finditer(plain):
        start, end = match.span()
        gaps.append(0 if start == last else 2 if "\n" in plain[last:start] else 1)
        starts.append(start)
        ends.append(end)
        kinds.append(match.lastgroup or "p")
        last = end
    words = tuple(lower[start:end] for start, end in zip(starts, ends, strict=True))
    return Tokens(tuple(starts), tuple(ends), "".join(kinds), words, tuple(gaps))
