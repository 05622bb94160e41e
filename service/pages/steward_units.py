"""The steward's units: their head counts, what the floor makes of them, and the forms to change them."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.deps import ChangeDep, StewardDep
from service.domain.changes import Change
from service.domain.units import add_unit, change_unit, move_unit, shift_unit
from service.languages import N_
from service.pages.render import render
from service.pages.steward_acts import PAGE, Acts, Fields, FieldsDep, carry_out
from service.pages.steward_form import FormView, Input, Row, Sheet, Table, Visit, VisitDep, code_input
from service.pages.views import Option
from service.terms import MIN_UNIT_HEADCOUNT, Unit, UnitCode

PLACE = "steward/units"
HEADS = (N_("Unit"), N_("People"), N_("Offered to reporters"), N_("Place"))
SHIFTS = {"up": -1, "down": 1}
router = APIRouter(include_in_schema=False)


@router.get("/o/{organisation}/steward/units")
def units_page(_: StewardDep, visit: VisitDep, unit: str = "") -> HTMLResponse:
    """Every unit; with `unit` the form to change that one."""
    return render(PAGE, view_units(visit, unit))


@router.post("/o/{organisation}/steward/units")
def units_step(_: StewardDep, visit: VisitDep, fields: FieldsDep, change: ChangeDep) -> Response:
    """Add, change or move a unit."""
    return carry_out(visit, change, fields, ACTS, lambda chosen: view_units(visit, chosen))


def view_units(visit: Visit, chosen: str) -> FormView:
    """The units in their order, the form for the chosen one, and the form for one more."""
    known = visit.directory.units
    unit = next((one for one in known if one.unit == chosen), None)
    sheets = (*(_sheets_of(unit, visit) if unit else ()), _adding(visit))
    lead = N_(
        "A unit with fewer than 20 people is never offered: a small team is a name. Its people choose a"
        " larger unit. No unit is ever taken away, since old figures are kept under it."
    )
    rows = tuple(
        Row(
            one.label,
            (str(one.headcount), _offered(one, visit), str(place)),
            visit.link(PLACE, f"?unit={one.unit}#sheet-change"),
        )
        for place, one in enumerate(known, 1)
    )
    return visit.view(PLACE, N_("Units"), lead, Table(HEADS, rows), sheets)


def _add(change: Change, fields: Fields) -> None:
    add_unit(change, _typed(fields.one("unit"), fields))


def _change(change: Change, fields: Fields) -> None:
    change_unit(change, _typed(fields.one("subject"), fields))


def _move(change: Change, fields: Fields) -> None:
    unit, to = UnitCode(fields.one("subject")), fields.one("to")
    if to in SHIFTS:
        shift_unit(change, unit, SHIFTS[to])
    else:
        move_unit(change, unit, fields.number("place"))


ACTS: Acts = {"add": _add, "change": _change, "move": _move}


def _typed(code: str, fields: Fields) -> Unit:
    larger = fields.one("rolls_up_to")
    return Unit(
        UnitCode(code),
        fields.one("label"),
        fields.one("group"),
        fields.number("headcount"),
        UnitCode(larger) if larger else None,
    )


def _offered(unit: Unit, visit: Visit) -> str:
    if unit.headcount >= MIN_UNIT_HEADCOUNT:
        return N_("By its own name")
    labels = {one.unit: one.label for one in visit.directory.units}
    larger = labels.get(unit.rolls_up_to) if unit.rolls_up_to else None
    if larger is None:
        return N_("No, and it rolls up nowhere")
    return N_("No; its people choose %(larger)s", larger=larger)


def _inputs(unit: Unit | None, visit: Visit) -> tuple[Input, ...]:
    large = (one for one in visit.directory.units if one.headcount >= MIN_UNIT_HEADCOUNT and one != unit)
    options = (Option("", N_("None")), *(Option(one.unit, one.label) for one in large))
    groups = ", ".join(dict.fromkeys(one.group for one in visit.directory.units))
    held = (unit.label, str(unit.headcount), unit.group, unit.rolls_up_to or "") if unit else ("",) * 4
    label, headcount, group, larger = ((one,) for one in held)
    shared = N_("Units of one group share a line in the cross-table. In use: %(groups)s", groups=groups)
    which = N_("With fewer than 20 people: which unit do they choose?")
    return (
        Input("label", N_("Name"), label),
        Input("headcount", N_("How many people work there?"), headcount, "number"),
        Input("group", N_("Group"), group, hint=shared),
        Input("rolls_up_to", which, larger, "select", options=options),
    )


def _sheets_of(unit: Unit, visit: Visit) -> tuple[Sheet, ...]:
    place = str(visit.directory.units.index(unit) + 1)
    where = Input("place", N_("Place in every list, from 1"), (place,), "number")
    steps = (Option("up", N_("One up")), Option("down", N_("One down")))
    heading = N_("Change %(unit)s", unit=unit.label)
    return (
        Sheet("change", heading, N_("Save"), _inputs(unit, visit), subject=unit.unit),
        Sheet("move", N_("Move it"), N_("Move"), (where,), subject=unit.unit, quiet=True, more=steps),
    )


def _adding(visit: Visit) -> Sheet:
    fields = (code_input("unit"), *_inputs(None, visit))
    return Sheet("add", N_("Add a unit"), N_("Add"), fields, quiet=True)
