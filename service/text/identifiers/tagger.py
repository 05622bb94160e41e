"""Weighs the features and decides how surely each token belongs to an identifier, in whole numbers only.

A linear-chain model (Lafferty, McCallum and Pereira 2001): for every token and label the score of the best labelling of
the whole text that gives the token that label, less the best that leaves it outside. Never touches floating
point, so Python and the browser agree. Linear in the length of the text.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from service.text.identifiers.features import SIDES, Scene, Word, place_features, side_features, word_features
from service.text.identifiers.packed import BitReader

_LANE = 20
_HALF = 1 << (_LANE - 1)


@dataclass(frozen=True, slots=True)
class Model:
    """Labels (outside first), weights by feature (all labels packed in one number), and transitions."""

    version: str
    labels: tuple[str, ...]
    weights: dict[int, int]
    steps: tuple[tuple[int, ...], ...]
    mask_at: tuple[int, ...]
    maybe_at: tuple[int, ...]
    gains: tuple[int, ...]


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
    steps = tuple(tuple(row) for row in raw["steps"])
    return Model(
        version=raw["version"],
        labels=tuple(raw["labels"]),
        weights=weights,
        steps=steps,
        mask_at=tuple(raw["mask_at"]),
        maybe_at=tuple(raw["maybe_at"]),
        gains=_gains(steps),
    )


def _gains(steps: tuple[tuple[int, ...], ...]) -> tuple[int, ...]:
    """For each label, the most that transitions can add to it over outside."""
    every = range(len(steps))
    return tuple(
        max(0, *(steps[a][x] - steps[a][0] for a in every)) + max(0, *(steps[x][b] - steps[0][b] for b in every))
        for x in every
    )


MODEL = _load()
_COUNT = len(MODEL.labels)
_BIAS = sum(_HALF << (_LANE * label) for label in range(_COUNT))
_LANES = tuple(_LANE * label for label in range(_COUNT))
_ONES = (1 << _LANE) - 1


def guess(scene: Scene) -> list[Guess]:
    """The best label and its margin for every token."""
    scores = _scores(scene)
    found = [Guess(1, -_HALF)] * len(scores)
    at = 0
    while at < len(scores):
        end = at
        while end < len(scores) and _open(scores[end]):
            end += 1
        if end > at:
            found[at:end] = _solve(scores, at, end)
        at = end + 1
    return found


def _open(score: tuple[int, ...]) -> bool:
    """Whether any label could still reach the lower threshold here, whatever stands around it."""
    outside, gains, least = score[0], MODEL.gains, MODEL.maybe_at
    return any(score[x] - outside + gains[x] >= least[x] for x in range(1, _COUNT))


def _scores(scene: Scene) -> list[tuple[int, ...]]:
    weights = MODEL.weights
    cache: dict[Word, tuple[int, ...]] = {}
    edge = Word(b"", b"$", b"$")
    words = scene.words
    packed = []
    for word in (*words, edge):
        if word not in cache:
            own = sum(weights.get(f, 0) for f in set(word_features(word)))
            cache[word] = (own, *(sum(weights.get(f, 0) for f in side_features(word, side)) for side in SIDES))
    for i, word in enumerate(words):
        total = cache[word][0] + _BIAS
        for column, side in enumerate(SIDES, 1):
            j = i + side
            total += cache[words[j] if 0 <= j < len(words) else edge][column]
        for feature in place_features(scene, i):
            total += weights.get(feature, 0)
        packed.append(total)
    return [tuple((total >> lane & _ONES) - _HALF for lane in _LANES) for total in packed]


def _solve(scores: list[tuple[int, ...]], start: int, end: int) -> list[Guess]:
    """Best paths through a stretch between tokens that are surely outside."""
    steps = MODEL.steps
    labels = range(_COUNT)
    forward: list[list[int]] = []
    before = [steps[0][y] for y in labels] if start > 0 else [0] * _COUNT
    for t in range(start, end):
        row = [before[y] + scores[t][y] for y in labels]
        forward.append(row)
        before = [max(row[x] + steps[x][y] for x in labels) for y in labels]
    after = [steps[x][0] for x in labels] if end < len(scores) else [0] * _COUNT
    found: list[Guess] = []
    for t in range(end - 1, start - 1, -1):
        row = forward[t - start]
        whole = [row[x] + after[x] for x in labels]
        best = max(range(1, _COUNT), key=lambda x: (whole[x], -x))
        found.append(Guess(best, whole[best] - whole[0]))
        after = [max(steps[x][y] + scores[t][y] + after[y] for y in labels) for x in labels]
    found.reverse()
    return found
