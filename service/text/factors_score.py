"""Finds what a factor model knows in a text, scores the factors, and decides how many to show.

Integers only, one square root and one division: the same bits in Python and in the browser. Never loads a
model.
"""

from math import isqrt
from struct import Struct
from typing import NamedTuple

from service.text.factors_model import LANE, FactorModel
from service.text.stems import Word

_PAIR = 2
FIRST, EARLY = 10, 35
"""The first words of a text count THRICE, those up to EARLY TWICE: people say first what matters to them."""
THRICE, TWICE = 3, 2
_HALF = 1 << (LANE - 1)


class Hit(NamedTuple):
    """A row of the model that the text holds: how often (early ones count more), and where first.

    first, until: word numbers, end exclusive.
    """

    row: int
    times: int
    first: int
    until: int


def find_hits(words: tuple[Word, ...], model: FactorModel) -> tuple[Hit, ...]:
    """Every row of the model found in the words, in order of first appearance."""
    found: dict[int, list[int]] = {}
    rows, phrases, reach = model.rows, model.phrases, model.reach
    stems = [word.stem for word in words]

    def note(row: int, first: int, until: int) -> None:
        times = THRICE if first < FIRST else TWICE if first < EARLY else 1
        if row in found:
            found[row][0] += times
        else:
            found[row] = [times, first, until]

    for at, stem in enumerate(stems):
        phrase = stem
        if phrase not in reach:
            continue
        for size in range(1, min(reach[phrase], len(stems) - at) + 1):
            if size > 1:
                phrase = f"{phrase} {stems[at + size - 1]}"
            if size <= _PAIR and phrase in rows:
                note(rows[phrase], at, at + size)
            for concept in phrases.get(phrase, ()):
                note(concept, at, at + size)
    return tuple(Hit(row, *place) for row, place in found.items())


def score_hits(hits: tuple[Hit, ...], model: FactorModel) -> tuple[int, ...]:
    """The calibrated logit of every code, in thousandths, in the order of `model.codes`.

    Weights count beside each other only: what all codes have in common is taken out.
    """
    lanes, weigh, most = model.lanes, model.tf, len(model.tf) - 1
    squares = total = 0
    for hit in hits:
        tf = weigh[min(hit.times, most)]
        squares += tf * tf
        total += tf * lanes[hit.row]
    length = max(1, isqrt(squares << 8))
    total += sum(_HALF << (LANE * code) for code in range(len(model.codes)))
    lanes_of = Struct(f"<{len(model.codes)}I")
    sums = (lane - _HALF for lane in lanes_of.unpack(total.to_bytes(lanes_of.size, "little")))
    scores = [bias + found * model.gain // length for bias, found in zip(model.bias, sums, strict=True)]
    common = sum(scores) // len(scores) - model.mean
    return tuple(score - common for score in scores)


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
