"""Changes an organisation's units. None is ever taken away: figures and reports are kept under its code.

A unit below the floor is never offered to reporters; its people choose the larger one it rolls up to.
"""

from service.domain.audit import Deed
from service.domain.changes import Change, begin_change, name_parts, note_change
from service.domain.entries import check_code, check_number, check_text
from service.errors import NotFound
from service.refusals import BadEntry, CodeTaken, NoLargerUnit, UnitInUse
from service.store.work import units
from service.terms import MIN_UNIT_HEADCOUNT, PREFER_NOT_TO_SAY, Unit, UnitCode

MOST_PEOPLE = 1_000_000


def add_unit(change: Change, unit: Unit) -> None:
    """Add a unit after the others. CodeTaken if its code is in use; else as `change_unit`."""
    begin_change(change)
    known = units.list_units(change.work, change.organisation)
    check_code(unit.unit, "unit")
    if unit.unit in {PREFER_NOT_TO_SAY, *(one.unit for one in known)}:
        raise CodeTaken(field="unit")
    checked = _checked(unit, known)
    units.add_unit(change.work, change.organisation, checked, len(known))
    note_change(change, Deed.UNIT_CHANGED, f"{unit.unit}: added")


def change_unit(change: Change, unit: Unit) -> None:
    """Change a unit's name, group, head count or larger unit; the code stays.

    Raises NotFound, BadEntry, NoLargerUnit below the floor, and UnitInUse if others roll up to it and it
    would no longer be large enough.
    """
    begin_change(change)
    known = units.list_units(change.work, change.organisation)
    old = next((one for one in known if one.unit == unit.unit), None)
    if old is None:
        raise NotFound
    new = _checked(unit, known)
    units.change_unit(change.work, change.organisation, new)
    parts = {
        "label": old.label != new.label,
        "group": old.group != new.group,
        "headcount": old.headcount != new.headcount,
        "rolls_up_to": old.rolls_up_to != new.rolls_up_to,
    }
    note_change(change, Deed.UNIT_CHANGED, name_parts(unit.unit, parts))


def move_unit(change: Change, unit: UnitCode, place: int) -> None:
    """Move a unit to a place in every list, counted from 1. Raises NotFound and BadEntry."""
    begin_change(change)
    known = [one.unit for one in units.list_units(change.work, change.organisation)]
    if unit not in known:
        raise NotFound
    if not 1 <= place <= len(known):
        raise BadEntry(field="place")
    known.remove(unit)
    known.insert(place - 1, unit)
    units.order_units(change.work, change.organisation, known)
    note_change(change, Deed.UNIT_CHANGED, f"{unit}: place")


def shift_unit(change: Change, unit: UnitCode, by: int) -> None:
    """Move a unit up (-1) or down (1) in every list; the first and the last stay where they are. NotFound."""
    known = [one.unit for one in units.list_units(change.work, change.organisation)]
    if unit not in known:
        raise NotFound
    place = known.index(unit) + 1 + by
    move_unit(change, unit, min(max(place, 1), len(known)))


def _checked(unit: Unit, known: tuple[Unit, ...]) -> Unit:
    others = {one.unit: one for one in known if one.unit != unit.unit}
    label, group = check_text(unit.label, "label"), check_code(unit.group, "group")
    check_number(unit.headcount, "headcount", MOST_PEOPLE)
    larger = others.get(unit.rolls_up_to) if unit.rolls_up_to else None
    if unit.rolls_up_to and (larger is None or larger.headcount <= unit.headcount):
        raise BadEntry(field="rolls_up_to")
    if unit.headcount < MIN_UNIT_HEADCOUNT:
        if larger is None or larger.headcount < MIN_UNIT_HEADCOUNT:
            raise NoLargerUnit(field="rolls_up_to")
        if any(one.rolls_up_to == unit.unit for one in others.values()):
            raise UnitInUse(field="headcount")
    return Unit(unit.unit, label, group, unit.headcount, unit.rolls_up_to)
