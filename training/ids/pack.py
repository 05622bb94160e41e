"""Writes service/text/data/ids-model.json: the weights of the model as small whole numbers, packed."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from service.text.packed import BitWriter, rice_for
from training.ids.corpus import LABELS

OUT = Path(__file__).parents[2] / "service" / "text" / "data" / "ids-model.json"
SCALE = 8
BEAM = 5.0
# Smaller whole numbers are left out: a quarter of the file for no measurable loss.
LEAST = 2


@dataclass(frozen=True, slots=True)
class Trained:
    """What training found: weights by feature and label, transitions, both in natural units."""

    weights: dict[int, list[float]]
    steps: list[list[float]]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Margins in natural units, by label from "person" on: mask, show, and let
    a masked neighbour take in, at or above it."""

    mask_at: tuple[float, ...]
    maybe_at: tuple[float, ...]
    grow_at: float = -4.0


def pack(trained: Trained, thresholds: Thresholds) -> str:
    """The data file, with a version that is a hash of everything else in it."""
    small = {key: [_small(weight) for weight in row] for key, row in trained.weights.items()}
    small = {key: row for key, row in small.items() if any(row)}
    keys, values = BitWriter(), BitWriter()
    key_k = rice_for(1 << 20, len(small))
    keys.keys(sorted(small), key_k)
    for _, row in sorted(small.items()):
        values.plain(sum(1 << i for i, w in enumerate(row) if w), len(LABELS))
        for weight in row:
            if weight:
                values.rice(2 * abs(weight) - (1 if weight > 0 else 2), 4)
    body = {
        "labels": list(LABELS),
        **_steps(trained.steps),
        "mask_at": [0, *(round(t * SCALE) for t in thresholds.mask_at)],
        "maybe_at": [0, *(round(t * SCALE) for t in thresholds.maybe_at)],
        "grow_at": round(thresholds.grow_at * SCALE),
        "beam": round(BEAM * SCALE),
        "worth": _worth(_steps(trained.steps), thresholds),
        "count": len(small),
        "key_k": key_k,
        "value_k": 4,
        "keys": keys.base64(),
        "values": values.base64(),
    }
    version = "ids-" + sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:12]
    return json.dumps({"version": version} | body, separators=(",", ":")) + "\n"


def _small(weight: float) -> int:
    whole = round(weight * SCALE)
    return whole if abs(whole) >= LEAST else 0


def _steps(steps: list[list[float]]) -> dict[str, list[int]]:
    """Transitions as four rows: a step between labels weighs what steps to the second weigh on average."""
    every = range(len(steps))

    def cross(to: int) -> float:
        others = [steps[a][to] for a in every if a not in (0, to)]
        return sum(others) / len(others)

    rows = {
        "stay": [steps[a][a] for a in every],
        "enter": [steps[0][a] for a in every],
        "leave": [steps[a][0] for a in every],
        "cross": [0.0, *(cross(a) for a in every[1:])],
    }
    return {name: [round(w * SCALE) for w in row] for name, row in rows.items()}


def _worth(steps: dict[str, list[int]], thresholds: Thresholds) -> int:
    """The least lift with which a stretch could reach any threshold, after what entering and leaving cost."""
    rows = zip(steps["enter"][1:], steps["leave"][1:], steps["stay"][1:], strict=True)
    cheapest = max(enter + leave - stay for enter, leave, stay in rows) - steps["stay"][0]
    return round(min(*thresholds.maybe_at, thresholds.grow_at) * SCALE) - cheapest
