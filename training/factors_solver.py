"""Fits linear models by L-BFGS: soft-label softmax for the factors, weighted logistic for blame.

Deterministic: the same arrays give the same bytes on one machine with one thread.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Array = NDArray[np.float64]


class Linear(NamedTuple):
    """Weights (terms by classes) and bias (classes)."""

    weights: Array
    bias: Array


def fit_softmax(rows: csr_matrix, targets: Array, penalty: float, steps: int) -> Linear:
    """A softmax model whose targets are distributions: each row of `targets` sums to its weight."""
    count, terms = rows.shape
    classes = targets.shape[1]
    columns = rows.T.tocsr()
    mass = targets.sum(axis=1, keepdims=True)

    def loss(flat: Array) -> tuple[float, Array]:
        weights, bias = flat[: terms * classes].reshape(terms, classes), flat[terms * classes :]
        logits = rows @ weights + bias
        logits -= logits.max(axis=1, keepdims=True)
        shares = np.exp(logits)
        total = shares.sum(axis=1, keepdims=True)
        error = (shares / total * mass - targets) / count
        value = -(targets * (logits - np.log(total))).sum() / count + penalty / 2 * (weights**2).sum()
        slope = columns @ error + penalty * weights
        return float(value), np.concatenate([slope.ravel(), error.sum(axis=0)])

    start = np.zeros((terms + 1) * classes)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps}).x
    return Linear(found[: terms * classes].reshape(terms, classes), found[terms * classes :])


def fit_logistic(rows: csr_matrix, targets: Array, importance: Array, penalty: float, steps: int) -> Linear:
    """A weighted logistic model for 0/1 targets; one class."""
    terms = rows.shape[1]
    columns = rows.T.tocsr()

    def loss(flat: Array) -> tuple[float, Array]:
        logits = rows @ flat[:terms] + flat[terms]
        value = (importance * (np.logaddexp(0, logits) - targets * logits)).sum()
        error = importance * (1 / (1 + np.exp(-logits)) - targets)
        slope = np.concatenate([columns @ error + penalty * flat[:terms], [error.sum()]])
        return float(value + penalty / 2 * (flat[:terms] ** 2).sum()), slope

    found = minimize(loss, np.zeros(terms + 1), jac=True, method="L-BFGS-B", options={"maxiter": steps}).x
    return Linear(found[:terms, None], found[terms:])
