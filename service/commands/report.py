"""`candour report`: tells a service what happened, masked and sealed on this machine, from a terminal.

Shows what the circle would read before anything is sent; can be told which locks to trust. Stores nothing.
"""

import sys
from dataclasses import dataclass, field

import click
import httpx

from service.client.candour import Candour, OtherLock, Refused
from service.client.sealing import destination, lock_words
from service.crypto.errors import TooLong
from service.taxonomy import taxonomy
from service.terms import NOT_SAID, PREFER_NOT_TO_SAY, CodedFields, UnitCode
from service.text.engine import scrub

NOT_KNOWN, NOT_SURE, ONCE = "not-known", "not-sure", "once"


@dataclass(frozen=True, slots=True)
class Telling:
    """What was asked for on the command line."""

    coded: CodedFields
    narrative: str = field(repr=False)
    pins: tuple[str, ...]
    sure: bool


@click.command("report")
@click.argument("address")
@click.argument("organisation")
@click.option("--kind", default=NOT_SAID, help="near-miss, incident, concern, not-as-intended and so on.")
@click.option("--unit", default=PREFER_NOT_TO_SAY, help="A unit's code; otherwise not said.")
@click.option(
    "--factor", "factors", multiple=True, help="A factor's code, up to three, the most important first."
)
@click.option("--potential", default=NOT_SURE)
@click.option("--spread", default=ONCE)
@click.option("--role-group", default=PREFER_NOT_TO_SAY)
@click.option("--pin", "pins", multiple=True, metavar="WORDS", help="A lock's six words; no other is used.")
@click.option("--yes", "sure", is_flag=True, help="Send without asking once more.")
def report_command(
    address: str, organisation: str, pins: tuple[str, ...], sure: bool, factors: tuple[str, ...], **codes: str
) -> None:
    """Report what standard input says to ORGANISATION at ADDRESS, sealed before it leaves this machine."""
    unit = UnitCode(codes.pop("unit"))
    coded = CodedFields(unit=unit, factors=factors, impact=NOT_KNOWN, **codes)
    telling = Telling(coded, _read(), pins, sure)
    with Candour(address, organisation) as candour:
        try:
            _tell(candour, telling)
        except Refused as refused:
            raise click.ClickException(f"{refused} Nothing was stored.") from None
        except OtherLock as other:
            raise click.ClickException(f"{other}. Nothing was sent.") from None
        except TooLong:
            raise click.ClickException("It is longer than can be sent at once. Nothing was sent.") from None
        except httpx.HTTPError:
            raise click.ClickException("The service did not answer. Try again later.") from None


def _read() -> str:
    if sys.stdin.isatty():
        click.echo("What happened? Write it, then press Ctrl-D on an empty line.", err=True)
    narrative = sys.stdin.read().strip()
    if not narrative:
        raise click.ClickException("Nothing was written, so nothing was sent.")
    return narrative


def _tell(candour: Candour, telling: Telling) -> None:
    directory = candour.directory()
    circle = destination(telling.coded, directory)
    click.echo(f"{circle['label']} would read:\n\n{scrub(telling.narrative).text}\n", err=True)
    click.echo(f"Its lock: {lock_words(circle)}", err=True)
    suggested = [found.code for found in candour.analyse(telling.narrative).factors]
    if suggested and not telling.coded.factors:
        labels = {factor.code: factor.label for factor in taxonomy().factors}
        said = ", ".join(f"{code} ({labels[code]})" for code in suggested)
        click.echo(f"It may be about: {said}. Add --factor to say so.", err=True)
    if not telling.sure and not (sys.stdin.isatty() and click.confirm("Send it?", err=True)):
        click.echo("Nothing was sent. Add --yes to send it.", err=True)
        return
    sent = candour.report(telling.narrative, telling.coded, pins=telling.pins)
    click.echo("Sent. Your eight words, shown once and kept nowhere:", err=True)
    click.echo(sent.receipt)
