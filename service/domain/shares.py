"""Shares of published tables: how many in a hundred, with the range in which the truth likely lies.

Only post-processing of released cells, several periods together if asked. The range is Fieller's (1954): the
shares that a sum of blurred cells of known noise does not contradict, nine times in ten.
"""

from dataclasses import dataclass
from math import exp, sqrt

from service.domain.figures import TOO_FEW, Table
from service.languages import N_
from service.privacy.margins import margin_of_sum
from service.terms import Period

NINE_IN_TEN = 1.645
"""Standard deviations of a normal; a single discrete Laplace keeps within 1.63 of its own as often."""
WIDEST = 50
"""A range of more points than this says nothing."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many in a hundred, in one period or over several (then `period` is the last)."""

    period: Period
    percent: int
    low: int
    high: int
    told: bool

    @property
    def words(self) -> str:
        """The share as people read it, or that there is too little to tell."""
        parts = {"percent": self.percent, "low": self.low, "high": self.high}
        return (
            N_("about %(percent)s %% (likely %(low)s %% to %(high)s %%)", **parts) if self.told else TOO_FEW
        )


@dataclass(frozen=True, slots=True)
class Parts:
    """Which cells a share is of, and among which: `part` are some of `whole`."""

    part: tuple[str, ...]
    whole: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sum:
    value: int
    variance: float


def share_of(tables: tuple[Table, ...], parts: Parts) -> Share:
    """The share of some cells among others, over these tables of one stage together; at least one table."""
    rest = tuple(cell for cell in parts.whole if cell not in parts.part)
    inside, outside = _sum(tables, parts.part), _sum(tables, rest)
    whole = inside.value + outside.value
    scale = max(float(table.release.content.scale) for table in tables)
    enough = whole > margin_of_sum(scale, len(parts.whole) * len(tables))
    percent = min(100, max(0, round(100 * inside.value / whole))) if whole > 0 else 0
    likely = [one for one in range(101) if _fits(one / 100, inside, outside)]
    low, high = min([*likely, percent]), max([*likely, percent])
    told = enough and bool(likely) and high - low <= WIDEST
    return Share(tables[-1].release.content.period, percent, low, high, told)


def _sum(tables: tuple[Table, ...], cells: tuple[str, ...]) -> _Sum:
    values = (table.values.get(cell, 0) for table in tables for cell in cells)
    noise = (_variance(float(table.release.content.scale)) * len(cells) for table in tables)
    return _Sum(sum(values), sum(noise))


def _fits(share: float, inside: _Sum, outside: _Sum) -> bool:
    """Whether a true share like this does not contradict what was published."""
    off = (1 - share) * inside.value - share * outside.value
    return abs(off) <= NINE_IN_TEN * sqrt((1 - share) ** 2 * inside.variance + share**2 * outside.variance)


def _variance(scale: float) -> float:
    decay = exp(-1 / scale)
    return 2 * decay / (1 - decay) ** 2
