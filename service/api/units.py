"""A steward's units over the API: the same changes as on their page and from the command line."""

from typing import Annotated

from annotated_types import Interval
from fastapi import APIRouter

from service.api.changing import Changed, Line, SeenDep, changed, changing
from service.api.schemas import Code, Form
from service.deps import DirectoryDep, StewardDep
from service.domain import units
from service.domain.units import MOST_PEOPLE
from service.terms import Unit, UnitCode

router = APIRouter(prefix="/o/{organisation}", tags=["units"])


class UnitIn(Form):
    """A unit's name, group and head count, and the larger one it rolls up to."""

    label: Line
    group: Code
    headcount: Annotated[int, Interval(ge=0, le=MOST_PEOPLE)]
    rolls_up_to: Code | None = None

    def as_unit(self, code: str) -> Unit:
        """The unit with this code."""
        larger = None if self.rolls_up_to is None else UnitCode(self.rolls_up_to)
        return Unit(UnitCode(code), self.label, self.group, self.headcount, larger)


class NewUnitIn(UnitIn):
    """A unit that is not there yet; its code stays for good."""

    unit: Code


class PlaceIn(Form):
    """A place in every list, counted from 1."""

    place: Annotated[int, Interval(ge=1, le=MOST_PEOPLE)]


class KeptUnitOut(UnitIn):
    """A unit as its stewards see it; `offered` says whether reporters can choose it."""

    unit: str
    offered: bool


class UnitsOut(Changed):
    """Every unit in its order."""

    units: list[KeptUnitOut]


@router.get("/units")
def list_units(_: StewardDep, directory: DirectoryDep) -> UnitsOut:
    """Every unit with its head count, in the order of every list."""
    found = [
        KeptUnitOut(
            unit=one.unit,
            label=one.label,
            group=one.group,
            headcount=one.headcount,
            rolls_up_to=one.rolls_up_to,
            offered=one.unit in directory.offered_codes,
        )
        for one in directory.units
    ]
    return UnitsOut(revision=directory.organisation.revision, units=found)


@router.post("/units")
def add_unit(_: StewardDep, body: NewUnitIn, change: SeenDep) -> Changed:
    """Add a unit after the others."""
    with changing(change):
        units.add_unit(change, body.as_unit(body.unit))
        return changed(change)


@router.put("/units/{unit}")
def change_unit(_: StewardDep, unit: Code, body: UnitIn, change: SeenDep) -> Changed:
    """Change a unit; its code stays, and none is ever taken away."""
    with changing(change):
        units.change_unit(change, body.as_unit(unit))
        return changed(change)


@router.put("/units/{unit}/place")
def move_unit(_: StewardDep, unit: Code, body: PlaceIn, change: SeenDep) -> Changed:
    """Move a unit to a place in every list."""
    with changing(change):
        units.move_unit(change, UnitCode(unit), body.place)
        return changed(change)
