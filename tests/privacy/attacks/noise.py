"""The noise against what is told of it: its law, and that no draw knows another.

The statistic is -log10 of an exact p-value, corrected for the number of tests in it; the bound is six.
"""

from math import log10

from scipy.stats import dlaplace

from service.privacy.policy import plan_rule
from service.terms import Plan
from tests.privacy.attacks.history import BUSY, MONTHS
from tests.privacy.attacks.inference import _draw
from tests.privacy.attacks.lab import Lab
from tests.privacy.attacks.odds import (
    SIX,
    surprise_of_chi_square,
    surprise_of_coin,
    surprise_of_law,
    surprise_of_signs,
)
from tests.privacy.attacks.scene import Others, Scene, figures, publish, put
from tests.world import FACTORS

SAMPLES = 20_000
LAW = SIX
MEETING = float((dlaplace(0.40).pmf(range(-60, 61)) ** 2).sum())
"""The chance that two honest draws at epsilon .40 are equal."""
CHI_SQUARE = SIX + 2
"""Two orders to spare: the chi-square tail is an approximation, at expected counts of hundreds."""
UNITS = ("north", "south", "other-units")


def law_by_http(lab: Lab) -> float:
    """What was published, less what was true, is held against the discrete Laplace of each table."""
    history = lab.history()
    found = []
    for cells, epsilon in ((BUSY, 0.40), (UNITS, 0.20)):
        noise = history.noise((cell, month) for cell in cells for month in MONTHS)
        found.append(surprise_of_law(list(noise.values()), epsilon))
    return max(found) - log10(len(found))


def law_of_many_draws(lab: Lab) -> float:
    """Twenty thousand draws of each table of both plans by chi-square."""
    rules = [rule for plan in Plan for rule in plan_rule(plan).stages]
    drawn = ((_draw([100] * SAMPLES, str(rule.epsilon), rule.stage), rule.epsilon) for rule in rules)
    found = [
        surprise_of_chi_square([value - 100 for value in values], float(epsilon.amount))
        for values, epsilon in drawn
    ]
    return max(found) - log10(len(found))


def independence(lab: Lab) -> float:
    """Signs of the noise are compared between cells, between months and between tables."""
    history = lab.history()
    noise = history.noise((cell, month) for cell in (*BUSY, *UNITS) for month in MONTHS)
    neighbours = zip(BUSY[::2], BUSY[1::2], strict=True)
    cells = [((one, month), (other, month)) for one, other in neighbours for month in MONTHS]
    months = zip(MONTHS[::2], MONTHS[1::2], strict=True)
    later = [((cell, month), (cell, after)) for month, after in months for cell in BUSY]
    found = [
        surprise_of_signs((noise[one], noise[other]) for one, other in pairs if {one, other} <= noise.keys())
        for pairs in (cells, later)
    ]
    tables = [(sum(noise[f, month] for f in BUSY), sum(noise[u, month] for u in UNITS)) for month in MONTHS]
    return max(*found, surprise_of_signs(tables)) - log10(3)


def alike_months(lab: Lab) -> float:
    """Two months with the very same reports are compared: how surprising it is that so many cells agree."""

    async def story(scene: Scene) -> float:
        for month in ("2026-07", "2026-08"):
            put(scene.engine, month, [Others(60, factor=code) for code in FACTORS])
            publish(scene.engine, month)
        seen = figures(await scene.dashboard())
        equal = sum(seen[code, "2026-07"] == seen[code, "2026-08"] for code in FACTORS)
        return surprise_of_coin(equal, len(FACTORS), MEETING)

    return lab.at_start(story)
