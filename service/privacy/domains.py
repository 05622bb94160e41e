"""The closed, public list of cells of each published table.

Made from the taxonomy and the organisation's published units: never from what was reported, so that an
empty cell is published like every other.
"""

from dataclasses import dataclass

from service.privacy.policy import PUBLISHED_UNIT_HEADCOUNT
from service.taxonomy import taxonomy
from service.terms import Organisation, Stage, Unit

OTHER_UNITS = "other-units"
"""One cell for every unit too small to publish, and for reporters who preferred not to say."""
TOTAL = "total"
PROMISES = (
    "asked|acknowledged|answered",
    "asked|acknowledged|unanswered",
    "asked|unacknowledged|answered",
    "asked|unacknowledged|unanswered",
    "not-asked|acknowledged",
    "not-asked|unacknowledged",
)
"""Whether an answer was asked for, whether a sign of life came in 7 days, and the answer in 90."""


@dataclass(frozen=True, slots=True)
class PublicFacts:
    """What anybody may know of an organisation: enough to name every cell. Units in their fixed order."""

    organisation: Organisation
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class CellDomain:
    """The cells of one table, and where a report falls: in exactly one cell, or in none."""

    stage: Stage
    cells: tuple[str, ...]
    unit_cells: tuple[tuple[str, str], ...]
    factor_cells: tuple[tuple[str, str], ...]

    def cell_of(self, unit: str, factor: str | None, kind: str = "", promise: str = "") -> str | None:
        """The one cell of a report with these codes; None if the table has none for it."""
        place = dict(self.unit_cells).get(unit, OTHER_UNITS)
        cause = dict(self.factor_cells).get(factor or "")
        match self.stage:
            case Stage.MONTH_TOTAL:
                return TOTAL
            case Stage.MONTH_UNIT | Stage.QUARTER_UNIT:
                return place
            case Stage.QUARTER_CROSS:
                return None if cause is None else cross_cell(place, cause)
            case Stage.QUARTER_KIND:
                return kind if kind in self.cells else None
            case Stage.QUARTER_PROMISES:
                return promise if promise in self.cells else None
            case _:
                return cause


def cross_cell(unit_group: str, factor_group: str) -> str:
    """The code of a cross-table cell."""
    return f"{unit_group}|{factor_group}"


def promise_cell(*, asked: bool, acknowledged: bool, answered: bool) -> str:
    """The cell of a report in the table of promises; late is not kept."""
    first = f"{'asked' if asked else 'not-asked'}|{'acknowledged' if acknowledged else 'unacknowledged'}"
    return f"{first}|{'answered' if answered else 'unanswered'}" if asked else first


def published_units(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The units with a cell of their own, in their fixed order."""
    return tuple(unit for unit in units if unit.headcount >= PUBLISHED_UNIT_HEADCOUNT)


def published_unit_groups(units: tuple[Unit, ...]) -> tuple[str, ...]:
    """The groups of units with a cell of their own, in the order of their first unit."""
    staff: dict[str, int] = {}
    for unit in units:
        staff[unit.group] = staff.get(unit.group, 0) + unit.headcount
    return tuple(group for group, people in staff.items() if people >= PUBLISHED_UNIT_HEADCOUNT)


def cell_domain(stage: Stage, units: tuple[Unit, ...]) -> CellDomain:
    """The closed list of cells of a stage for an organisation with these units."""
    factors = taxonomy().factors
    if stage is Stage.QUARTER_CROSS:
        groups = published_unit_groups(units)
        places = tuple((unit.unit, unit.group) for unit in units if unit.group in groups)
        causes = tuple((factor.code, factor.group) for factor in factors)
        across = tuple(group.code for group in taxonomy().groups)
        cells = tuple(cross_cell(group, cause) for group in (*groups, OTHER_UNITS) for cause in across)
        return CellDomain(stage, cells, places, causes)
    places = tuple((unit.unit, unit.unit) for unit in published_units(units))
    causes = tuple((factor.code, factor.code) for factor in factors)
    by_unit = (*(unit for unit, _ in places), OTHER_UNITS)
    by_factor = tuple(code for code, _ in causes)
    cells = {
        Stage.MONTH_TOTAL: (TOTAL,),
        Stage.MONTH_UNIT: by_unit,
        Stage.QUARTER_UNIT: by_unit,
        Stage.QUARTER_KIND: tuple(kind.code for kind in taxonomy().kinds),
        Stage.QUARTER_PROMISES: PROMISES,
    }.get(stage, by_factor)
    return CellDomain(stage, cells, places, causes)
