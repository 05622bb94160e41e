"""`candour audit`: check the audit trail and print its newest entries. Changes nothing."""

import click
from sqlmodel import Session

from service.domain.audit import check_trail, show_trail
from service.errors import BrokenTrail
from service.settings import Settings
from service.store.engine import open_engine
from service.store.staff.handle import StaffStore
from service.store.work.handle import WorkStore
from service.store.work.organisations import list_organisations


@click.command("audit")
@click.option("--organisation", help="Only this one; otherwise all.")
@click.option("--newest", default=20, show_default=True, help="How many entries to print.")
def audit_command(organisation: str | None, newest: int) -> None:
    """Check that the audit trail is whole, and print its newest entries."""
    engine = open_engine(Settings().database_url, read_only=True)
    try:
        with Session(engine) as session:
            known = [found.organisation for found in list_organisations(WorkStore(session))]
            for name in (one for one in known if organisation in (None, one)):
                staff = StaffStore(session)
                click.echo(f"{name}: {check_trail(staff, name)} entries in order")
                for entry in show_trail(staff, name, newest):
                    click.echo(f"  {entry.day}  {entry.deed:22} {entry.subject:24} by {entry.actor}")
    except BrokenTrail as broken:
        raise click.ClickException(f"The audit trail does not add up: {broken}") from None
    finally:
        engine.dispose()
