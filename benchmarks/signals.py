"""How often chance alone prompts, and how soon a doubling is found: python -m benchmarks.signals.

Simulates organisations whose counts do not change (but vary by a tenth beyond Poisson chance), publishes
them with the service's own noise law, and watches them as the service does. Then doubles the median factor
for good and waits. Seeded: anybody gets the same table.
"""

import argparse
from statistics import median

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.stats import dlaplace

from service.domain.signals import CHANCE_PER_YEAR, watch
from service.privacy.cusum import SPREAD, find_rises
from service.privacy.policy import QUARTERLY_STAGES, plan_rule
from service.terms import Plan, Stage

SIZES = ((20, Plan.Q), (120, Plan.M), (500, Plan.M))
Floats = NDArray[np.float64]
FACTORS, UNITS, GROUPS = 16, 9, (4, 6)
BEFORE, AFTER = 24, 60
YEARS = AFTER / 12


def shares(number: int) -> Floats:
    """Unequal shares of the whole: the largest is about five times the smallest."""
    weights = np.linspace(1.0, 5.0, number)
    return np.asarray(weights / weights.sum())


def cell_means(stage: Stage, reports: float) -> Floats:
    """The mean count of each cell of a table, per period of its own."""
    whole = reports * (3 if stage in QUARTERLY_STAGES else 1)
    match stage:
        case Stage.MONTH_TOTAL:
            return np.array([whole])
        case Stage.QUARTER_CROSS:
            rows, columns = GROUPS
            return whole * np.outer(shares(rows), shares(columns)).ravel()
        case Stage.MONTH_FACTOR | Stage.QUARTER_FACTOR:
            return whole * shares(FACTORS)
        case _:
            return whole * shares(UNITS)


def published(means: Floats, epsilon: float, chance: Generator) -> Floats:
    """Figures of periods by cells: negative binomial counts plus integer Laplace noise."""
    size = 1 / SPREAD**2
    counts = chance.negative_binomial(size, size / (size + means))
    return np.asarray(counts + dlaplace.rvs(epsilon, size=means.shape, random_state=chance))


def steady(stage: Stage, reports: float, chance: Generator) -> int:
    """How many prompts one steady organisation gets in this table."""
    scale = 3 if stage in QUARTERLY_STAGES else 1
    means = np.tile(cell_means(stage, reports), ((BEFORE + AFTER) // scale, 1))
    watched = watch(stage, means.shape[1])
    figures = published(means, watched.epsilon, chance)
    found = (rise for cell in figures.T for rise in find_rises(cell.tolist(), watched))
    return sum(rise.found >= BEFORE // scale for rise in found)


def delay(stage: Stage, reports: float, chance: Generator) -> float:
    """Months until the doubling of the median factor is found; infinite if not in five years."""
    scale = 3 if stage in QUARTERLY_STAGES else 1
    before, after = BEFORE // scale, AFTER // scale
    mean = float(np.median(cell_means(stage, reports)))
    means = np.concatenate([np.full(before, mean), np.full(after, 2 * mean)])
    watched = watch(stage, FACTORS)
    rises = find_rises(published(means, watched.epsilon, chance).tolist(), watched)
    return next(((rise.found - before + 1) * scale for rise in rises if rise.found >= before), float("inf"))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--organisations", type=int, default=200)
    parser.add_argument("--seed", type=int, default=2026)
    chosen = parser.parse_args()
    print("Prompts by chance alone, per organisation and year; goal between 0.1 and 1.0 in all.")
    heads = f"{'reports a month':<18}{'plan':<6}{'factors':>9}{'units':>8}{'other':>8}{'all':>8}"
    print(f"{heads}   months to find a doubling")
    for reports, plan in SIZES:
        chance = np.random.default_rng(chosen.seed)
        stages = [rule.stage for rule in plan_rule(plan).stages if rule.stage in CHANCE_PER_YEAR]
        rates = {
            stage: sum(steady(stage, reports, chance) for _ in range(chosen.organisations))
            / (chosen.organisations * YEARS)
            for stage in stages
        }
        factor = next(stage for stage in stages if stage in (Stage.MONTH_FACTOR, Stage.QUARTER_FACTOR))
        unit = next(stage for stage in stages if stage in (Stage.MONTH_UNIT, Stage.QUARTER_UNIT))
        other = next(stage for stage in stages if stage not in (factor, unit))
        waits = [delay(factor, reports, chance) for _ in range(5 * chosen.organisations)]
        columns = "".join(
            f"{rates[stage]:>{width}.2f}" for stage, width in ((factor, 9), (unit, 8), (other, 8))
        )
        print(
            f"{reports:<18}{plan:<6}{columns}{sum(rates.values()):>8.2f}   "
            f"median {median(waits):g}, nine in ten within {np.quantile(waits, 0.9, method='higher'):g}"
        )


if __name__ == "__main__":
    main()
