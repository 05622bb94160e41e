"""Everything a service leaves on disk: its files byte by byte, and on PostgreSQL every row of every table."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, create_engine, inspect, text

LOCAL = "sqlite:///"
TABLES = text(
    "select table_name from information_schema.tables where table_schema = 'public' order by table_name"
)


def database_bytes(database_url: str) -> bytes:
    """Every byte of an SQLite database, its -wal and -shm, or every row of a PostgreSQL one."""
    if database_url.startswith(LOCAL):
        path = Path(database_url.removeprefix(LOCAL))
        return b"".join(found.read_bytes() for found in sorted(path.parent.glob(path.name + "*")))
    return "\n".join(_rows(database_url)).encode()


def _rows(database_url: str) -> Iterator[str]:
    engine = create_engine(database_url.replace("postgresql:", "postgresql+psycopg:"))
    try:
        with engine.connect() as connection:
            for (table,) in connection.execute(TABLES).all():
                for (row,) in connection.execute(text(f'select row_to_json(t)::text from "{table}" t')):
                    yield row
    finally:
        engine.dispose()


def folder_bytes(folder: Path) -> bytes:
    """The names and bytes of every file below a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return b"".join(str(path).encode() + path.read_bytes() for path in files)


def server_log(database_url: str) -> str:
    """What the PostgreSQL server itself wrote down; empty for SQLite, which writes no log."""
    if database_url.startswith(LOCAL):
        return ""
    engine = create_engine(database_url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        data = connection.execute(text("show data_directory")).scalar_one()
    engine.dispose()
    return (Path(data).parent / "log").read_text(errors="replace")


def rows(engine: Engine, organisation: str) -> dict[str, list[str]]:
    """Every row of an organisation, but for what signing in leaves."""
    tables = set(inspect(engine).get_table_names()) - {"alembic_version", "session"}
    found = {}
    with engine.connect() as connection:
        for table in sorted(tables):
            told = text(f'select * from "{table}" where organisation = :it')
            kept = map(repr, connection.execute(told, {"it": organisation}))
            found[table] = sorted(row for row in kept if "signed-in" not in row)
    return found
