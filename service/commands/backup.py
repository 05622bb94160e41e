"""`candour backup FILE`: a copy of the database that holds nothing which was deleted before it was made."""

import os
import shutil
import subprocess
from pathlib import Path

import click
from sqlalchemy import make_url

from service.settings import Settings
from service.store.engine import copy_sqlite, open_engine

PRIVATE = 0o600


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy the database to FILE, which must not exist yet. Safe while the service runs.

    SQLite is copied row by row, without free pages; PostgreSQL by pg_dump, in its custom format.
    """
    if file.exists():
        raise click.ClickException(f"{file} is there already; nothing was written.")
    url = Settings().database_url
    file.touch(PRIVATE)
    try:
        _copy_sqlite(url, file) if url.startswith("sqlite:") else _dump_postgresql(url, file)
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    click.echo(f"Copied to {file}. It holds everything that is stored: encrypt it.")


def _copy_sqlite(url: str, file: Path) -> None:
    engine = open_engine(url)
    try:
        copy_sqlite(engine, file)
    finally:
        engine.dispose()


def _dump_postgresql(url: str, file: Path) -> None:
    found = shutil.which("pg_dump")
    if found is None:
        raise click.ClickException("pg_dump is missing: install PostgreSQL's client programs.")
    place = make_url(url)
    told = {
        "PGHOST": place.host,
        "PGPORT": place.port and str(place.port),
        "PGUSER": place.username,
        "PGPASSWORD": place.password,
        "PGDATABASE": place.database,
    }
    # By the environment: arguments can be read by every account of the machine.
    environment = {**os.environ, **{name: value for name, value in told.items() if value}}
    with file.open("wb") as out:
        done = subprocess.run(  # noqa: S603 - a fixed program, found on the path, no shell
            [found, "--format=custom"], stdout=out, stderr=subprocess.DEVNULL, env=environment, check=False
        )
    if done.returncode:
        raise click.ClickException("pg_dump could not copy the database; nothing was kept.")
