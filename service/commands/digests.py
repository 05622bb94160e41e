"""`candour digest`: when the weekly mail to members goes out, and where a member's goes."""

import click

from service.commands.deciding import directory_of, steward_command
from service.domain.changes import Change
from service.domain.digests import choose_time, find_member, set_letterbox, stop_digest
from service.settings import Settings
from service.store.staff.digests import Letterbox, clear_letterbox, find_digest_time

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@click.group()
def digest() -> None:
    """The weekly digest: a mail that says the same every week, to members who asked for it."""


@digest.command("time")
@steward_command
@click.option("--weekday", type=click.Choice(WEEKDAYS), help="The day, where the organisation is.")
@click.option("--hour", type=click.IntRange(0, 23), help="The hour of it; 7 where none is given.")
@click.option("--stop", is_flag=True, help="Send none any more.")
def time_command(change: Change, weekday: str | None, hour: int | None, stop: bool) -> None:
    """Say when the digest of ORGANISATION goes out, or print it."""
    if stop:
        stop_digest(change)
    elif weekday is not None:
        timezone = directory_of(change).organisation.timezone
        choose_time(change, WEEKDAYS.index(weekday), 7 if hour is None else hour, timezone)
    elif hour is not None:
        raise click.UsageError("Give --weekday with --hour.")
    found = find_digest_time(change.staff, change.organisation)
    told = f"{WEEKDAYS[found.weekday]} at {found.hour:02}:00" if found else "none is sent"
    click.echo(f"{change.organisation}: {told}")


@digest.command("to")
@steward_command
@click.argument("handle", metavar="NAME")
@click.option("--address", help="Where it goes.")
@click.option("--language", help="In which language, such as cy; otherwise the organisation's first.")
@click.option("--clear", is_flag=True, help="Send them none any more, and forget the address.")
def to_command(change: Change, handle: str, address: str | None, language: str | None, clear: bool) -> None:
    """Say where the digest of the member with the sign-in NAME goes; their room does the same."""
    if (address is None) is not clear:
        raise click.UsageError("Give either --address or --clear.")
    person = find_member(change.staff, change.organisation, handle)
    if address is None:
        clear_letterbox(change.staff, change.organisation, person)
        click.echo(f"{change.organisation}: no digest goes to {handle}")
        return
    offered = directory_of(change).organisation.languages or Settings().language_codes
    wanted = Letterbox(address, language or offered[0])
    set_letterbox(change.staff, (change.organisation, person), wanted, offered)
    click.echo(f"{change.organisation}: the digest goes to {handle}")
