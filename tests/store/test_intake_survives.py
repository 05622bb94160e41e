"""The one thread that writes outlives whatever it is given."""

import asyncio

from sqlalchemy import Engine, text
from sqlmodel import Session

from service.domain.reports import Submission, accept_report
from service.domain.routing import public_directory
from service.store.work.handle import WorkStore
from service.store.work.intake import IntakeWriter, Outcome
from tests.loops import run
from tests.world import NAME, NOON, found, sealed_value


class Unwritable:
    """A submission that fails in the writer's hands, before any database is asked."""

    def __init__(self, good: Submission) -> None:
        self._good = good

    def __getattr__(self, name: str) -> object:
        return getattr(self._good, name)

    @property
    def revision(self) -> int:
        """Fails as nothing of the database's does."""
        raise ZeroDivisionError


def test_a_fault_that_is_not_the_databases_is_an_outcome_and_the_next_report_is_stored(
    database_url: str, engine: Engine
):
    found(database_url)
    writer = IntakeWriter(engine)

    async def story() -> list[Outcome]:
        with Session(engine) as session:
            directory = public_directory(WorkStore(session), NAME)
        good = accept_report(sealed_value(directory), directory, NOON)
        together = await asyncio.gather(writer.submit(Unwritable(good)), writer.submit(good))
        return [*together, await writer.submit(good)]

    writer.start()
    try:
        outcomes = run(story())
        alive = writer.is_alive
    finally:
        writer.stop()

    assert outcomes == [Outcome.FAILED, Outcome.STORED, Outcome.STORED]
    assert alive
    assert not writer.is_alive


def test_a_connection_that_the_database_ended_costs_no_report(database_url: str, engine: Engine):
    found(database_url)
    writer = IntakeWriter(engine)

    async def story() -> list[Outcome]:
        with Session(engine) as session:
            directory = public_directory(WorkStore(session), NAME)
        first, second = (accept_report(sealed_value(directory), directory, NOON) for _ in range(2))
        outcomes = [await writer.submit(first)]
        if database_url.startswith("postgresql"):
            others = "from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()"
            with engine.connect() as connection:
                ended = connection.execute(text(f"select pg_terminate_backend(pid) {others}")).scalars().all()
            assert True in ended
        else:
            # SQLite's is a file handle: nothing ends it from outside, so the writer's own is closed under it.
            writer._connection.driver_connection.close()
        return [*outcomes, await writer.submit(second), await writer.submit(second)]

    writer.start()
    try:
        outcomes = run(story())
    finally:
        writer.stop()

    assert outcomes == [Outcome.STORED] * 3
