"""The steward's units: their head counts, what the floor makes of them, and the forms to change them."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.deps import ChangeDep, DirectoryDep, StewardDep
from service.domain.changes import Change
from service.domain.units import add_unit, change_unit, move_unit
from service.errors import NotFound, Refusal
from service.languages import N_
from service.pages.frames import FrameDep
from service.pages.render import render
from service.pages.steward_form import (
    Fields,
    FieldsDep,
    FormView,
    Input,
    Row,
    Sheet,
    Table,
    Visit,
    again,
    saved,
    seen_by,
)
from service.pages.views import Option
from service.store.engine import transaction
from service.terms import MIN_UNIT_HEADCOUNT, Unit, UnitCode

PLACE = "steward/units"
HEADS = (N_("Unit"), N_("People"), N_("Offered to reporters"), N_("Place"))
router = APIRouter(include_in_schema=False)


@router.get("/o/{organisation}/steward/units")
def units_page(
    steward: StewardDep, directory: DirectoryDep, frame: FrameDep, unit: str = "", saved: bool = False
) -> HTMLResponse:
    """Every unit; with `unit` the form to change that one."""
    return render("steward/form.html", view_units(Visit(steward, directory, frame, saved), unit))


@router.post("/o/{organisation}/steward/units")
def units_step(
    steward: StewardDep, directory: DirectoryDep, frame: FrameDep, fields: FieldsDep, change: ChangeDep
) -> Response:
    """Add, change or move a unit."""
    try:
        with transaction(change.work):
            _act(seen_by(change, fields), fields)
    except Refusal as refusal:
        return again(view_units(Visit(steward, directory, frame), fields.one("subject")), fields, refusal)
    return saved(frame, PLACE)


def view_units(visit: Visit, chosen: str) -> FormView:
    """The units in their order, the form for the chosen one, and the form for one more."""
    known = visit.directory.units
    unit = next((one for one in known if one.unit == chosen), None)
    say = visit.frame.language.say
    sheets = (*(_sheets_of(unit, visit) if unit else ()), _adding(visit))
    lead = N_(
        "A unit with fewer than 20 people is never offered: a small team is a name. Its people choose a"
        " larger unit. No unit is ever taken away, since old figures are kept under it."
    )
    rows = tuple(
        Row(
            one.label,
            (str(one.headcount), _offered(one, visit), str(place)),
            f"{visit.frame.root}/{PLACE}?unit={one.unit}#sheet-change",
        )
        for place, one in enumerate(known, 1)
    )
    return visit.view(PLACE, say(N_("Units")), lead, Table(HEADS, rows), sheets)


def _act(change: Change, fields: Fields) -> None:
    code = UnitCode(fields.one("subject") or fields.one("unit"))
    match fields.one("step"):
        case "add":
            add_unit(change, _typed(code, fields))
        case "change":
            change_unit(change, _typed(code, fields))
        case "move":
            move_unit(change, code, fields.number("place"))
        case _:
            raise NotFound


def _typed(code: UnitCode, fields: Fields) -> Unit:
    larger = fields.one("rolls_up_to")
    return Unit(
        code,
        fields.one("label"),
        fields.one("group"),
        fields.number("headcount"),
        UnitCode(larger) if larger else None,
    )


def _offered(unit: Unit, visit: Visit) -> str:
    say = visit.frame.language.say
    if unit.headcount >= MIN_UNIT_HEADCOUNT:
        return say("By its own name")
    labels = {one.unit: one.label for one in visit.directory.units}
    larger = labels.get(unit.rolls_up_to) if unit.rolls_up_to else None
    if larger is None:
        return say("No, and it rolls up nowhere")
    return say("No; its people choose %(larger)s", larger=larger)


def _inputs(unit: Unit | None, visit: Visit) -> tuple[Input, ...]:
    say = visit.frame.language.say
    large = (one for one in visit.directory.units if one.headcount >= MIN_UNIT_HEADCOUNT and one != unit)
    options = (Option("", say("None")), *(Option(one.unit, one.label) for one in large))
    groups = ", ".join(dict.fromkeys(one.group for one in visit.directory.units))
    return (
        Input("label", say("Name"), (unit.label if unit else "",)),
        Input(
            "headcount", say("How many people work there?"), (str(unit.headcount) if unit else "",), "number"
        ),
        Input(
            "group",
            say("Group"),
            (unit.group if unit else "",),
            hint=say("Units of one group share a line in the cross-table. In use: %(groups)s", groups=groups),
        ),
        Input(
            "rolls_up_to",
            say("With fewer than 20 people: which unit do they choose?"),
            ((unit.rolls_up_to or "") if unit else "",),
            "select",
            options=options,
        ),
    )


def _sheets_of(unit: Unit, visit: Visit) -> tuple[Sheet, ...]:
    say = visit.frame.language.say
    place = str(visit.directory.units.index(unit) + 1)
    where = Input("place", say("Place in every list, from 1"), (place,), "number")
    heading = say("Change %(unit)s", unit=unit.label)
    return (
        Sheet("change", heading, say("Save"), _inputs(unit, visit), subject=unit.unit),
        Sheet("move", say("Move it"), say("Move"), (where,), subject=unit.unit, quiet=True),
    )


def _adding(visit: Visit) -> Sheet:
    say = visit.frame.language.say
    hint = say("Small letters, digits and hyphens. It stays for good.")
    code = Input("unit", say("Short code"), hint=hint)
    return Sheet("add", say("Add a unit"), say("Add"), (code, *_inputs(None, visit)), quiet=True)
