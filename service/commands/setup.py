"""`candour setup` founds an organisation from a file; `candour migrate` brings the schema up to date."""

import secrets
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlmodel import Session

from service.commands.serve import prepare
from service.domain.blueprints import BadBlueprint, read_blueprint
from service.domain.founding import found_organisation
from service.settings import Settings
from service.store.engine import open_engine, transaction
from service.store.staff.handle import StaffStore
from service.store.work.handle import WorkStore
from service.store.work.organisations import find_organisation


@click.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    prepare(Settings())
    click.echo("The schema is up to date.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def setup(file: Path) -> None:
    """Found an organisation from a YAML FILE (units, circles, people; see docs/operations.md).

    The file holds passphrases: hand them over, then delete it.
    """
    settings = Settings()
    try:
        blueprint = read_blueprint(file.read_text(encoding="utf-8", errors="replace"))
    except BadBlueprint as bad:
        raise click.ClickException(f"{file.name}: {bad}") from None
    prepare(settings)
    engine = open_engine(settings.database_url, immediate=True)
    with Session(engine) as session:
        work, staff = WorkStore(session), StaffStore(session)
        name = blueprint.organisation.organisation
        if find_organisation(work, name) is not None:
            raise click.ClickException(f"The organisation {name} is there already; nothing was changed.")
        with transaction(work):
            found_organisation(work, staff, blueprint, secrets.token_bytes, now=datetime.now(UTC))
    engine.dispose()
    click.echo(f"Founded {blueprint.organisation.name} at /o/{name}/. Now delete {file.name}.")
