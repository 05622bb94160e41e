"""SQLite's log is copied beside the writer: nobody waits, it does not grow without end, nothing is lost."""

import asyncio
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import current_thread

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from service.domain.reports import Submission, accept_report
from service.domain.routing import public_directory
from service.store.engine import clean, open_engine
from service.store.work import intake
from service.store.work.checkpoints import Checkpointer
from service.store.work.handle import WorkStore
from service.store.work.intake import IntakeWriter, Outcome
from tests.loops import run
from tests.world import NAME, NOON, found, sealed_value

EVERY = 50


@pytest.fixture
def path(tmp_path: Path, sqlite_template: Path) -> Iterator[Path]:
    copied = tmp_path / "candour.db"
    copied.write_bytes(sqlite_template.read_bytes())
    found(f"sqlite:///{copied}")
    with closing(sqlite3.connect(copied)) as another:
        # Whoever closes a database last copies the log and removes it. Others have it open, as pages do.
        another.execute("select count(*) from report").fetchone()
        yield copied


@pytest.fixture
def engine(path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{path}", immediate=True)
    yield engine
    engine.dispose()


def write(engine: Engine, reports: int, checkpointer: Checkpointer) -> None:
    """Write so many reports, sixteen at a time."""
    with Session(engine) as session:
        directory = public_directory(WorkStore(session), NAME)
    made = [accept_report(sealed_value(directory), directory, NOON) for _ in range(reports)]
    writer = IntakeWriter(engine, checkpointer=checkpointer)

    async def story(items: list[Submission]) -> None:
        for at in range(0, len(items), 16):
            outcomes = await asyncio.gather(*(writer.submit(item) for item in items[at : at + 16]))
            assert set(outcomes) == {Outcome.STORED}

    writer.start()
    try:
        run(story(made))
    finally:
        writer.stop()


def test_a_log_that_is_copied_begins_again(path: Path, engine: Engine):
    log = path.with_name("candour.db-wal")

    write(engine, 10 * EVERY, Checkpointer(engine, every=10**9))
    uncopied = log.stat().st_size
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    write(engine, 10 * EVERY, Checkpointer(engine, every=EVERY))

    assert log.stat().st_size < uncopied / 2


def test_what_was_copied_is_in_the_database_alone(path: Path, engine: Engine, tmp_path: Path):
    write(engine, 4 * EVERY, Checkpointer(engine, every=EVERY))

    alone = tmp_path / "alone.db"
    alone.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(alone)) as connection:
        stored = connection.execute("select count(*) from report").fetchone()[0]

    assert stored >= EVERY


def test_somebody_who_reads_all_the_while_holds_nobody_up(path: Path, engine: Engine):
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("begin")
        reader.execute("select count(*) from report").fetchone()
        started = time.monotonic()
        write(engine, 4 * EVERY, Checkpointer(engine, every=EVERY))
        # A copy that waits for readers would wait for as long as SQLite is told to: 15 seconds.
        assert time.monotonic() - started < 10
        assert reader.execute("select count(*) from report").fetchone()[0] == 0

    with closing(sqlite3.connect(path)) as after:
        assert after.execute("select count(*) from report").fetchone()[0] == 4 * EVERY


def test_a_copy_that_fails_is_not_the_last(path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch):
    taken = engine.raw_connection
    refused = [True]

    def refusing() -> object:
        if current_thread().name == "checkpoints" and refused == [True]:
            refused[0] = False
            raise sqlite3.OperationalError
        return taken()

    monkeypatch.setattr(engine, "raw_connection", refusing)
    write(engine, 10 * EVERY, Checkpointer(engine, every=EVERY))

    assert refused == [False]
    alone = path.with_name("alone.db")
    alone.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(alone)) as connection:
        assert connection.execute("select count(*) from report").fetchone()[0] >= EVERY


def test_a_writer_that_cannot_copy_what_is_left_goes_on_writing(
    path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    failed = []

    def fail(_: object) -> int:
        failed.append(True)
        raise sqlite3.OperationalError

    monkeypatch.setattr(intake, "copy_log", fail)
    write(engine, 10 * EVERY, Checkpointer(engine, every=EVERY))

    assert failed
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("select count(*) from report").fetchone()[0] == 10 * EVERY


COPYING = """
import fcntl, sys, time
with open(sys.argv[1], "r+b") as shared:
    fcntl.lockf(shared, fcntl.LOCK_EX, 1, 121)  # WAL_CKPT_LOCK, sqlite.org/walformat.html
    print("copying", flush=True)
    time.sleep(0.5)
"""


def test_whoever_cleans_waits_for_somebody_who_copies_and_then_cuts_the_log(path: Path, engine: Engine):
    log = path.with_name("candour.db-wal")
    write(engine, EVERY, Checkpointer(engine, every=10**9))
    assert log.stat().st_size > 0

    shared = str(path.with_name("candour.db-shm"))
    with subprocess.Popen([sys.executable, "-c", COPYING, shared], stdout=subprocess.PIPE) as copying:
        assert copying.stdout is not None
        assert copying.stdout.readline() == b"copying\n"
        clean(engine, ["envelope"])

    assert log.stat().st_size == 0
