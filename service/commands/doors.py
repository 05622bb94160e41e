"""`candour settings`, `candour door` and `candour signpost`: what reporters meet before they write."""

from dataclasses import replace

import click

from service.commands.deciding import directory_of, steward_command
from service.domain.changes import Change
from service.domain.doors import drop_signpost, join_signposts, switch_door, word_signpost
from service.domain.organisations import change_settings
from service.settings import Settings
from service.taxonomy import Signpost, taxonomy

SWITCH = click.Choice(["on", "off"])
SWITCHES = {
    "suggestions": "suggestions_off",
    "full_report": "quick_only",
    "service_sealed": "service_sealed_off",
}
"""What is on unless somebody switched it off, and the name of that."""


@click.command("settings")
@steward_command
@click.option("--name", help="What every page says it is.")
@click.option("--timezone", help="Where its days begin, such as Europe/London.")
@click.option("--languages", help="What its pages can be read in, such as en,cy; the first is the usual one.")
def settings_command(change: Change, name: str | None, timezone: str | None, languages: str | None) -> None:
    """Change what is given of ORGANISATION, and print it all."""
    offered = Settings().language_codes
    old = directory_of(change).organisation
    if name or timezone or languages:
        wanted = replace(
            old,
            name=name or old.name,
            timezone=timezone or old.timezone,
            languages=tuple(languages.split(",")) if languages else old.languages,
        )
        change_settings(change, wanted, offered)
    new = directory_of(change).organisation
    click.echo(f"name: {new.name}\ntimezone: {new.timezone}\nlanguages: {','.join(new.languages or offered)}")


@click.command("door")
@steward_command
@click.option("--suggestions", type=SWITCH, help="Factors and questions while somebody writes.")
@click.option("--full-report", type=SWITCH, help="The full report beside the quick one.")
@click.option("--service-sealed", type=SWITCH, help="The two doors that seal on arrival.")
@click.option("--leave-to", help='The https address that "leave quickly" opens; "" for a blank page.')
def door_command(change: Change, leave_to: str | None, **switches: str | None) -> None:
    """Switch what is given at the reporter's door of ORGANISATION, and print it all."""
    off = {SWITCHES[name]: value == "off" for name, value in switches.items() if value is not None}
    place = {} if leave_to is None else {"leave_to": leave_to}
    if off or place:
        switch_door(change, replace(directory_of(change).door, **off, **place))  # type: ignore[arg-type]
    door = directory_of(change).door
    for name, column in SWITCHES.items():
        click.echo(f"{name.replace('_', '-')}: {'off' if getattr(door, column) else 'on'}")
    click.echo(f"leave-to: {door.leave_to or 'a blank page'}")


@click.group()
def signpost() -> None:
    """Signposts: where to go instead of writing a report."""


@signpost.command("list")
@steward_command
def list_command(change: Change) -> None:
    """List the signposts of ORGANISATION as reporters read them; a star marks its own words."""
    own = directory_of(change).own_signposts
    for one in join_signposts(taxonomy().signposts, own):
        click.echo(f"{'*' if one in own else ' '} {one.code}: {one.show}. {one.action}")


@signpost.command("set")
@steward_command
@click.argument("code", metavar="SIGNPOST")
@click.option("--show", required=True, help="When to use it.")
@click.option("--action", required=True, help="What to do.")
def set_command(change: Change, code: str, show: str, action: str) -> None:
    """Word a usual SIGNPOST anew, or add one of your own."""
    word_signpost(change, Signpost(code, show, action))
    click.echo(f"{change.organisation}: {code} is worded")


@signpost.command("take-back")
@steward_command
@click.argument("code", metavar="SIGNPOST")
def take_back_command(change: Change, code: str) -> None:
    """Take your own words back: a usual SIGNPOST stands as it was, any other goes."""
    drop_signpost(change, code)
    click.echo(f"{change.organisation}: your words for {code} are taken back")
