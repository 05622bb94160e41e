"""SQLite's log is copied beside the writer: nobody waits, it does not grow without end, nothing is lost."""

import asyncio
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import current_thread

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from service.domain.reports import Submission, accept_report
from service.domain.routing import public_directory
from service.store.engine import clean, open_engine
from service.store.work import checkpoints, intake
from service.store.work.checkpoints import QUIET, Checkpointer
from service.store.work.handle import WorkStore
from service.store.work.intake import IntakeWriter, Outcome
from tests.loops import run
from tests.world import NAME, NOON, found, sealed_value

EVERY = 50
NEVER = 10**9


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


def made_for(engine: Engine, reports: int) -> list[Submission]:
    """So many reports that the writer may take."""
    with Session(engine) as session:
        directory = public_directory(WorkStore(session), NAME)
    return [accept_report(sealed_value(directory), directory, NOON) for _ in range(reports)]


@contextmanager
def writing(engine: Engine, checkpointer: Checkpointer) -> Iterator[Callable[[list[Submission]], None]]:
    """A writer, and what it takes reports by, sixteen at a time; stopped at the end."""
    writer = IntakeWriter(engine, checkpointer=checkpointer)

    async def story(items: list[Submission]) -> None:
        for at in range(0, len(items), 16):
            outcomes = await asyncio.gather(*(writer.submit(item) for item in items[at : at + 16]))
            assert set(outcomes) == {Outcome.STORED}

    writer.start()
    try:
        yield lambda items: run(story(items))
    finally:
        writer.stop()


def write(engine: Engine, reports: int, checkpointer: Checkpointer) -> None:
    """Write so many reports, sixteen at a time."""
    made = made_for(engine, reports)
    with writing(engine, checkpointer) as submit:
        submit(made)


def alone(path: Path) -> int:
    """Reports in the database's own file, without its log; none while it is being written.

    Another process copies it: a process that closes a file gives up every lock it has on it.
    """
    copied = path.with_name("alone.db")
    subprocess.run(["cp", str(path), str(copied)], check=True)
    try:
        with closing(sqlite3.connect(copied)) as connection:
            return int(connection.execute("select count(*) from report").fetchone()[0])
    except sqlite3.DatabaseError:
        return 0


def until(path: Path, reports: int) -> int:
    """Reports in the file alone, once they are so many or ten seconds have passed."""
    ends = time.monotonic() + 10
    while (copied := alone(path)) < reports and time.monotonic() < ends:
        time.sleep(0.02)
    return copied


def test_a_log_that_is_copied_begins_again(path: Path, engine: Engine):
    log = path.with_name("candour.db-wal")

    write(engine, 20 * EVERY, Checkpointer(engine, enough=NEVER, latest=NEVER))
    uncopied = log.stat().st_size
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    write(engine, 20 * EVERY, Checkpointer(engine, latest=EVERY))

    assert log.stat().st_size < uncopied / 2


def test_what_was_copied_is_in_the_database_alone(path: Path, engine: Engine):
    with writing(engine, Checkpointer(engine, latest=EVERY)) as submit:
        submit(made_for(engine, 4 * EVERY))
        copied = until(path, EVERY)

    assert copied >= EVERY


def test_a_log_is_copied_as_soon_as_nobody_writes(path: Path, engine: Engine):
    checkpointer = Checkpointer(engine, enough=EVERY, latest=NEVER)
    with writing(engine, checkpointer) as submit:
        submit(made_for(engine, EVERY))
        copied = until(path, EVERY)

    assert copied == EVERY


def test_too_little_for_a_copy_waits_for_more(path: Path, engine: Engine):
    with writing(engine, Checkpointer(engine, enough=EVERY, latest=NEVER)) as submit:
        submit(made_for(engine, EVERY - 1))
        time.sleep(6 * QUIET)
        copied = alone(path)

    assert copied == 0


def test_while_reports_keep_coming_nothing_is_copied(
    path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(checkpoints, "QUIET", 5.0)
    with writing(engine, Checkpointer(engine, enough=1, latest=NEVER)) as submit:
        seen = []
        for item in made_for(engine, 5):
            submit([item])
            seen.append(alone(path))

    assert set(seen) == {0}


def test_too_much_is_copied_though_it_is_not_quiet(
    path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(checkpoints, "QUIET", 0.2)
    with writing(engine, Checkpointer(engine, enough=NEVER, latest=10)) as submit:
        submit(made_for(engine, 10))
        copied = until(path, 10)

    assert copied == 10


def test_a_writer_that_maps_the_database_outlives_its_being_written_anew_shorter(path: Path, engine: Engine):
    made = made_for(engine, 4 * EVERY)
    with writing(engine, Checkpointer(engine, enough=1, latest=NEVER)) as submit:
        submit(made[: 3 * EVERY])
        assert until(path, 3 * EVERY) == 3 * EVERY
        before = path.stat().st_size
        subprocess.run([sys.executable, "-c", SHORTENING, str(path)], check=True)
        shorter = path.stat().st_size
        submit(made[3 * EVERY :])

    assert shorter < before / 2
    with closing(sqlite3.connect(path)) as after:
        assert after.execute("select count(*) from report").fetchone()[0] == 2 * EVERY
        assert after.execute("pragma integrity_check").fetchone()[0] == "ok"


def test_somebody_who_reads_all_the_while_holds_nobody_up(path: Path, engine: Engine):
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("begin")
        reader.execute("select count(*) from report").fetchone()
        started = time.monotonic()
        write(engine, 4 * EVERY, Checkpointer(engine, latest=EVERY))
        # A copy that waits for readers would wait for as long as SQLite is told to: 15 seconds.
        assert time.monotonic() - started < 10
        assert reader.execute("select count(*) from report").fetchone()[0] == 0

    with closing(sqlite3.connect(path)) as after:
        assert after.execute("select count(*) from report").fetchone()[0] == 4 * EVERY


def test_a_copy_that_somebody_who_reads_refused_is_made_once_they_are_gone(path: Path, engine: Engine):
    with writing(engine, Checkpointer(engine, enough=EVERY, latest=NEVER)) as submit:
        with closing(sqlite3.connect(path)) as reader:
            reader.execute("begin")
            reader.execute("select count(*) from report").fetchone()
            submit(made_for(engine, 2 * EVERY))
            time.sleep(0.4)
            held = alone(path)
        copied = until(path, 2 * EVERY)

    assert held == 0
    assert copied == 2 * EVERY


def test_the_writer_copies_where_the_thread_is_dead(path: Path, engine: Engine):
    checkpointer = Checkpointer(engine, latest=EVERY)
    with writing(engine, checkpointer) as submit:
        checkpointer.stop()
        submit(made_for(engine, 2 * EVERY))
        copied = alone(path)

    assert copied >= EVERY


def test_a_copy_that_fails_is_not_the_last(path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch):
    taken = engine.raw_connection
    refused = [True]

    def refusing() -> object:
        if current_thread().name == "checkpoints" and refused == [True]:
            refused[0] = False
            raise sqlite3.OperationalError
        return taken()

    monkeypatch.setattr(engine, "raw_connection", refusing)
    write(engine, 10 * EVERY, Checkpointer(engine, latest=EVERY))

    assert refused == [False]
    assert alone(path) >= EVERY


def test_a_writer_that_cannot_copy_what_is_left_goes_on_writing(
    path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    failed = []

    def fail(_: object) -> int:
        failed.append(True)
        raise sqlite3.OperationalError

    monkeypatch.setattr(intake, "copy_log", fail)
    write(engine, 10 * EVERY, Checkpointer(engine, latest=EVERY))

    assert failed
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("select count(*) from report").fetchone()[0] == 10 * EVERY


SHORTENING = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None)
connection.execute("delete from envelope where report in (select report from report limit 100)")
connection.execute("delete from dialogue where report not in (select report from envelope)")
connection.execute("delete from report where report not in (select report from envelope)")
connection.execute("vacuum")
connection.execute("pragma wal_checkpoint(truncate)")
"""


COPYING = """
import fcntl, sys, time
with open(sys.argv[1], "r+b") as shared:
    fcntl.lockf(shared, fcntl.LOCK_EX, 1, 121)  # WAL_CKPT_LOCK, sqlite.org/walformat.html
    print("copying", flush=True)
    time.sleep(0.5)
"""


def test_whoever_cleans_waits_for_somebody_who_copies_and_then_cuts_the_log(path: Path, engine: Engine):
    log = path.with_name("candour.db-wal")
    write(engine, EVERY, Checkpointer(engine, enough=NEVER, latest=NEVER))
    assert log.stat().st_size > 0

    shared = str(path.with_name("candour.db-shm"))
    with subprocess.Popen([sys.executable, "-c", COPYING, shared], stdout=subprocess.PIPE) as copying:
        assert copying.stdout is not None
        assert copying.stdout.readline() == b"copying\n"
        clean(engine, ["envelope"])

    assert log.stat().st_size == 0
