"""`candour unit`: add, rename, resize, move and list units. Takes none away: its figures stay."""

import click

from service.commands.deciding import directory_of, steward_command
from service.domain.changes import Change
from service.domain.units import add_unit, change_unit, move_unit, shift_unit
from service.errors import NotFound
from service.terms import MIN_UNIT_HEADCOUNT, Unit, UnitCode

SHIFTS = {"up": -1, "down": 1}


@click.group()
def unit() -> None:
    """Units: service areas large enough to hide in."""


@unit.command("list")
@steward_command
def list_command(change: Change) -> None:
    """List the units of ORGANISATION in their order."""
    for place, one in enumerate(directory_of(change).units, 1):
        small = f", rolls up to {one.rolls_up_to}" if one.headcount < MIN_UNIT_HEADCOUNT else ""
        click.echo(f"{place}. {one.unit}: {one.label} (group {one.group}), {one.headcount} people{small}")


@unit.command("add")
@steward_command
@click.argument("code", metavar="UNIT")
@click.option("--label", required=True, help="What reporters and leaders read.")
@click.option("--group", required=True, help="Which units the cross-table shows together.")
@click.option("--headcount", type=int, required=True, help="How many people work there.")
@click.option("--rolls-up-to", metavar="UNIT", help="The larger unit, needed for fewer than 20 people.")
def add_command(change: Change, code: str, headcount: int, **given: str | None) -> None:
    """Add a UNIT after the others."""
    larger = UnitCode(given["rolls_up_to"]) if given["rolls_up_to"] else None
    add_unit(change, Unit(UnitCode(code), str(given["label"]), str(given["group"]), headcount, larger))
    click.echo(f"{change.organisation}: {code} is added")


@unit.command("change")
@steward_command
@click.argument("code", metavar="UNIT")
@click.option("--label", help="Another name.")
@click.option("--group", help="Another group.")
@click.option("--headcount", type=int, help="Another number of people.")
@click.option("--rolls-up-to", metavar="UNIT", help='Another larger unit; "" for none.')
def change_command(change: Change, code: str, **given: str | int | None) -> None:
    """Change what is given of a UNIT; its code stays."""
    old = next((one for one in directory_of(change).units if one.unit == code), None)
    if old is None:
        raise NotFound
    label, group = (str(given[name] or getattr(old, name)) for name in ("label", "group"))
    headcount = old.headcount if given["headcount"] is None else int(given["headcount"])
    larger = old.rolls_up_to if given["rolls_up_to"] is None else str(given["rolls_up_to"]) or None
    change_unit(change, Unit(old.unit, label, group, headcount, None if larger is None else UnitCode(larger)))
    click.echo(f"{change.organisation}: {code} is changed")


@unit.command("move")
@steward_command
@click.argument("code", metavar="UNIT")
@click.argument("place", metavar="PLACE")
def move_command(change: Change, code: str, place: str) -> None:
    """Move a UNIT to a PLACE in every list, counted from 1, or one "up" or "down"."""
    if place in SHIFTS:
        shift_unit(change, UnitCode(code), SHIFTS[place])
    elif place.isascii() and place.isdecimal():
        move_unit(change, UnitCode(code), int(place))
    else:
        raise click.UsageError('PLACE is a number, "up" or "down".')
    codes = [one.unit for one in directory_of(change).units]
    click.echo(f"{change.organisation}: {code} is number {codes.index(UnitCode(code)) + 1}")
