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
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Engine, PoolProxiedConnection
from sqlalchemy.engine.interfaces import DBAPICursor

from service.store.work.tables import DialogueRow, EnvelopeRow, ReportRow
from service.store.work.writable import Writable

log = logging.getLogger("candour.intake")

BATCH = 256
Row = tuple[object, ...]
_TABLES = tuple(
    (str(row.__tablename__), tuple(row.model_fields)) for row in (ReportRow, EnvelopeRow, DialogueRow)
)
"""What a report is written to, in this order, and the columns in theirs."""


class Outcome(Enum):
    """What became of a submission."""

    STORED = "stored"
    CONFLICT = "conflict"
    STALE = "stale"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A submission with its rows made: the event loop has time for that, the writer's thread has none."""

    item: Writable = field(repr=False)
    rows: tuple[Row, Row, Row | None] = field(repr=False)
    answer: "asyncio.Future[Outcome]"


class _Clash(Exception):
    """A key of the batch is taken already; nothing of the batch was written."""


class QueueFull(Exception):
    """More is waiting than can be written in time."""


class IntakeWriter:
    """Start it, submit to it from an event loop, stop it. Stopping writes what still waits."""

    def __init__(self, engine: Engine, *, limit: int = 2000) -> None:
        """The engine should be `immediate`; `limit` bounds what may wait in memory."""
        self._engine = engine
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._limit = limit
        self._is_lite = engine.dialect.name == "sqlite"
        self._connection: PoolProxiedConnection | None = None
        self._thread = threading.Thread(target=self._run, name="intake", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether anybody writes what is submitted."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """Write what waits, then end the thread."""
        self._queue.put(None)
        self._thread.join(timeout=30)

    async def submit(self, item: Writable) -> Outcome:
        """Wait until the submission is committed, or not. Raises QueueFull, storing nothing."""
        answer: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        if self._queue.qsize() >= self._limit:
            raise QueueFull
        self._queue.put(_Waiting(item, _rows(item), answer))
        return await answer

    def _run(self) -> None:
        running = True
        while running:
            batch = self._gather()
            waiting = [entry for entry in batch if entry is not None]
            running = len(waiting) == len(batch)
            if waiting:
                self._answer(waiting, self._write(waiting))
        if self._connection is not None:
            self._connection.close()

    def _gather(self) -> list[_Waiting | None]:
        """Whatever waits: while one batch is written, the next one arrives."""
        batch = [self._queue.get()]
        while len(batch) < BATCH and batch[-1] is not None:
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
            except _Clash:
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
            except _Clash:
                if last_try:
                    return Outcome.CONFLICT
            except Exception as fault:
                log.error("intake failed: %s", type(fault).__name__)
                return Outcome.FAILED
        return Outcome.FAILED

    def _commit_new(self, waiting: list[_Waiting]) -> list[Outcome]:
        with self._transaction() as writing:
            revisions = writing.revisions(waiting)
            current = [
                revisions.get(entry.item.sealed.organisation) == entry.item.revision for entry in waiting
            ]
            writing.insert([entry for entry, fits in zip(waiting, current, strict=True) if fits])
        return [Outcome.STORED if fits else Outcome.STALE for fits in current]

    def _commit_judged(self, waiting: list[_Waiting]) -> list[Outcome]:
        with self._transaction() as writing:
            outcomes, fresh = _judge(writing, waiting)
            writing.insert(fresh)
        return outcomes

    @contextmanager
    def _transaction(self) -> "Iterator[_Writing]":
        """A transaction straight on the driver: SQLAlchemy's part of five statements cost as much as they.

        On a connection of the writer's own, kept until something fails.
        """
        connection = self._connection = self._connection or self._engine.raw_connection()
        try:
            cursor = connection.cursor()
            if self._is_lite:
                cursor.execute("BEGIN IMMEDIATE")
            yield _Writing(cursor, "?" if self._is_lite else "%s")
            connection.commit()
            cursor.close()
        except _Clash:
            connection.rollback()
            raise
        except BaseException:
            # It may be the connection that is at fault: the next batch takes another.
            connection.invalidate()
            self._connection = None
            raise


class _Writing(NamedTuple):
    """A transaction's cursor, and how its driver marks a value."""

    cursor: DBAPICursor
    mark: str

    def revisions(self, waiting: list[_Waiting]) -> dict[str, int]:
        """Each organisation's revision as of now."""
        names = tuple({entry.item.sealed.organisation for entry in waiting})
        return dict(self._ask("select organisation, revision from organisation where organisation in", names))

    def digests(self, waiting: list[_Waiting]) -> dict[tuple[str, str], bytes]:
        """Digests of those that are stored already, by organisation and report."""
        found: dict[tuple[str, str], bytes] = {}
        for name in {entry.item.sealed.organisation for entry in waiting}:
            mine = (entry.item.sealed.report for entry in waiting if entry.item.sealed.organisation == name)
            asked = f"select report, digest from report where organisation = {self.mark} and report in"  # noqa: S608
            found |= {(name, report): bytes(digest) for report, digest in self._ask(asked, tuple(mine), name)}
        return found

    def _ask(self, question: str, among: Row, *first: object) -> Sequence[Any]:
        self.cursor.execute(f"{question} ({', '.join([self.mark] * len(among))})", (*first, *among))
        return self.cursor.fetchall()

    def insert(self, fresh: list[_Waiting]) -> None:
        """One statement a table: executemany hands over the interpreter lock at every single row.

        A taken key must not become an error: PostgreSQL would log it, with the id and the millisecond.
        """
        for place, (table, columns) in enumerate(_TABLES):
            rows = [row for entry in fresh if (row := entry.rows[place]) is not None]
            if rows:
                statement = _statement(table, columns, len(rows), self.mark)
                self.cursor.execute(statement, tuple(chain.from_iterable(rows)))
                if self.cursor.rowcount != len(rows):
                    raise _Clash


@lru_cache(maxsize=3 * BATCH)
def _statement(table: str, columns: tuple[str, ...], rows: int, mark: str) -> str:
    row = f"({', '.join([mark] * len(columns))})"
    return (
        f"insert into {table} ({', '.join(columns)}) values {', '.join([row] * rows)} on conflict do nothing"  # noqa: S608
    )


def _resolve(answers: Sequence[tuple["asyncio.Future[Outcome]", Outcome]]) -> None:
    for answer, outcome in answers:
        if not answer.done():
            answer.set_result(outcome)


def _judge(writing: _Writing, waiting: list[_Waiting]) -> tuple[list[Outcome], list[_Waiting]]:
    """Outcomes in the order of the submissions, and those that are to be inserted."""
    revisions, known = writing.revisions(waiting), writing.digests(waiting)
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
            fresh.append(entry)
            outcomes.append(Outcome.STORED)
    return outcomes, fresh


def _rows(item: Writable) -> tuple[Row, Row, Row | None]:
    """The rows of a report, its envelope and, with a receipt, its dialogue: in the order of _TABLES."""
    sealed, coded = item.sealed, item.sealed.coded
    first, second, third = (*coded.factors, None, None, None)[:3]
    key = (sealed.organisation, sealed.report)
    lookup = sealed.dialogue_lookup or None
    report = (
        *key,
        coded.kind,
        coded.unit,
        coded.setting,
        coded.role_group,
        first,
        second,
        third,
        coded.impact,
        coded.potential,
        coded.spread,
        sealed.circle,
        sealed.sealed_by.value,
        item.received,
        item.period,
        "new",
        1,
        item.digest,
        item.band,
    )
    answers = (lookup, sealed.dialogue_verifier or None, sealed.dialogue_key or None)
    envelope = (*key, item.key_id, *answers, sealed.envelope)
    return report, envelope, None if lookup is None else (sealed.organisation, lookup, sealed.report)
