"""Opens a database, SQLite or PostgreSQL, with the settings that keep promises.

SQLite: WAL, synchronous=FULL (an acknowledged report survives a power cut), secure_delete (freed pages are
zeroed). Never logs a statement or a bound value: hide_parameters keeps them out of every error.
"""

import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import OperationalError
from typing import Protocol

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

log = logging.getLogger("candour.store")

PRAGMAS = (
    # Ids are random, so every row of a report lands on a page of its own: small pages are less to write.
    # Larger ones were measured. It comes first: a database keeps the size it was born with.
    "PRAGMA page_size=4096",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=15000",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cache_size=-32768",
    # A log of 64 MB: pages at random keys are copied into the file less often, a tenth fewer bytes a report.
    # The intake writer has its own way (work.checkpoints, work.batches).
    "PRAGMA wal_autocheckpoint=16000",
)
LARGEST = 500_000_000
"""Bytes of a database that is written anew: it is held in memory for the seconds a writer waits."""
PATIENCE = 15
"""Seconds for which whoever cleans waits for others, as anybody who writes does."""


def open_engine(url: str, *, read_only: bool = False, immediate: bool = False) -> Engine:
    """An engine for a URL (sqlite:///… or postgresql://…).

    read_only: the database itself refuses a write, so no GET can change anything.
    immediate: an SQLite transaction takes the write lock at once and waits for it, where a transaction
    that reads first and writes later would fail at once under contention.
    """
    url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(url, hide_parameters=True, pool_size=16, max_overflow=32)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_read_only if read_only else _prepare)
        event.listen(engine, "begin", _begin_immediate if immediate else _begin)
    elif read_only:
        engine = engine.execution_options(postgresql_readonly=True)
    return engine


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # sqlite3 must not open transactions of its own accord: SQLAlchemy's "begin" event does.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _prepare_read_only(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    _prepare(connection, entry)
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only=ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def clean(engine: Engine, tables: Iterable[str]) -> None:
    """Take what was deleted from these tables off the disk: call it after the commit that deleted.

    SQLite: everything in the write-ahead log goes into the database, whose freed pages are zeroed, and the
    log is cut to nothing. It waits for whoever reads or copies, for a quarter of a minute; if they go on, a
    warning is logged and the next cleaning cuts the log.
    PostgreSQL: VACUUM; docs/operations.md says what stays.
    """
    if engine.dialect.name == "sqlite":
        _cut_log(engine)
    else:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as plain:
            plain.exec_driver_sql(f"VACUUM (SKIP_LOCKED) {', '.join(tables)}")


def put_in_order(engine: Engine) -> None:
    """Write an SQLite database anew in the order of its keys: where a report lies then hides when it came.

    SQLite gives what is longer than a page the next free pages of the file: they lie in the order of arrival.
    Nobody writes meanwhile; a database of more than LARGEST is left alone. PostgreSQL: nothing.
    Source: sqlite.org/lang_vacuum.html.
    """
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("select page_count * page_size from pragma_page_count, pragma_page_size")
        size = cursor.fetchone()
        if size and size[0] <= LARGEST:
            cursor.execute("VACUUM")
        else:
            log.warning(
                "the database is too large to be written anew here; docs/operations.md says what to do"
            )
        cursor.close()
    except OperationalError as fault:
        log.warning("the database was not written anew: %s", type(fault).__name__)
    finally:
        connection.close()


def copy_sqlite(engine: Engine, file: Path) -> None:
    """Copy an SQLite database into an empty file, which keeps its permissions; what was deleted stays behind.

    Safe while others write. Source: sqlite.org/lang_vacuum.html.
    """
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM INTO ?", (str(file),)).close()
    finally:
        connection.close()


def _cut_log(engine: Engine) -> None:
    # Below SQLAlchemy, which would begin a transaction first: no checkpoint happens inside one.
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        until = time.monotonic() + PATIENCE
        # While it waits for readers nobody can write, so it waits for little at a time.
        cursor.execute("PRAGMA busy_timeout=250")
        while cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            if time.monotonic() >= until:
                log.warning("the write-ahead log is in use and was not cut")
                break
            time.sleep(0.25)
        cursor.close()
    finally:
        # Not back into the pool: whoever had it next would wait as little.
        connection.invalidate()


class Handle(Protocol):
    """What the three stores' handles have in common."""

    @property
    def session(self) -> Session:
        """The unit of work."""


@contextmanager
def transaction(handle: Handle) -> Iterator[None]:
    """Commit what happened inside, or roll all of it back. Only requests and jobs call this."""
    try:
        yield
        handle.session.commit()
    except BaseException:
        handle.session.rollback()
        raise
