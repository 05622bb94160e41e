"""The last look at a table before it leaves: only cells of the closed list, only whole numbers, nothing else.

Knows no report. What it refuses is a mistake of ours, so it stops the job instead of publishing less.
"""

import json
from collections.abc import Iterable
from dataclasses import replace

from service.errors import BrokenChain
from service.privacy.chain import ReleaseContent, canonical_cells
from service.privacy.domains import cell_domain
from service.privacy.policy import PUBLISHED_UNIT_HEADCOUNT
from service.terms import Stage, Unit


def check_cells(content: ReleaseContent, allowed: Iterable[str]) -> None:
    """Raises BrokenChain where a table holds anything but figures of the cells that are allowed."""
    try:
        cells = json.loads(content.cells)
    except ValueError:
        raise BrokenChain("a table that was to be published cannot be read") from None
    if not isinstance(cells, dict) or not cells.keys() <= set(allowed):
        raise BrokenChain("a table that was to be published holds a cell that is on no list")
    # A bool is an int to Python, and a fraction could be a true count in disguise.
    if any(type(figure) is not int for figure in cells.values()) or content.cells != canonical_cells(
        cells.items()
    ):
        raise BrokenChain("a table that was to be published holds more than whole numbers")


def ever_allowed(stage: Stage, units: tuple[Unit, ...]) -> tuple[str, ...]:
    """Cells a table of these units can have had on the day it was drawn: units grow and shrink."""
    grown = tuple(replace(unit, headcount=max(unit.headcount, PUBLISHED_UNIT_HEADCOUNT)) for unit in units)
    return cell_domain(stage, grown).cells
