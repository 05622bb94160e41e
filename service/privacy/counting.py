"""Counts reports over a closed list of cells, one cell a report at most.

The counts it makes are the only true ones there ever are: they live in the caller's memory, print as
nothing, and are only good for being blurred.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from service.privacy.domains import CellDomain


@dataclass(frozen=True, slots=True)
class Tally:
    """How many reports share what a table counts them by; the number never prints."""

    unit: str
    factor: str | None
    reports: int = field(repr=False)
    kind: str = ""
    promise: str = ""
    """The cell of the table of promises."""


@dataclass(frozen=True, slots=True)
class RawCounts:
    """True counts over the cells of a domain, in its order. Never stored, never logged, never shown."""

    domain: CellDomain
    values: tuple[int, ...] = field(repr=False)


def count_cells(domain: CellDomain, tallies: Iterable[Tally]) -> RawCounts:
    """Fold tallies into the domain, zeros included; what belongs to no cell is left out."""
    values = dict.fromkeys(domain.cells, 0)
    for tally in tallies:
        cell = domain.cell_of(tally.unit, tally.factor, tally.kind, tally.promise)
        if cell is not None:
            values[cell] += tally.reports
    return RawCounts(domain, tuple(values.values()))
