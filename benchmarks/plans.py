"""What each way to split one epsilon would cost in accuracy: python -m benchmarks.plans.

Simulates blurred tables with the service's own noise law and prints 90 % margins: of counts in reports, of
shares of a quarter in points of a hundred. Seeded: anybody gets the same table.
"""

import argparse

import numpy as np
from numpy.random import Generator
from scipy.stats import dlaplace

SPLITS = (
    ("M, version 1", {"factor": 0.40, "unit": 0.25, "cross": 0.35}),
    ("M, version 2", {"factor": 0.40, "unit": 0.20, "cross": 0.20, "kind": 0.10, "promises": 0.10}),
    ("M, culture dearer", {"factor": 0.40, "unit": 0.15, "cross": 0.15, "kind": 0.15, "promises": 0.15}),
    ("M, units spared", {"factor": 0.40, "unit": 0.25, "cross": 0.15, "kind": 0.10, "promises": 0.10}),
    ("Q, version 1", {"total": 0.15, "factor": 0.50, "unit": 0.35}),
    ("Q, version 2", {"total": 0.10, "factor": 0.50, "unit": 0.20, "kind": 0.10, "promises": 0.10}),
)
TABLES = ("factor", "unit", "cross", "total")
SIZES = {"M": (120, 500), "Q": (20, 50)}
KINDS = (0.15, 0.17, 0.17, 0.17, 0.17, 0.17)
"""The share of a kind such as went-well-despite, and the others."""
PROMISES = (0.34, 0.06)
"""Forty in a hundred ask; of those 85 are answered in time."""
SAYS_NOTHING = 25
"""A share that is off by more points than this is too few to tell."""
DRAWS = 40_000


def count_margin(epsilon: float, chance: Generator) -> int:
    """How far a blurred count is off, nine times in ten."""
    return int(np.quantile(np.abs(dlaplace.rvs(epsilon, size=DRAWS, random_state=chance)), 0.9))


def share_margin(parts: tuple[float, ...], reports: float, epsilon: float, chance: Generator) -> float:
    """How far the share of the first part among all is off, in points, nine times in ten."""
    true = np.array(parts) * reports
    blurred = true + dlaplace.rvs(epsilon, size=(DRAWS, len(parts)), random_state=chance)
    whole = np.maximum(blurred.sum(axis=1), 1.0)
    off = np.abs(blurred[:, 0] / whole - true[0] / true.sum())
    return float(100 * np.quantile(off, 0.9))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=2026)
    chance = np.random.default_rng(parser.parse_args().seed)
    print(
        "| Split | factor | unit | cross-table | total | reports a month | share of a kind | share answered |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for name, split in SPLITS:
        counts = [f"± {count_margin(split[one], chance)}" if one in split else "–" for one in TABLES]
        sizes = SIZES[name[0]]
        kinds = [_share(KINDS, 3 * size, split.get("kind"), chance) for size in sizes]
        answers = [_share(PROMISES, 3 * size, split.get("promises"), chance) for size in sizes]
        told = (*counts, *(" / ".join(one) for one in (map(str, sizes), kinds, answers)))
        print(f"| {name} | {' | '.join(told)} |")


def _share(parts: tuple[float, ...], reports: float, epsilon: float | None, chance: Generator) -> str:
    if epsilon is None:
        return "–"
    margin = share_margin(parts, reports, epsilon, chance)
    return f"± {margin:.0f}" if margin <= SAYS_NOTHING else "says nothing"


if __name__ == "__main__":
    main()
