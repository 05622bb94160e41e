"""Totals less their parts, tables less those they overlap with, and all at once by integer programming.

The statistic is how often the truth is hit exactly. A cell of epsilon is hit at most tanh(epsilon / 2) of the
time by anybody who knew nothing of it, and adding independent noise never makes that more.
"""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_matrix

from service.privacy.calendar import quarter_of
from service.terms import Period
from tests.privacy.attacks.history import BUSY, GROUPS, MONTHS, History
from tests.privacy.attacks.lab import Lab
from tests.privacy.attacks.odds import mode_share, slack_of_share
from tests.privacy.attacks.scene import group_of
from tests.world import FACTORS

ROWS = {"areas": ("north", "south"), "other-units": ("other-units",)}
UNITS = ("north", "south", "other-units")
QUARTERS = tuple(dict.fromkeys(quarter_of(month) for month in MONTHS))[1:-1]
"""The whole quarters among the five years."""
SOLVED = QUARTERS[:8]
TOTALS = mode_share(0.20) + slack_of_share(len(MONTHS))
OVERLAPS = mode_share(0.20) + slack_of_share(len(QUARTERS) * len(GROUPS) // 2)
PROGRAM = mode_share(1.0) + slack_of_share(len(SOLVED) * 3 * len(BUSY))


def totals_less_parts(lab: Lab) -> float:
    """Every month's total, less all that is known: how often nothing is left of the noise."""
    history = lab.history()
    true = history.known()
    whole = {month: sum(true.get((unit, month), 0) for unit in UNITS) for month in MONTHS}
    told = {month: value for month in MONTHS if (value := history.seen.get(("total", month))) is not None}
    return sum(value == whole[month] for month, value in told.items()) / len(told)


def overlapping_tables(lab: Lab) -> float:
    """The cross-table of a quarter less the three months it overlaps with: how often exactly the truth."""
    history = lab.history()
    noise = history.noise(history.seen)
    left = []
    for quarter in QUARTERS:
        for group in GROUPS:
            across = [noise.get((f"{row}|{group}", quarter)) for row in ROWS]
            inside = [
                noise.get((code, month))
                for code in BUSY
                if group_of(code) == group
                for month in _months(quarter)
            ]
            if None not in inside:
                left.append(sum(one or 0 for one in across) - sum(one or 0 for one in inside))
    return left.count(0) / len(left)


def integer_programming(lab: Lab) -> float:
    """The likeliest whole-number tables that agree with each other: the share of factors that are hit."""
    history = lab.history()
    true = history.known()
    hits = [
        found == true.get(cell, 0) for quarter in SOLVED for cell, found in _solve(history, quarter).items()
    ]
    return sum(hits) / len(hits)


def _months(quarter: Period) -> list[Period]:
    return [month for month in MONTHS if quarter_of(month) == quarter]


def _solve(history: History, quarter: Period) -> dict[tuple[str, str], int]:
    """Whole numbers of least weighted distance from what was told, such that all tables add up."""
    months = _months(quarter)
    cells = [(code, month) for month in months for code in (*FACTORS, *UNITS)]
    cells += [(f"{row}|{group}", quarter) for row in ROWS for group in GROUPS]
    place = {cell: index for index, cell in enumerate(cells)}
    size, sums = len(cells), _sums(months, quarter)
    rows = lil_matrix((len(sums) + 2 * size, 2 * size))
    low, high = np.zeros(rows.shape[0]), np.zeros(rows.shape[0])
    for line, terms in enumerate(sums):
        for cell, sign in terms:
            rows[line, place[cell]] = sign
    cost = np.zeros(2 * size)
    for cell, index in place.items():
        value = history.seen.get(cell)
        cost[size + index] = 0.0 if value is None else _weight(cell)
        for line, sign in ((len(sums) + 2 * index, 1), (len(sums) + 2 * index + 1, -1)):
            rows[line, size + index], rows[line, index] = 1, sign
            low[line], high[line] = sign * (value or 0), np.inf
    solved = milp(
        cost,
        constraints=LinearConstraint(rows.tocsr(), low, high),
        bounds=Bounds(0, 10_000),
        integrality=np.concatenate((np.ones(size), np.zeros(size))),
        options={"mip_rel_gap": 0.01, "time_limit": 5.0},
    )
    return {(code, month): round(solved.x[place[code, month]]) for month in months for code in BUSY}


def _sums(months: list[Period], quarter: Period) -> list[list[tuple[tuple[str, str], int]]]:
    """What must be nothing: factors less units of each month, cross-table less factors, and less units."""
    found = [
        [*(((code, month), 1) for code in FACTORS), *(((unit, month), -1) for unit in UNITS)]
        for month in months
    ]
    for group in GROUPS:
        inside = [((code, month), -1) for code in FACTORS if group_of(code) == group for month in months]
        found.append([*(((f"{row}|{group}", quarter), 1) for row in ROWS), *inside])
    for row, units in ROWS.items():
        inside = [((unit, month), -1) for unit in units for month in months]
        found.append([*(((f"{row}|{group}", quarter), 1) for group in GROUPS), *inside])
    return found


def _weight(cell: tuple[str, str]) -> float:
    return 0.20 if "|" in cell[0] or cell[0] in UNITS else 0.40
