"""`candour demo`: the demo organisation, seeded once, then served on this machine only."""

import secrets
import time
from datetime import UTC, datetime

import click

from service.commands.serve import prepare, run
from service.demo.seed import (
    API_KEY,
    DEMO,
    demo_blueprint,
    has_demo,
    holds_real_organisation,
    seed_demo,
)
from service.demo.talks import RECEIPT
from service.settings import Settings

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@click.option("--seed-only", is_flag=True, help="Make the demo organisation and stop.")
def demo(seed_only: bool) -> None:
    """Seed the demo organisation if it is missing, then serve it (never for real reports)."""
    settings = Settings(organisation=DEMO)
    if settings.host not in LOOPBACK:
        raise click.ClickException(
            "The demo's passphrases are public: it only serves this machine (127.0.0.1)."
        )
    click.echo("Preparing the database …")
    prepare(settings)
    if holds_real_organisation(settings):
        raise click.ClickException(
            "This database holds an organisation that is no demo. Nothing was changed."
        )
    if not has_demo(settings):
        seed(settings)
    if seed_only:
        return
    show_addresses(settings)
    run(settings, https=False)


def seed(settings: Settings) -> None:
    """Seed with a progress bar."""
    started = time.monotonic()
    with click.progressbar(length=1, label="Sealing 18 months of invented reports") as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        count = seed_demo(settings, datetime.now(UTC), secrets.token_bytes, progress)
    click.echo(f"{count} reports sealed, sent, coded and published in {time.monotonic() - started:.0f} s.")


def show_addresses(settings: Settings) -> None:
    """Print where to go and how to sign in."""
    base = f"http://{settings.host}:{settings.port}"
    click.echo(f"\n  Report something   {base}/o/{DEMO}/")
    click.echo(f"  Come back          {base}/o/{DEMO}/come-back")
    click.echo(f"  Sign in            {base}/o/{DEMO}/sign-in")
    click.echo(f"  API                {base}/docs\n")
    click.echo("  Sign-in name     Role      Passphrase")
    for person in demo_blueprint().people:
        click.echo(f"  {person.handle:<15}  {person.role.value:<8}  {person.passphrase}")
    click.echo(f"\n  A leader's API key: {API_KEY}")
    click.echo(f"  A receipt to come back with: {RECEIPT}")
    click.echo("\n  Everything here is invented and its passphrases are public. Ctrl-C stops it.\n")
