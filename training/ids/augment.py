"""Puts other names, places, dates and numbers into the sentences of a report, and copies it in other cases.

Every span stays marked. Seeded: the same report and chance give the same copy.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import yaml

from training.ids import lists
from training.ids.corpus import Marked
from training.ids.names import Origin, pick_first, pick_last, pick_origin

_WORD = re.compile(r"[^\W\d_]+(?:['’-](?!s\b)[^\W\d_]+)*")
_TITLE = re.compile(
    r"(?:\b(?:mrs?|ms|miss|mx|dr|prof|sgt|pc|dc|ds|insp|rev|fr|cllr|professor|sir|imam|doctor)\.? ?)$",
    re.I,
)
_FAMILY = re.compile(r"^(?:'s|’s)? (?:family|brothers|sisters|twins|household|children|kids)", re.I)
_LISTS: dict[str, tuple[str, ...]] = {
    name: tuple(words.split())
    for name, words in yaml.safe_load((Path(__file__).parent / "words.yaml").read_text("utf-8")).items()
}
_PARTICLES, _KEPT = frozenset(_LISTS["particles"]), frozenset(_LISTS["kept"])
_NATURE, _MONTHS, _SHORT = _LISTS["nature"], _LISTS["months"], _LISTS["short_months"]


@dataclass(slots=True)
class _Cast:
    """What stands for what within one copy of a report."""

    chance: Random
    origin: Origin
    words: dict[str, str] = field(default_factory=dict)


def respan(report: Marked, pieces: Iterable[tuple[int, int, str, str]], suffix: str) -> Marked:
    """A copy with new words in its spans, offsets moved along."""
    text, spans, last = "", [], 0
    for start, end, kind, words in sorted(pieces):
        text += report.text[last:start]
        spans.append((len(text), len(text) + len(words), kind))
        text += words
        last = end
    return Marked(report.id + suffix, text + report.text[last:], tuple(spans))


def other_names(report: Marked, chance: Random, suffix: str) -> Marked:
    """A copy with other names of every origin, other places, organisations, dates, numbers and ages."""
    cast = _Cast(chance, pick_origin(chance))
    pieces: list[tuple[int, int, str, str]] = []
    for start, end, kind in sorted(report.spans):
        if pieces and start < pieces[-1][1]:
            continue
        before, after = report.text[max(0, start - 14) : start], report.text[end : end + 14]
        pieces.append((start, end, kind, _replace(report.text[start:end], kind, (before, after), cast)))
    return respan(report, pieces, suffix)


def _replace(words: str, kind: str, around: tuple[str, str], cast: _Cast) -> str:
    if kind == "person":
        return _person(words, around, cast)
    if kind in ("location", "organisation"):
        return _WORD.sub(lambda m: _place_word(m.group(), kind, cast), _digits(words, cast))
    if kind == "date":
        return _date(words, cast)
    if kind == "age":
        return re.sub(
            r"\d+", lambda m: str(cast.chance.randint(1, 12 if len(m.group()) < 2 else 99)), words, count=1
        )
    return words if "." in words and "@" not in words else _scramble(words, cast)


def _case_like(model: str, word: str) -> str:
    if model == model.lower():
        return word.lower()
    return word.upper() if model == model.upper() and len(model) > 1 else word


def _person(words: str, around: tuple[str, str], cast: _Cast) -> str:
    found = list(_WORD.finditer(words))
    solo = bool(_TITLE.search(around[0]) or _FAMILY.match(around[1]))
    if len(found) < 2 and cast.chance.random() < 0.5:
        cast.origin = pick_origin(cast.chance)
    swaps = {}
    for i, match in enumerate(found):
        last = i == len(found) - 1 and (len(found) > 1 or solo)
        swaps[match.start()] = _name_word(match.group(), last, cast)
    return _WORD.sub(lambda m: swaps[m.start()], words)


def _name_word(word: str, last: bool, cast: _Cast) -> str:
    key = word.lower()
    if key in _PARTICLES:
        return word
    if key not in cast.words:
        if len(word) == 1:
            cast.words[key] = cast.chance.choice("ABCDEFGHIJKLMNOPRSTVWYZ")
        elif len(word) == 2 and word.isupper():
            cast.words[key] = "".join(cast.chance.choice("ABCDEFGHJKLMNPRSTW") for _ in word)
        else:
            cast.words[key] = (
                pick_last(cast.origin, cast.chance) if last else pick_first(cast.origin, cast.chance)
            )
    return _case_like(word, cast.words[key])


def _place_word(word: str, kind: str, cast: _Cast) -> str:
    key = word.lower()
    if key in _KEPT or len(word) < 3:
        return word
    if "place " + key not in cast.words:
        cast.words["place " + key] = _new_place(kind, cast.chance)
    return _case_like(word, cast.words["place " + key])


def _new_place(kind: str, chance: Random) -> str:
    roll = chance.random()
    if roll < (0.25 if kind == "location" else 0.1):
        return chance.choice(_towns())
    if roll < 0.5:
        return chance.choice(_LISTS["beginnings"]) + chance.choice(_LISTS["ends"])
    return pick_last(pick_origin(chance), chance) if roll < 0.62 else chance.choice(_NATURE)


def _towns() -> tuple[str, ...]:
    return tuple(name for name, near, _ in lists.places() if near and name.isalpha() and name.istitle())


def _digits(words: str, cast: _Cast) -> str:
    return re.sub(r"\d", lambda _: str(cast.chance.randint(1, 9)), words)


def _date(words: str, cast: _Cast) -> str:
    def month(match: re.Match[str]) -> str:
        return _case_like(match.group(), cast.chance.choice(_MONTHS if len(match.group()) > 4 else _SHORT))

    words = re.sub(r"\b(?:" + "|".join((*_MONTHS, *_SHORT, "Sep")) + r")\b", month, words, flags=re.I)
    if re.match(r"\d+(?:st|nd|rd)", words):
        return words
    return re.sub(r"^\d{1,2}(?=[ /.-]|th)", lambda _: str(cast.chance.randint(1, 28)), words)


def _scramble(words: str, cast: _Cast) -> str:
    words = re.sub(r"(?<=\d)\d", lambda _: str(cast.chance.randint(0, 9)), words)
    return re.sub(r"[A-Z](?=[A-Z]*\d)", lambda _: cast.chance.choice("ABCDEFGHJKLMNPRSTWXY"), words)


def small(report: Marked, suffix: str) -> Marked:
    """A copy in small letters throughout."""
    lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in report.text)
    return Marked(report.id + suffix, lower, report.spans)


def large(report: Marked, suffix: str) -> Marked:
    """A copy in capitals throughout."""
    upper = "".join(c.upper() if len(c.upper()) == 1 else c for c in report.text)
    return Marked(report.id + suffix, upper, report.spans)


def seen_small(reports: Iterable[Marked]) -> Counter[str]:
    """In how many reports each word stands in small letters outside every span."""
    seen: Counter[str] = Counter()
    for report in reports:
        text, words = report.text, set()
        for match in _WORD.finditer(text):
            a, b = match.span()
            if match.group() == match.group().lower() and not any(
                s < b and a < e for s, e, _ in report.spans
            ):
                words.add(match.group().replace("’", "'"))
        seen.update({plain for word in words for plain in lists.parts(word)})
    return seen
