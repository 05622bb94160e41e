"""Copies SQLite's write-ahead log into the database when nobody writes, so that nobody waits for it.

A commit that finds the log full copies all of it first: 64 MB, while every report waits a tenth of a second.
Here a thread of its own waits until it is quiet, and copies. Where it never is, it copies while the next
reports are written, and then what came meanwhile, until so little is left that the writer copies the rest
between two batches: a log that is copied whole begins again.
Source: sqlite.org/wal.html, "Checkpointing" and "Avoiding Excessively Large WAL Files".
"""

import logging
import sys
import threading
import time
from contextlib import closing
from typing import NamedTuple

from sqlalchemy import Engine, PoolProxiedConnection
from sqlalchemy.engine.interfaces import DBAPICursor

log = logging.getLogger("candour.intake")

ENOUGH = 100
"""Reports worth a copy once nobody writes: about the thousand pages at which SQLite itself copies."""
LATEST = 4500
"""Reports that are copied at the latest, while others are written: a log of about 180 MB."""
QUIET = 0.05
"""Seconds without a report after which nobody is held up by a copy."""
LITTLE = 300
"""Pages that the writer may copy between two batches: a few milliseconds."""
ROUNDS, PAUSE = 8, 0.01
"""How often it is tried to get so far, and seconds before the next try where somebody else is in the way."""
SOON, LATE = 0.5, 60.0
"""Seconds after which a copy that was refused is tried again: twice as many each time, at most the latter."""


class Copied(NamedTuple):
    """What a copy found and left, in pages of the log."""

    pages: int
    left: int


def copy_log(cursor: DBAPICursor) -> Copied:
    """Copy what may be copied, waiting for nobody; what is left is held by others who read or write.

    While somebody else copies, nobody can say how much: then it is all the log may hold.
    """
    cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
    busy, pages, copied = cursor.fetchone() or (1, -1, -1)
    return Copied(0, sys.maxsize) if busy or pages < 0 else Copied(int(pages), int(pages - copied))


class Checkpointer:
    """Start it, tell it what was written, ask it whether little is left, stop it."""

    def __init__(self, engine: Engine, *, enough: int = ENOUGH, latest: int = LATEST) -> None:
        """Reports that are copied in quiet (`enough`), and those that are copied quiet or not (`latest`)."""
        self._engine = engine
        self._enough = enough
        self._latest = latest
        self._written = 0
        self._copied = 0
        self._due = threading.Event()
        self._little = threading.Event()
        self._running = True
        self._thread = threading.Thread(target=self._run, name="checkpoints", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Let a copy that runs end, then end the thread. What the log still holds is as safe there."""
        self._running = False
        self._due.set()
        self._thread.join(timeout=30)

    def tell(self, reports: int) -> None:
        """So many reports were written: the writer says it, nobody else."""
        self._written += reports
        if self._waiting >= min(self._enough, self._latest):
            self._due.set()

    @property
    def _waiting(self) -> int:
        """Reports written since the last copy. The writer counts one up; the thread, if alive, the other."""
        return self._written - self._copied

    def take_little(self) -> bool:
        """Whether the writer should copy what is left, now; asked once it is no longer so.

        It copies all there is where it must be and nobody else is there to do it.
        """
        if not self._thread.is_alive() and self._waiting >= self._latest:
            self._copied = self._written
            return True
        little = self._little.is_set()
        self._little.clear()
        return little

    def _run(self) -> None:
        again: float | None = None
        while True:
            self._due.wait(again)
            self._await_quiet()
            # Cleared before it is asked whether to go on: whoever stops says so first.
            self._due.clear()
            if not self._running:
                return
            self._copied = self._written
            again = None if self._copy() else min(LATE, 2 * again if again else SOON)

    def _await_quiet(self) -> None:
        """Until nobody has written for a moment, or too much waits for that."""
        seen = -1
        while self._running and seen != self._written and self._waiting < self._latest:
            seen = self._written
            time.sleep(QUIET)

    def _copy(self) -> bool:
        """Copy, and say when the writer may copy the rest; False where others or a fault left much of it."""
        try:
            with closing(self._engine.raw_connection()) as connection:
                done = _copy_all(connection)
        except Exception as fault:  # the next one may succeed; until then the log only grows
            log.warning("checkpoint failed: %s", type(fault).__name__)
            return False
        if done and self._waiting:
            self._little.set()
        return done


def _copy_all(connection: PoolProxiedConnection) -> bool:
    """Round after round, each of what came during the last, until one finds little; whether little is left.

    Where reports come faster than it copies it ends all the same, and the writer copies a little more.
    """
    before, left = 0, sys.maxsize
    with closing(connection.cursor()) as cursor:
        for _ in range(ROUNDS):
            pages, left = copy_log(cursor)
            if max(left, pages - before) <= LITTLE:
                break
            if left > LITTLE:
                time.sleep(PAUSE)
            before = pages
    return left <= LITTLE
