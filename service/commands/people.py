"""`candour people` and `candour sessions`: who may sign in, as what, and ending it. Never what they read."""

import click

from service.commands.deciding import steward_command
from service.domain.changes import Change
from service.domain.people import (
    Known,
    Waits,
    end_sessions,
    find_named,
    give_role,
    list_known,
    remove_person,
)
from service.terms import Role

WAITS = {
    Waits.LINK: "has not used their link",
    Waits.WAYS: "needs a second way in",
    Waits.CIRCLE: "is in no circle yet",
    Waits.KEY: "waits for their circle to pass them its key",
}


@click.group()
def people() -> None:
    """People: who may sign in, and as what."""


@people.command("list")
@steward_command
def list_command(change: Change) -> None:
    """List the people of ORGANISATION, and what they still wait for."""
    for one in list_known(change.staff, change.work, change.organisation, change.who[1]):
        click.echo(_line(one))


@people.command("role")
@steward_command
@click.argument("handle", metavar="NAME")
@click.argument("role", type=click.Choice([role.value for role in Role]), metavar="ROLE")
def role_command(change: Change, handle: str, role: str) -> None:
    """Let NAME be a leader or a steward from now on; their sessions end."""
    give_role(change, find_named(change, handle), Role(role))
    click.echo(f"{change.organisation}: {handle} is a {role}")


@people.command("remove")
@steward_command
@click.argument("handle", metavar="NAME")
def remove_command(change: Change, handle: str) -> None:
    """Take NAME off the list, with every way in. Whoever is in a circle leaves it first."""
    remove_person(change, find_named(change, handle))
    click.echo(f"{change.organisation}: {handle} is off the list")


@click.group()
def sessions() -> None:
    """Sessions: browsers that are signed in."""


@sessions.command("end")
@steward_command
@click.argument("handle", metavar="NAME")
def end_command(change: Change, handle: str) -> None:
    """End every session of NAME, on every device."""
    end_sessions(change, find_named(change, handle))
    click.echo(f"{change.organisation}: every session of {handle} has ended")


def _line(one: Known) -> str:
    parts = [one.role.value, *one.circles, f"{one.ways} ways in"]
    if one.waits in WAITS:
        parts.append(WAITS[one.waits])
    if one.until:
        parts.append(f"invitation {one.invitation} until {one.until}")
    return f"{one.handle}: {', '.join(parts)} ({one.person})"
