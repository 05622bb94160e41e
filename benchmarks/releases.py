"""How long a month of many coded reports takes to publish, and in how much memory.

Run as python -m benchmarks.releases. Prints one table for SQLite and PostgreSQL. Each publication runs in a
process of its own, so that its memory is its own.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import psutil
from sqlalchemy import Engine, insert, text
from sqlmodel import Session

from service.pipeline.periods import close_period
from service.pipeline.releases import publish_release
from service.store.engine import open_engine
from service.store.migrate import migrate
from service.store.release.handle import ReleaseStore
from service.store.work.handle import WorkStore
from service.store.work.tables import OrganisationRow, UnitRow
from service.taxonomy import taxonomy
from service.terms import OrganisationId, Period
from tests.postgres import postgres_server

TRUST = OrganisationId("bench")
UNITS = 60
MONTHS = ("2026-01", "2026-02", "2026-03")
NOW = datetime(2026, 12, 1, tzinfo=UTC)
SECONDS, MEGABYTES = 5.0, 200.0


def prepare(engine: Engine, reports: int) -> None:
    """An organisation of 60 units with this many coded reports in the first month."""
    migrate(engine)
    factors = [factor.code for factor in taxonomy().factors]
    with engine.begin() as connection:
        connection.execute(
            insert(OrganisationRow).values(
                organisation=TRUST, name="Bench", plan="M", timezone="Europe/London", revision=1
            )
        )
        for place in range(UNITS):
            connection.execute(
                insert(UnitRow).values(
                    organisation=TRUST,
                    unit=f"unit-{place}",
                    label=f"Unit {place}",
                    unit_group=f"group-{place % 3}",
                    headcount=100,
                    position=place,
                )
            )
        connection.execute(text("create table cause (n integer primary key, factor varchar(64))"))
        connection.execute(
            text("insert into cause values (:n, :factor)"),
            [{"n": n, "factor": factor} for n, factor in enumerate(factors)],
        )
    _fill(engine, reports)


def _fill(engine: Engine, reports: int) -> None:
    """Rows made inside the database: random ids in random order, as real ones are."""
    name, step = (
        (
            "lower(hex(randomblob(16)))",
            "with recursive s(n) as (select 0 union all select n+1 from s where n+1 < :many)",
        )
        if engine.dialect.name == "sqlite"
        else (
            "replace(gen_random_uuid()::text, '-', '')",
            "with s(n) as (select generate_series(0, :many - 1))",
        )
    )
    digest = "x'00'" if engine.dialect.name == "sqlite" else "'\\x00'::bytea"
    with engine.begin() as connection:
        connection.execute(
            text(
                f"insert into report (organisation, report, kind, unit, setting, role_group, "
                f"first_factor, impact, potential, spread, circle, sealed_by, received, period, state, "
                f"version, digest) {step} "
                f"select '{TRUST}', {name}, 'concern', 'unit-' || (s.n % {UNITS}), 'hospital', 'nurse', "
                f"factor, 'none', 'minor', 'once', 'general', 'device', '2026-W03', '{MONTHS[0]}', "
                f"'coded', 1, {digest} from s join cause on cause.n = s.n % 16"
            ),
            {"many": reports},
        )
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("vacuum analyze"))


def publish(url: str) -> list[tuple[str, float, float, float]]:
    """Publish three months; (month, seconds, CPU seconds, the process's greatest memory in MB) of each."""
    engine, lines = open_engine(url), []
    with Session(engine) as one, Session(engine) as other:
        work, releases = WorkStore(one), ReleaseStore(other)
        for month in MONTHS:
            started, before = time.perf_counter(), _cpu(engine)
            close_period(work, TRUST, Period(month), NOW)
            publish_release(work, releases, TRUST, Period(month), NOW)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            lines.append((month, time.perf_counter() - started, _cpu(engine) - before, memory))
    return lines


def _cpu(engine: Engine) -> float:
    """CPU seconds of this process and of its PostgreSQL server: what a busy machine cannot distort."""
    own = time.process_time()
    if engine.dialect.name == "sqlite":
        return own
    with engine.connect() as connection:
        backend = connection.execute(text("select pg_backend_pid()")).scalar_one()
    server = psutil.Process(backend).parent()
    return own + sum(sum(one.cpu_times()[:2]) for one in (server.children() if server else ()))


@contextmanager
def databases() -> Iterator[tuple[tuple[str, str], ...]]:
    """A name and a URL of each kind of database."""
    with tempfile.TemporaryDirectory() as folder, postgres_server() as server:
        yield ("SQLite", f"sqlite:///{folder}/bench.db"), ("PostgreSQL", f"{server}/postgres")


def main() -> None:
    """Print the table; with --url, publish there and print the figures as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=1_000_000)
    parser.add_argument("--url")
    chosen = parser.parse_args()
    if chosen.url:
        print(json.dumps(publish(chosen.url)))
        return
    heads = f"{'database':<12}{'month':<10}{'coded reports':>14}{'seconds':>10}{'CPU s':>10}{'MB':>8}"
    print(f"{heads}   goal: {SECONDS} s, {MEGABYTES:.0f} MB")
    with databases() as urls:
        for name, url in urls:
            engine = open_engine(url)
            prepare(engine, chosen.reports)
            engine.dispose()
            command = [sys.executable, "-m", "benchmarks.releases", "--url", url]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            for month, seconds, cpu, memory in json.loads(told):
                waiting = f"{chosen.reports:,}" if month == MONTHS[0] else "0 new"
                print(f"{name:<12}{month:<10}{waiting:>14}{seconds:>10.2f}{cpu:>10.2f}{memory:>8.0f}")


if __name__ == "__main__":
    main()
