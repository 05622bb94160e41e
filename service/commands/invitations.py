"""`candour invite`: one-time links by which people set their own first ways in. A link is printed once."""

import secrets

import click

from service.commands.deciding import steward_command
from service.domain.changes import Change
from service.domain.invitations import invite_again, invite_person, link_of, revoke_invitation
from service.settings import Settings
from service.store.staff.invitations import list_invitations
from service.terms import Role


@click.group()
def invite() -> None:
    """Invitations: one-time links, good for seven days."""


@invite.command("new")
@steward_command
@click.argument("handle", metavar="NAME")
@click.option("--display", required=True, help="What colleagues call them.")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
def new_command(change: Change, handle: str, display: str, role: str) -> None:
    """Invite somebody by a sign-in NAME nobody has yet, and print the link, once."""
    click.echo(_link(change, invite_person(change, (handle, display), Role(role), secrets.token_bytes)))


@invite.command("again")
@steward_command
@click.argument("handle", metavar="NAME")
def again_command(change: Change, handle: str) -> None:
    """Invite somebody who lost every way in, and print the link, once."""
    click.echo(_link(change, invite_again(change, handle, secrets.token_bytes)))


@invite.command("list")
@steward_command
def list_command(change: Change) -> None:
    """List the invitations of ORGANISATION that can still be used."""
    for one in list_invitations(change.staff, change.organisation, change.who[1]):
        until = one.expires.date().isoformat()
        click.echo(f"{one.invitation}: {one.handle}, {one.role.value}, until {until}")


@invite.command("revoke")
@steward_command
@click.argument("name", metavar="INVITATION")
def revoke_command(change: Change, name: str) -> None:
    """End an INVITATION of the list."""
    revoke_invitation(change, name)
    click.echo(f"{change.organisation}: {name} has ended")


def _link(change: Change, token: bytes) -> str:
    settings = Settings()
    root = "" if settings.organisation == change.organisation else f"/o/{change.organisation}"
    return link_of(settings.address, root, token)
