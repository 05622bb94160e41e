"""Published values as figures and series: margins, thresholds, words, and sums with the margin of a sum.

Only post-processing of released cells; nothing here can tell more than the releases did.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from service.languages import N_
from service.privacy.chain import Release
from service.privacy.margins import margin_of_sum
from service.terms import Period

TOO_FEW = N_("too few to tell")


@dataclass(frozen=True, slots=True)
class Figure:
    """One published value with its 90 % margin; a sum of cells has the exact margin of its noise."""

    period: Period
    value: int
    margin: int
    threshold: int
    cells: int = 1
    """How many published cells it is the sum of."""
    scale: float = 1.0
    """Of the noise in each of them."""
    hashes: tuple[str, ...] = ()
    """The releases it comes from."""

    @property
    def told(self) -> bool:
        """Whether there is enough to say a number."""
        return self.value >= self.threshold

    @property
    def low(self) -> int:
        """The lower end of the likely range; a count is never below nothing."""
        return max(0, self.value - self.margin)

    @property
    def high(self) -> int:
        """The upper end of the likely range."""
        return max(0, self.value + self.margin)

    @property
    def words(self) -> str:
        """The figure as people read it: never 0, never blank."""
        parts = {"value": self.value, "low": self.low, "high": self.high}
        return N_("about %(value)s (likely %(low)s to %(high)s)", **parts) if self.told else TOO_FEW


@dataclass(frozen=True, slots=True)
class Series:
    """One thing over time, oldest first, by month or by quarter; a period without its cell is left out."""

    code: str
    label: str
    quarterly: bool
    figures: tuple[Figure, ...]

    @property
    def newest(self) -> Figure | None:
        """The figure of the last published period."""
        return self.figures[-1] if self.figures else None

    def figure(self, period: Period) -> Figure | None:
        """The figure of a period, if it was published."""
        return next((figure for figure in self.figures if figure.period == period), None)


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of one release, read once."""

    release: Release
    values: dict[str, int] = field(repr=False)

    def figure(self, cell: str) -> Figure | None:
        """A cell as a figure; None if the table had no such cell then."""
        content = self.release.content
        value = self.values.get(cell)
        if value is None:
            return None
        noise = (1, float(content.scale), (self.release.hash,))
        return Figure(content.period, value, content.margin, content.threshold, *noise)

    def total(self) -> Figure:
        """All cells together, with the exact margin of their sum; below it there is too little to tell."""
        content = self.release.content
        cells, scale = len(self.values), float(content.scale)
        margin = margin_of_sum(scale, cells)
        value = sum(self.values.values())
        return Figure(content.period, value, margin, margin, cells, scale, (self.release.hash,))


def sum_figures(period: Period, figures: tuple[Figure, ...]) -> Figure:
    """Figures of one table over several periods as one, with the margin of the sum of their noise.

    Exact where all were blurred alike; where a plan changed between them, as wide as its widest. ValueError
    for none.
    """
    cells, scale = sum(figure.cells for figure in figures), max(figure.scale for figure in figures)
    margin = margin_of_sum(scale, cells)
    hashes = tuple(one for figure in figures for one in figure.hashes)
    return Figure(period, sum(figure.value for figure in figures), margin, margin, cells, scale, hashes)


def read_tables(releases: Iterable[Release]) -> tuple[Table, ...]:
    """Read the cells of releases."""
    return tuple(Table(release, release.values()) for release in releases)


def cell_series(tables: tuple[Table, ...], cell: tuple[str, str], *, quarterly: bool) -> Series:
    """One cell (code, label) over the releases of one stage."""
    found = (table.figure(cell[0]) for table in tables)
    return Series(cell[0], cell[1], quarterly, tuple(figure for figure in found if figure is not None))


def total_series(tables: tuple[Table, ...], cell: tuple[str, str], *, quarterly: bool) -> Series:
    """All cells of each release of one stage, summed."""
    return Series(cell[0], cell[1], quarterly, tuple(table.total() for table in tables))
