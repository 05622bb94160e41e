"""Makes the weights of a factor model whole, so that a small file loses as little as it can.

What a weight is rounded by is made up for by the weights beside it: each is set anew to what serves the
scores of the training texts best, given all others (coordinate descent). A weight that is not nought has to
earn its room.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from service.text.factors_pack import ZERO
from training.factors_solver import Array

REACH = 20
"""Weights are whole numbers; few are beyond -REACH and REACH."""
COARSE = 12.0
"""A term that n texts hold is weighed in steps of about COARSE / sqrt(n) units, a power of two: the rarer,
the coarser, since what a rare term is off by is seldom met."""
COARSEST = 4
"""The exponent of the largest step."""
HOLD = 0.5
"""How strongly a weight is held to what it was, beside what the training texts say."""
ROOM, MORE_ROOM = 0.05, 0.35
"""What a weight that is not nought costs, and how much more for each doubling."""
PASSES = 2


def alike(weights: Array) -> Array:
    """The same weights with each row moved so that half are at or below nought: only differences count, and
    what a term says of one factor then needs one number, not sixteen."""
    moved: Array = weights - np.median(weights, axis=1, keepdims=True)
    return moved


def steps_for(seen: NDArray[np.int64]) -> Array:
    """The step of each term by how many texts hold it."""
    exponent = np.rint(np.log2(COARSE / np.sqrt(np.maximum(seen, 1))))
    steps: Array = 2.0 ** np.clip(exponent, 0, COARSEST)
    return steps


def make_whole(weights: Array, rows: csr_matrix) -> tuple[NDArray[np.int64], float]:
    """Weights in whole units, and the unit; `rows`: the training texts by terms."""
    moved = alike(weights)
    unit = float(np.quantile(np.abs(weights).max(axis=1), 0.995)) / REACH
    columns = rows.tocsc()
    steps = steps_for(np.diff(columns.indptr)) * unit
    found = np.rint(moved / steps[:, None]) * steps[:, None]
    off = rows @ (found - moved)
    order = np.argsort(-np.diff(columns.indptr), kind="stable")
    for row in np.tile(order, PASSES):
        inside = slice(columns.indptr[row], columns.indptr[row + 1])
        texts, values = columns.indices[inside], columns.data[inside]
        force = float(values @ values)
        best = (found[row] * force - values @ off[texts] + HOLD * moved[row]) / (force + HOLD)
        new = _settle(best, force + HOLD, steps[row], ZERO * unit)
        off[texts] += values[:, None] * (new - found[row])
        found[row] = new
    return np.rint(found / unit).astype(np.int64), unit


def _settle(best: Array, force: float, step: float, most: float) -> Array:
    """For each weight of one term nought or one of the two whole steps around the best: what costs least."""
    edge = np.floor(most / step) * step
    below = np.clip(np.floor(best / step) * step, -edge, edge)
    tried = np.stack([np.zeros_like(best), below, np.minimum(below + step, edge)])
    room = ROOM * np.where(tried == 0, 0, 1 + MORE_ROOM * np.log2(1 + np.abs(tried) / step))
    chosen = (force * (tried - best) ** 2 + room).argmin(axis=0)
    settled: Array = tried[chosen, np.arange(len(best))]
    return settled
