"""The group-commit writer: one thread takes whatever waits, commits once, and only then answers.

An answer means the report is on disk. Never keeps order, time or origin of what passes through.
This is the one place in the store that commits, because the commit is its whole work.
"""

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from sqlalchemy import Connection, Engine, Table, select, tuple_

from service.store.work.tables import DialogueRow, EnvelopeRow, OrganisationRow, ReportRow
from service.store.work.writable import Writable

log = logging.getLogger("candour.intake")

BATCH = 256
LINGER = 0.002
_REPORT: Table = ReportRow.__table__  # type: ignore[attr-defined]
_ENVELOPE: Table = EnvelopeRow.__table__  # type: ignore[attr-defined]
_DIALOGUE: Table = DialogueRow.__table__  # type: ignore[attr-defined]
_ORGANISATION: Table = OrganisationRow.__table__  # type: ignore[attr-defined]


class Outcome(Enum):
    """What became of a submission."""

    STORED = "stored"
    CONFLICT = "conflict"
    STALE = "stale"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class _Waiting:
    item: Writable = field(repr=False)
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
        self._queue: queue.Queue[_Waiting | None] = queue.Queue(limit)
        self._company = False
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
        try:
            self._queue.put_nowait(_Waiting(item, answer))
        except queue.Full:
            raise QueueFull from None
        return await answer

    def _run(self) -> None:
        running = True
        while running:
            batch = self._gather()
            waiting = [entry for entry in batch if entry is not None]
            running = len(waiting) == len(batch)
            if waiting:
                self._answer(waiting, self._write([entry.item for entry in waiting]))

    def _gather(self) -> list[_Waiting | None]:
        """Whatever waits; when the last commit had company, also what arrives while more keeps arriving.

        A lone report is written at once. Under load a commit costs the processor about the same for one
        report as for ten, so a breath of LINGER seconds saves more than it takes.
        """
        batch = [self._queue.get()]
        self._drain(batch)
        before = 0
        while self._company and before < len(batch) < BATCH and batch[-1] is not None:
            before = len(batch)
            time.sleep(LINGER)
            self._drain(batch)
        self._company = len(batch) > 1
        return batch

    def _drain(self, batch: list[_Waiting | None]) -> None:
        while len(batch) < BATCH and batch[-1] is not None:
            try:
                batch.append(self._queue.get_nowait())
            except queue.Empty:
                return

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

    def _write(self, items: list[Writable]) -> list[Outcome]:
        """Most batches hold only new reports, so insert first and look only when something clashes."""
        for attempt in (self._commit_new, self._commit_judged):
            try:
                return attempt(items)
            except _Clash:
                continue
            except Exception as fault:  # whatever it is, the thread must live: nothing else writes
                log.warning("intake batch retried singly: %s", type(fault).__name__)
                break
        return [self._write_alone(item) for item in items]

    def _write_alone(self, item: Writable) -> Outcome:
        # A first failure may be another process that stored the same report just now: the second
        # look finds it. What clashes twice has an id or a lookup that belongs to another report.
        for last_try in (False, True):
            try:
                return self._commit_judged([item])[0]
            except _Clash:
                if last_try:
                    return Outcome.CONFLICT
            except Exception as fault:
                log.error("intake failed: %s", type(fault).__name__)
                return Outcome.FAILED
        return Outcome.FAILED

    def _commit_new(self, items: list[Writable]) -> list[Outcome]:
        with self._engine.begin() as connection:
            revisions = _revisions(connection, {item.sealed.organisation for item in items})
            current = [revisions.get(item.sealed.organisation) == item.revision for item in items]
            _insert_all(connection, [item for item, fits in zip(items, current, strict=True) if fits])
        return [Outcome.STORED if fits else Outcome.STALE for fits in current]

    def _commit_judged(self, items: list[Writable]) -> list[Outcome]:
        with self._engine.begin() as connection:
            outcomes, fresh = _judge(connection, items)
            _insert_all(connection, fresh)
        return outcomes


def _insert_all(connection: Connection, items: list[Writable]) -> None:
    _insert(connection, _REPORT, [_report_values(item) for item in items])
    _insert(connection, _ENVELOPE, [_envelope_values(item) for item in items])
    _insert(connection, _DIALOGUE, [_dialogue_values(item) for item in items if item.sealed.dialogue_lookup])


def _insert(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    """One statement for all rows: executemany hands over the interpreter lock at every single row.

    A taken key must not become an error: PostgreSQL would log it, with the id and the millisecond.
    """
    if not rows:
        return
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    statement = _statement(table.name, tuple(rows[0]), len(rows), mark)
    written = connection.exec_driver_sql(statement, tuple(value for row in rows for value in row.values()))
    if written.rowcount != len(rows):
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


def _judge(connection: Connection, items: list[Writable]) -> tuple[list[Outcome], list[Writable]]:
    """Outcomes in the order of the items, and those that are to be inserted."""
    revisions = _revisions(connection, {item.sealed.organisation for item in items})
    known = _known_digests(connection, items)
    outcomes, fresh = [], []
    for item in items:
        key = (item.sealed.organisation, item.sealed.report)
        if revisions.get(key[0]) != item.revision:
            outcomes.append(Outcome.STALE)
        elif key in known:
            outcomes.append(Outcome.STORED if known[key] == item.digest else Outcome.CONFLICT)
        else:
            known[key] = item.digest
            fresh.append(item)
            outcomes.append(Outcome.STORED)
    return outcomes, fresh


def _revisions(connection: Connection, names: set[str]) -> dict[str, int]:
    c = _ORGANISATION.c
    rows = connection.execute(select(c.organisation, c.revision).where(c.organisation.in_(names)))
    return {row.organisation: row.revision for row in rows}


def _known_digests(connection: Connection, items: list[Writable]) -> dict[tuple[str, str], bytes]:
    columns = _REPORT.c
    keys = [(item.sealed.organisation, item.sealed.report) for item in items]
    rows = connection.execute(
        select(columns.organisation, columns.report, columns.digest).where(
            tuple_(columns.organisation, columns.report).in_(keys)
        )
    )
    return {(row.organisation, row.report): row.digest for row in rows}


def _report_values(item: Writable) -> dict[str, object]:
    sealed, coded = item.sealed, item.sealed.coded
    first, second, third = (*coded.factors, None, None, None)[:3]
    return {
        "organisation": sealed.organisation,
        "report": sealed.report,
        "kind": coded.kind,
        "unit": coded.unit,
        "setting": coded.setting,
        "role_group": coded.role_group,
        "first_factor": first,
        "second_factor": second,
        "third_factor": third,
        "impact": coded.impact,
        "potential": coded.potential,
        "spread": coded.spread,
        "circle": sealed.circle,
        "sealed_by": sealed.sealed_by.value,
        "received": item.received,
        "period": item.period,
        "state": "new",
        "version": 1,
        "digest": item.digest,
        "band": item.band,
    }


def _envelope_values(item: Writable) -> dict[str, object]:
    return {
        "organisation": item.sealed.organisation,
        "report": item.sealed.report,
        "key_id": item.key_id,
        "lookup": item.sealed.dialogue_lookup or None,
        "verifier": item.sealed.dialogue_verifier or None,
        "public_key": item.sealed.dialogue_key or None,
        "sealed": item.sealed.envelope,
    }


def _dialogue_values(item: Writable) -> dict[str, object]:
    return {
        "organisation": item.sealed.organisation,
        "lookup": item.sealed.dialogue_lookup,
        "report": item.sealed.report,
    }
