"""`candour member`: who is in a circle. Gives nobody a key: that takes a member's own browser."""

import click

from service.commands.deciding import directory_of, steward_command
from service.domain.changes import Change
from service.domain.members import add_member, remove_member, view_people
from service.domain.routes import gap_of
from service.errors import NotFound
from service.store.staff.people import find_handle, list_people
from service.terms import CircleId


@click.group()
def member() -> None:
    """Members: who is in a circle, and who waits for its key."""


@member.command("list")
@steward_command
@click.argument("circle", metavar="CIRCLE")
def list_command(change: Change, circle: str) -> None:
    """List the members of a CIRCLE, and who waits for its key."""
    found = view_people(change.work, change.staff, change.organisation, CircleId(circle))
    active = next((key.epoch for key in found.keys if key.active), None)
    handles = {one.person: one.handle for one in list_people(change.staff, change.organisation)}
    for one in found.members:
        standing = "holds its key" if active in one.epochs else "waits for its key"
        click.echo(f"{handles.get(one.person, one.person)}: {one.display}, {standing}")


@member.command("add")
@steward_command
@click.argument("circle", metavar="CIRCLE")
@click.argument("handle", metavar="NAME")
def add_command(change: Change, circle: str, handle: str) -> None:
    """Put the member NAME into a CIRCLE. They read nothing until somebody there gives them its key."""
    add_member(change, CircleId(circle), handle)
    click.echo(f"{change.organisation}: {handle} is in {circle}, and waits for its key")


@member.command("remove")
@steward_command
@click.argument("circle", metavar="CIRCLE")
@click.argument("handle", metavar="NAME")
def remove_command(change: Change, circle: str, handle: str) -> None:
    """Take NAME out of a CIRCLE: their keys and sessions go, and the circle's key changes, at once."""
    person = find_handle(change.staff, change.organisation, handle)
    if person is None:
        raise NotFound
    remove_member(change, CircleId(circle), person.person)
    click.echo(f"{change.organisation}: {handle} is out of {circle}")
    directory = directory_of(change)
    left = next(one for one in directory.circles if one.circle == circle)
    if gap_of(left, directory):
        click.echo(f"{circle} receives nothing now: ask a member to open its room", err=True)
    if not any(one.is_general for one in directory.receiving.values()):
        click.echo("No general circle can receive: nobody can report at all", err=True)
