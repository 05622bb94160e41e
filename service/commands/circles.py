"""`candour circle` and `candour route`: what circles are called, and which learns from which factor.

Touches no key and no member: only a member's own browser can.
"""

import click

from service.commands.deciding import directory_of, steward_command
from service.domain.changes import Change
from service.domain.circles import add_circle, change_circle, make_general
from service.domain.routes import Gap, change_routes, gap_of, list_routes
from service.errors import NotFound
from service.store.work.endorsements import Endorsement
from service.terms import CircleId

GAPS = {
    Gap.NO_CIRCLE: "no circle",
    Gap.CANNOT_RECEIVE: "its circle cannot receive",
    Gap.TOO_FEW: "fewer than three members",
    Gap.TOO_FEW_HOLD: "fewer than three members hold its key",
    Gap.NO_KEY: "no key",
    Gap.NOT_ENDORSED: "nobody in another circle has endorsed it",
}


@click.group()
def circle() -> None:
    """Circles: who receives reports and learns from them."""


@circle.command("list")
@steward_command
def list_command(change: Change) -> None:
    """List the circles of ORGANISATION, and which of them receive nothing."""
    directory = directory_of(change)
    for one in directory.circles:
        gap = gap_of(one, directory)
        general = "; general" if one.is_general else ""
        nothing = f"; receives nothing: {GAPS[gap]}" if gap else ""
        known = _standing(directory.endorsed.get(one.circle))
        held = f"{one.members} members, {one.holders} hold its key"
        click.echo(f"{one.circle}: {one.label}, {held}{known}{general}{nothing}")


def _standing(made: Endorsement | None) -> str:
    if made is None:
        return ""
    return f"; endorsed by {made.by.circle} on {made.since}" if made.by else "; founded"


@circle.command("add")
@steward_command
@click.argument("code", metavar="CIRCLE")
@click.option("--label", required=True, help="What reporters read.")
@click.option("--about", required=True, help="Who is in it, in roles and never in names.")
def add_command(change: Change, code: str, label: str, about: str) -> None:
    """Add a CIRCLE. It receives nothing until three hold its key and another circle has endorsed it."""
    add_circle(change, CircleId(code), label, about)
    click.echo(f"{change.organisation}: {code} is added")


@circle.command("change")
@steward_command
@click.argument("code", metavar="CIRCLE")
@click.option("--label", help="Another name.")
@click.option("--about", help="Who is in it, said anew.")
def change_command(change: Change, code: str, label: str | None, about: str | None) -> None:
    """Change what is given of a CIRCLE; its code stays."""
    old = next((one for one in directory_of(change).circles if one.circle == code), None)
    if old is None:
        raise NotFound
    change_circle(change, old.circle, label or old.label, about or old.about)
    click.echo(f"{change.organisation}: {code} is changed")


@circle.command("make-general")
@steward_command
@click.argument("code", metavar="CIRCLE")
def general_command(change: Change, code: str) -> None:
    """Let a CIRCLE, and no other, receive what is not yet clear."""
    make_general(change, CircleId(code))
    click.echo(f"{change.organisation}: {code} is the general circle")


@click.group()
def route() -> None:
    """Routes: which circle learns from which factor."""


@route.command("list")
@steward_command
def list_routes_command(change: Change) -> None:
    """List where each factor's reports go in ORGANISATION, and where there is a gap."""
    for one in list_routes(directory_of(change)):
        gap = f" ({GAPS[one.gap]})" if one.gap else ""
        click.echo(f"{one.factor}: {one.arrives or 'nowhere'}{gap}")


@route.command("set")
@steward_command
@click.argument("factor", metavar="FACTOR")
@click.argument("code", metavar="CIRCLE")
def set_command(change: Change, factor: str, code: str) -> None:
    """Send a FACTOR's reports to a CIRCLE from now on."""
    change_routes(change, {factor: code})
    click.echo(f"{change.organisation}: {factor} goes to {code}")
