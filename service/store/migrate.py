"""Brings a database to the newest schema. Never goes back: an old schema may hold what a new one forgot."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

_HERE = Path(__file__).resolve().parent
LOCK = 4_201_155


def scripts() -> Path:
    """Where the migrations lie: inside the installed package, or at the top of a checkout."""
    installed = _HERE.parent / "_migrations"
    return installed if installed.is_dir() else _HERE.parents[1] / "migrations"


def migrate(engine: Engine, *, to: str = "head") -> None:
    """Run what is missing, in one transaction a migration; two machines may call it at once."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        config = Config()
        config.set_main_option("script_location", str(scripts()))
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def at_head(engine: Engine) -> bool:
    """Whether the database has the newest schema."""
    config = Config()
    config.set_main_option("script_location", str(scripts()))
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current == ScriptDirectory.from_config(config).get_current_head()
