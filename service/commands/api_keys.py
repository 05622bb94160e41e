"""`candour key`: keys of programs. A key is printed once, when it is made; only its hash is kept."""

import secrets

import click

from service.commands.deciding import steward_command
from service.domain.api_keys import end_api_key, make_api_key
from service.domain.changes import Change
from service.store.staff.api_keys import list_api_keys
from service.terms import Scope


@click.group()
def key() -> None:
    """API keys: what lets a program in."""


@key.command("list")
@steward_command
def list_command(change: Change) -> None:
    """List every key of ORGANISATION, those that have ended last."""
    for one in list_api_keys(change.staff, change.organisation):
        days = (f"made {one.made}" if one.made else "", f"ended {one.ended}" if one.ended else "")
        told = ", ".join(part for part in (*(scope.value for scope in one.scopes), *days) if part)
        click.echo(f"{one.key}: {one.label} ({told})")


@key.command("make")
@steward_command
@click.option("--label", required=True, help="What it is for.")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice([scope.value for scope in Scope]),
    multiple=True,
    required=True,
    help="What it may do; give it again for more.",
)
def make_command(change: Change, label: str, scopes: tuple[str, ...]) -> None:
    """Make a key and print it, once."""
    token = make_api_key(change, label, tuple(Scope(scope) for scope in scopes), secrets.token_bytes)
    click.echo(token)


@key.command("end")
@steward_command
@click.argument("name", metavar="KEY")
def end_command(change: Change, name: str) -> None:
    """Let a KEY of the list open nothing from now on."""
    end_api_key(change, name)
    click.echo(f"{change.organisation}: {name} has ended")
