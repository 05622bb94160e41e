"""The group-commit writer: one thread takes whatever waits, commits once, and only then answers.

An answer means the report is on disk. Never keeps order, time or origin of what passes through.
This is the one place in the store that commits, because the commit is its whole work.
"""

import asyncio
import logging
import queue
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum

from sqlalchemy import Engine, PoolProxiedConnection

from service.store.work.batches import LARGEST, Arrival, Batch, Clash, Row, open_way_in, row_of
from service.store.work.checkpoints import Checkpointer, copy_log
from service.store.work.writable import Writable

log = logging.getLogger("candour.intake")


class Outcome(Enum):
    """What became of a submission."""

    STORED = "stored"
    CONFLICT = "conflict"
    STALE = "stale"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A submission with its row made: the event loop has time for that, the writer's thread has none."""

    item: Writable = field(repr=False)
    row: Row = field(repr=False)
    answer: "asyncio.Future[Outcome]"

    @property
    def arrival(self) -> Arrival:
        return Arrival(self.row, self.item.revision)


class QueueFull(Exception):
    """More is waiting than can be written in time."""


class IntakeWriter:
    """Start it, submit to it from an event loop, stop it. Stopping writes what still waits."""

    def __init__(
        self, engine: Engine, *, limit: int = 2000, checkpointer: Checkpointer | None = None
    ) -> None:
        """The engine should be `immediate`; `limit` bounds what may wait in memory.

        checkpointer: SQLite's only; the writer starts and stops it.
        """
        self._engine = engine
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._limit = limit
        self._is_lite = engine.dialect.name == "sqlite"
        self._connection: PoolProxiedConnection | None = None
        self._checkpointer = checkpointer or Checkpointer(engine)
        self._thread = threading.Thread(target=self._run, name="intake", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()
        if self._is_lite:
            self._checkpointer.start()

    @property
    def is_alive(self) -> bool:
        """Whether anybody writes what is submitted."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """Write what waits, then end the thread."""
        self._queue.put(None)
        self._thread.join(timeout=30)
        if self._is_lite:
            self._checkpointer.stop()

    async def submit(self, item: Writable) -> Outcome:
        """Wait until the submission is committed, or not. Raises QueueFull, storing nothing."""
        answer: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        if self._queue.qsize() >= self._limit:
            raise QueueFull
        self._queue.put(_Waiting(item, row_of(item), answer))
        return await answer

    def _run(self) -> None:
        running = True
        while running:
            batch = self._gather()
            waiting = [entry for entry in batch if entry is not None]
            running = len(waiting) == len(batch)
            if waiting:
                self._answer(waiting, self._write(waiting))
                self._checkpoint(len(waiting))
        self._let_go()

    def _let_go(self) -> None:
        """End the connection, for its view is the writer's, not the pool's. The next batch takes another."""
        if self._connection is not None:
            self._connection.invalidate()
            self._connection = None

    def _checkpoint(self, reports: int) -> None:
        """Tell that so many were written; copy what little of SQLite's log is left when it is time."""
        if not self._is_lite:
            return
        self._checkpointer.tell(reports)
        if not self._checkpointer.take_little() or self._connection is None:
            return
        try:
            cursor = self._connection.cursor()
            copy_log(cursor)
            cursor.close()
        except Exception as fault:  # the reports are written; the thread must live
            log.warning("intake could not copy the log: %s", type(fault).__name__)
            self._let_go()

    def _gather(self) -> list[_Waiting | None]:
        """Whatever waits: while one batch is written, the next one arrives."""
        batch = [self._queue.get()]
        while len(batch) < LARGEST and batch[-1] is not None:
            try:
                batch.append(self._queue.get_nowait())
            except queue.Empty:
                break
        return batch

    def _answer(self, waiting: list[_Waiting], outcomes: list[Outcome]) -> None:
        # One wake-up for each event loop, not one for each report.
        for loop in {entry.answer.get_loop() for entry in waiting}:
            mine = [
                (entry.answer, outcome)
                for entry, outcome in zip(waiting, outcomes, strict=True)
                if entry.answer.get_loop() is loop
            ]
            if not loop.is_closed():
                loop.call_soon_threadsafe(_resolve, mine)

    def _write(self, waiting: list[_Waiting]) -> list[Outcome]:
        """Most batches hold only new reports, so insert first and look only when something clashes."""
        for attempt in (self._commit_new, self._commit_judged):
            try:
                return attempt(waiting)
            except Clash:
                continue
            except Exception as fault:  # whatever it is, the thread must live: nothing else writes
                log.warning("intake batch retried singly: %s", type(fault).__name__)
                break
        return [self._write_alone(entry) for entry in waiting]

    def _write_alone(self, entry: _Waiting) -> Outcome:
        # A first failure may be another process that stored the same report just now: the second
        # look finds it. What clashes twice has an id or a lookup that belongs to another report.
        for last_try in (False, True):
            try:
                return self._commit_judged([entry])[0]
            except Clash:
                if last_try:
                    return Outcome.CONFLICT
            except Exception as fault:
                log.error("intake failed: %s", type(fault).__name__)
                return Outcome.FAILED
        return Outcome.FAILED

    def _commit_new(self, waiting: list[_Waiting]) -> list[Outcome]:
        with self._transaction(of_one=True) as batch:
            batch.insert([entry.arrival for entry in waiting])
        return [Outcome.STORED] * len(waiting)

    def _commit_judged(self, waiting: list[_Waiting]) -> list[Outcome]:
        with self._transaction() as batch:
            outcomes, fresh = _judge(batch, waiting)
            batch.insert(fresh)
        return outcomes

    @contextmanager
    def _transaction(self, *, of_one: bool = False) -> "Iterator[Batch]":
        """A transaction straight on the driver: SQLAlchemy's part of a few statements cost as much as they.

        On a connection of the writer's own, kept until something fails. `of_one` says that a single insert is
        all of it, which on SQLite begins and commits itself.
        """
        connection = self._connection or self._engine.raw_connection()
        try:
            cursor = connection.cursor()
            if self._connection is None and self._is_lite:
                open_way_in(cursor)
            self._connection = connection
            if self._is_lite and not of_one:
                cursor.execute("BEGIN IMMEDIATE")
            yield Batch(cursor, self._is_lite)
            connection.commit()
            cursor.close()
        except Clash:
            connection.rollback()
            raise
        except BaseException:
            # It may be the connection that is at fault.
            self._connection = connection
            self._let_go()
            raise


def _resolve(answers: Sequence[tuple["asyncio.Future[Outcome]", Outcome]]) -> None:
    for answer, outcome in answers:
        if not answer.done():
            answer.set_result(outcome)


def _judge(batch: Batch, waiting: list[_Waiting]) -> tuple[list[Outcome], list[Arrival]]:
    """Outcomes in the order of the submissions, and those that are to be inserted."""
    revisions = batch.revisions({entry.item.sealed.organisation for entry in waiting})
    known = batch.digests([(entry.item.sealed.organisation, entry.item.sealed.report) for entry in waiting])
    outcomes, fresh = [], []
    for entry in waiting:
        item = entry.item
        key = (item.sealed.organisation, item.sealed.report)
        if revisions.get(key[0]) != item.revision:
            outcomes.append(Outcome.STALE)
        elif key in known:
            outcomes.append(Outcome.STORED if known[key] == item.digest else Outcome.CONFLICT)
        else:
            known[key] = item.digest
            fresh.append(entry.arrival)
            outcomes.append(Outcome.STORED)
    return outcomes, fresh
