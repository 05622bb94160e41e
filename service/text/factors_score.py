"""Finds what a factor model knows in a text, scores the factors, and decides how many to show.

Integers only, one square root and one division: the same bits in Python and in the browser. Never loads a
model.
"""

from dataclasses import dataclass
from math import isqrt

from service.text.factors_model import FactorModel
from service.text.stems import Word

_PAIR, _PHRASE = 2, 4


@dataclass(frozen=True, slots=True)
class Hit:
    """A row of the model that the text holds: how often, and where first (word numbers, end exclusive)."""

    row: int
    count: int
    first: int
    until: int


def find_hits(words: tuple[Word, ...], model: FactorModel) -> tuple[Hit, ...]:
    """Every row of the model found in the words, in order of first appearance."""
    rows: dict[int, list[int]] = {}

    def note(row: int | None, first: int, until: int) -> None:
        if row is None:
            return
        if row in rows:
            rows[row][0] += 1
        else:
            rows[row] = [1, first, until]

    for at in range(len(words)):
        phrase = ""
        for size, part in enumerate(words[at : at + _PHRASE], start=1):
            phrase = part.stem if size == 1 else f"{phrase} {part.stem}"
            if size <= _PAIR:
                note(model.rows.get(phrase), at, at + size)
            for concept in model.phrases.get(phrase, ()):
                note(concept, at, at + size)
    return tuple(Hit(row, *found) for row, found in rows.items())


def score_hits(hits: tuple[Hit, ...], model: FactorModel) -> tuple[int, ...]:
    """The calibrated logit of every code, in thousandths, in the order of `model.codes`."""
    sums = [0] * len(model.codes)
    squares = 0
    for hit in hits:
        tf = model.tf[min(hit.count, len(model.tf) - 1)]
        squares += tf * tf
        for code, weight in enumerate(model.weights[hit.row]):
            sums[code] += tf * weight
    length = max(1, isqrt(squares << 8))
    return tuple(bias + total * model.gain // length for bias, total in zip(model.bias, sums, strict=True))


def choose_codes(scores: tuple[int, ...], model: FactorModel) -> list[int]:
    """The codes to show, best first, as places in `model.codes`: at most three, none below the floor."""
    order = sorted(range(len(scores)), key=lambda code: (-scores[code], code))
    best = scores[order[0]]
    if best < model.floor:
        return []
    chosen = order[:1]
    for code, gap, floor in zip(order[1:3], model.gaps, model.floors, strict=True):
        if best - scores[code] > gap or scores[code] < floor:
            break
        chosen.append(code)
    return chosen
