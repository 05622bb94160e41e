"""The group-commit writer keeps what it acknowledged, whatever happens to the process."""

import asyncio
import os
import random
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from benchmarks.load import bodies, post_all
from service.domain.reports import accept_report
from service.domain.routing import public_directory
from service.store.engine import open_engine
from service.store.work.checkpoints import Checkpointer
from service.store.work.handle import WorkStore
from service.store.work.intake import IntakeWriter, Outcome, QueueFull
from tests.loops import apart, run
from tests.server import served
from tests.world import NAME, NOON, found, sealed_value

ROUNDS = int(os.environ.get("CANDOUR_KILL_ROUNDS", "6"))
"""50 rounds: CANDOUR_KILL_ROUNDS=50 make test PYTEST_ARGS=tests/store/test_intake.py"""


def _stored(database_url: str) -> set[str]:
    engine = open_engine(database_url)
    with engine.connect() as connection:
        rows = connection.execute(
            text(
                "select r.report from report r join envelope e using (organisation, report)"
                " join dialogue d using (organisation, report)"
            )
        )
        found_ids = {row.report for row in rows}
    engine.dispose()
    return found_ids


def _counts(database_url: str) -> set[int]:
    """How many rows each of a report's three tables holds: one number, or something was left half done."""
    engine = open_engine(database_url)
    with engine.connect() as connection:
        counts = {
            connection.execute(text(f"select count(*) from {table}")).scalar_one()
            for table in ("report", "envelope", "dialogue")
        }
    engine.dispose()
    return counts


@pytest.mark.timeout(max(300, 20 * ROUNDS))
def test_killed_again_and_again_under_load_it_loses_no_acknowledged_report_and_starts_by_itself(
    database_url: str, tmp_path: Path
):
    found(database_url)
    chooser, acknowledged, sent = random.Random(7), set(), set()
    rounds = ROUNDS if database_url.startswith("sqlite") else max(2, ROUNDS // 4)

    with served(database_url, tmp_path) as server:
        api = f"/api/v1/o/{NAME}"
        directory = httpx.get(f"{server.origin}{api}/directory").json()
        for _ in range(rounds):
            made = list(bodies(directory, 1500))
            # Warm, so that the blow falls in the middle of commits and not of the first connection.
            warm = apart(post_all, server.port, f"{api}/reports", made[:60], clients=16)
            acknowledged |= set(warm.acknowledged)
            killer = threading.Timer(chooser.uniform(0.05, 0.6), server.kill)
            killer.start()
            outcome = apart(post_all, server.port, f"{api}/reports", made[60:], clients=16)
            killer.join()
            acknowledged |= set(outcome.acknowledged)
            sent |= {report for report, _ in made}
            server.start()
            # Whoever got no answer asks again, not knowing whether the first try arrived.
            unsure = [one for one in made if one[0] not in acknowledged][:40]
            again = apart(post_all, server.port, f"{api}/reports", unsure, clients=4)
            assert (len(again.acknowledged), again.failures) == (len(unsure), 0)
            acknowledged |= set(again.acknowledged)
        stored = _stored(database_url)

    assert len(acknowledged) > 60 * rounds
    assert acknowledged - stored == set()
    assert stored <= sent
    assert _counts(database_url) == {len(stored)}


def _submit(engine: Engine, story: Callable[[IntakeWriter, WorkStore], object]) -> object:
    writer = IntakeWriter(engine)
    writer.start()
    try:
        with Session(engine) as session:
            return run(story(writer, WorkStore(session)))
    finally:
        writer.stop()


def test_no_database_but_sqlite_is_asked_to_copy_a_log(
    database_url: str, engine: Engine, caplog: pytest.LogCaptureFixture
):
    found(database_url)

    def story(writer: IntakeWriter, work: WorkStore) -> object:
        directory = public_directory(work, NAME)
        made = [accept_report(sealed_value(directory), directory, NOON) for _ in range(30)]

        async def submit() -> set[Outcome]:
            return {await writer.submit(item) for item in made}

        return run(submit())

    writer = IntakeWriter(engine, checkpointer=Checkpointer(engine, latest=10))
    with Session(engine) as session:
        writer.start()
        try:
            outcomes = story(writer, WorkStore(session))
        finally:
            writer.stop()

    assert outcomes == {Outcome.STORED}
    assert caplog.records == []


def test_a_report_checked_against_an_old_directory_is_not_written(database_url: str, engine: Engine):
    found(database_url)

    async def story(writer: IntakeWriter, work: WorkStore) -> Outcome:
        directory = public_directory(work, NAME)
        work.session.rollback()
        submission = accept_report(sealed_value(directory), directory, NOON)
        return await writer.submit(replace(submission, revision=submission.revision - 1))

    assert _submit(engine, story) is Outcome.STALE
    assert _stored(database_url) == set()


def test_one_bad_row_in_a_batch_does_not_harm_its_neighbours(database_url: str, engine: Engine):
    found(database_url)

    async def story(writer: IntakeWriter, work: WorkStore) -> list[Outcome]:
        directory = public_directory(work, NAME)
        work.session.rollback()
        good = [accept_report(sealed_value(directory), directory, NOON) for _ in range(10)]
        clash = replace(
            good[0], sealed=replace(sealed_value(directory), dialogue_lookup=good[0].sealed.dialogue_lookup)
        )
        return list(await asyncio.gather(*(writer.submit(item) for item in (*good, clash))))

    outcomes = _submit(engine, story)

    assert outcomes == [Outcome.STORED] * 10 + [Outcome.CONFLICT]
    assert len(_stored(database_url)) == 10


def test_a_dead_database_is_an_outcome_and_not_the_end_of_the_writer(tmp_path: Path, sqlite_template: Path):
    path = tmp_path / "candour.db"
    path.write_bytes(sqlite_template.read_bytes())
    found(f"sqlite:///{path}")
    engine = open_engine(f"sqlite:///{path}", immediate=True)

    async def story(writer: IntakeWriter, work: WorkStore) -> list[Outcome]:
        directory = public_directory(work, NAME)
        work.session.rollback()
        submission = accept_report(sealed_value(directory), directory, NOON)
        with engine.begin() as connection:
            connection.execute(text("alter table report rename to elsewhere"))
        first = await writer.submit(submission)
        with engine.begin() as connection:
            connection.execute(text("alter table elsewhere rename to report"))
        return [first, await writer.submit(submission)]

    assert _submit(engine, story) == [Outcome.FAILED, Outcome.STORED]
    engine.dispose()


def test_more_than_can_wait_is_refused_at_once(engine: Engine, database_url: str):
    found(database_url)
    writer = IntakeWriter(engine, limit=1)
    with Session(engine) as session:
        directory = public_directory(WorkStore(session), NAME)
    submission = accept_report(sealed_value(directory), directory, NOON)

    async def story() -> None:
        # The writer is not started, so what is put stays.
        waiting = asyncio.ensure_future(writer.submit(submission))
        await asyncio.sleep(0)
        started = time.monotonic()
        with pytest.raises(QueueFull):
            await writer.submit(submission)
        assert time.monotonic() - started < 1
        waiting.cancel()

    run(story())
