"""Weighs the features and decides how surely each token belongs to an identifier, in whole numbers only.

A linear-chain model (Lafferty, McCallum and Pereira 2001): for every token and label the score of the best
labelling of the whole text that gives the token that label, less the best that leaves it outside. Linear in
the length of the text. Never touches floating point, so Python and the browser agree; keeps no word of a text
after the call but those of the ordinary word list, which are weighed once.
"""

import json
from dataclasses import dataclass
from itertools import repeat
from operator import add
from pathlib import Path
from struct import Struct

from service.text.identifiers.features import (
    EDGE,
    SIDES,
    claim_feature,
    mark_features,
    place_features,
    side_features,
    word_features,
)
from service.text.identifiers.scene import Scene, Word
from service.text.packed import BitReader

_LANE = 32
_HALF = 1 << (_LANE - 1)


@dataclass(frozen=True, slots=True)
class Model:
    """Labels (outside first), weights by feature (all labels packed in one number), and steps between labels.

    A step stays within a label, enters one from outside, leaves it for outside, or crosses to it from any
    other. A token at which every label, as if within it, weighs `beam` less than outside or worse, is
    outside; so is a stretch whose labels together lift it by less than `worth`: entering one costs more.
    """

    version: str
    labels: tuple[str, ...]
    weights: dict[int, int]
    stay: tuple[int, ...]
    enter: tuple[int, ...]
    leave: tuple[int, ...]
    cross: tuple[int, ...]
    mask_at: tuple[int, ...]
    maybe_at: tuple[int, ...]
    grow_at: int
    beam: int
    worth: int


@dataclass(frozen=True, slots=True)
class Guess:
    """The best label of a token apart from outside, and by how much it beats outside (may be negative)."""

    label: int
    margin: int


def _load() -> Model:
    raw = json.loads((Path(__file__).parents[1] / "data" / "ids-model.json").read_text("utf-8"))
    keys = BitReader(raw["keys"]).keys(raw["count"], raw["key_k"])
    values = BitReader(raw["values"])
    count = len(raw["labels"])
    weights = {}
    for key in keys:
        mask = values.plain(count)
        packed = 0
        for label in range(count):
            if mask >> label & 1:
                code = values.rice(raw["value_k"])
                packed += ((code + 2 >> 1) if code & 1 else -(code + 2 >> 1)) << (_LANE * label)
        weights[key] = packed
    return Model(
        version=raw["version"],
        labels=tuple(raw["labels"]),
        weights=weights,
        stay=tuple(raw["stay"]),
        enter=tuple(raw["enter"]),
        leave=tuple(raw["leave"]),
        cross=tuple(raw["cross"]),
        mask_at=tuple(raw["mask_at"]),
        maybe_at=tuple(raw["maybe_at"]),
        grow_at=raw["grow_at"],
        beam=raw["beam"],
        worth=raw["worth"],
    )


MODEL = _load()
_COUNT = len(MODEL.labels)
_BIAS = sum(_HALF << (_LANE * label) for label in range(_COUNT))
_LANES = Struct(f"<{_COUNT}I")
_OUTSIDE = Guess(1, -_HALF)
_STAY = (-(1 << _LANE), *(stay - MODEL.stay[0] for stay in MODEL.stay[1:]))
_NOUGHT = repeat(0)
"""What a feature weighs that the model does not know."""
_MOST = 30_000
_KEPT: dict[tuple[bytes, bytes], tuple[int, ...]] = {}


def _vectors(word: Word) -> tuple[int, ...]:
    """The packed scores of a word for its own token and for those around it."""
    get = MODEL.weights.get
    own = sum(map(get, set(word_features(word)), _NOUGHT))
    return (own + _BIAS, *[sum(map(get, side_features(word, side), _NOUGHT)) for side in SIDES])


_EDGE = _vectors(EDGE)


def guess(scene: Scene) -> list[Guess]:
    """The best label and its margin for every token."""
    scores = _scores(scene)
    lifts = [max(map(add, score, _STAY)) - score[0] for score in scores]
    least = -MODEL.beam
    found = [_OUTSIDE] * len(scores)
    begun = gain = 0
    for i, lift in enumerate([*lifts, least - 1]):
        if lift >= least:
            gain += max(lift, 0)
            continue
        if gain >= MODEL.worth:
            found[begun:i] = _solve(scores, begun, i)
        begun, gain = i + 1, 0
    return found


def _known(word: Word) -> tuple[int, ...]:
    """The same, kept for words of the ordinary word list, which say nothing of the text they stand in."""
    if word.open:
        return _vectors(word)
    found = _KEPT.get((word.lower, word.shape))
    if found is None:
        found = _vectors(word)
        if len(_KEPT) < _MOST:
            _KEPT[word.lower, word.shape] = found
    return found


def _scores(scene: Scene) -> list[tuple[int, ...]]:
    """The score of every label at every token, all raised by the same amount: only differences count."""
    get = MODEL.weights.get
    vectors = [_known(word) for word in scene.vocabulary]
    looked = [word.open for word in scene.vocabulary]
    stream = [_EDGE, _EDGE, *(vectors[place] for place in scene.places), _EDGE, _EDGE]
    totals = [
        here[0] + before2[4] + before[3] + after[2] + after2[1]
        for before2, before, here, after, after2 in zip(
            stream, stream[1:], stream[2:], stream[3:], stream[4:], strict=False
        )
    ]
    marks: dict[tuple[bytes, bytes], int] = {}
    for i, mark in enumerate(zip(scene.opens, scene.seen, strict=True)):
        if mark not in marks:
            first, second = mark_features(*mark)
            marks[mark] = get(first, 0) + get(second, 0)
        totals[i] += marks[mark]
        if scene.claims[i]:
            totals[i] += get(claim_feature(scene.claims[i]), 0)
        if looked[scene.places[i]]:
            totals[i] += sum(map(get, place_features(scene, i), _NOUGHT))
    return [_LANES.unpack(total.to_bytes(_LANES.size, "little")) for total in totals]


def _solve(scores: list[tuple[int, ...]], start: int, end: int) -> list[Guess]:
    """Best paths through a stretch between tokens that are outside, or the ends of the text."""
    stay, enter, leave, cross = MODEL.stay, MODEL.enter, MODEL.leave, MODEL.cross
    into, out, over = enter[1:], leave[1:], cross[1:]
    forward: list[list[int]] = []
    before = list(enter) if start > 0 else [0] * _COUNT
    for t in range(start, end):
        row = list(map(add, before, scores[t]))
        forward.append(row)
        outside, best = row[0], max(row[1:])
        entered = [outside + e for e in enter]
        before = list(map(max, map(add, row, stay), entered, [best + c for c in cross]))
        before[0] = max(outside + stay[0], *map(add, row[1:], out))
    after = list(leave) if end < len(scores) else [0] * _COUNT
    found: list[Guess] = []
    for t in range(end - 1, start - 1, -1):
        whole = list(map(add, forward[t - start], after))
        most = max(whole[1:])
        found.append(Guess(whole.index(most, 1), most - whole[0]))
        row = list(map(add, after, scores[t]))
        outside = row[0]
        best = max(map(add, row[1:], over))
        after = list(map(max, map(add, row, stay), [max(outside + step, best) for step in leave]))
        after[0] = max(outside + stay[0], *map(add, row[1:], into))
    found.reverse()
    return found
