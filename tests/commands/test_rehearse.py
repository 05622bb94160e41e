"""A real server driven by a file of time: months close and are published by themselves, once."""

import json
import time
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from sqlmodel import Session

from service.cli import main
from service.settings import DEMO_SECRET
from service.store.engine import open_engine
from service.store.release.handle import ReleaseStore
from service.store.release.releases import read_chain
from tests.commands.test_serve import assert_refused
from tests.commands.test_serve import database_url as sqlite_url  # noqa: F401 - a fixture
from tests.server import SECRET, Server
from tests.world import API_KEY, NAME, found

BEGINS, DUE = "2026-11-25T12:00:00+00:00", "2026-12-15T12:00:00+00:00"
LEADER = {"authorization": f"Bearer {API_KEY}"}


def machines(url: str, folder: Path) -> list[Server]:
    """One for SQLite, two for PostgreSQL, all by the same clock."""
    rules = {"CANDOUR_SECRET": DEMO_SECRET, "CANDOUR_JOBS_EVERY": "1"}
    number = 2 if url.startswith("postgresql") else 1
    return [
        Server(url, folder / f"log-{place}", rules, arguments=("--clock", str(folder / "clock")))
        for place in range(number)
    ]


def sources(server: Server) -> list[str]:
    answer = httpx.get(f"{server.origin}/api/v1/o/{NAME}/dashboard", headers=LEADER, timeout=30)
    return [f"{one['stage']} {one['period']}" for one in answer.raise_for_status().json()["sources"]]


def test_a_month_is_published_by_the_clock_in_the_file_and_by_one_machine_only(database_url, tmp_path):
    clock = tmp_path / "clock"
    clock.write_text(BEGINS)
    found(database_url, demo=True)
    servers = machines(database_url, tmp_path)
    try:
        for server in servers:
            server.start()
        time.sleep(2)
        before = sources(servers[0])
        clock.write_text(DUE)
        until = time.monotonic() + 60
        while len(sources(servers[-1])) < 2 and time.monotonic() < until:
            time.sleep(0.5)
        after = [sources(server) for server in servers]
        time.sleep(2)
    finally:
        for server in servers:
            server.stop()

    engine = open_engine(database_url)
    with Session(engine) as session:
        chain = read_chain(ReleaseStore(session), NAME)
    engine.dispose()
    assert before == []
    assert {tuple(one) for one in after} == {("month-factor 2026-11", "month-unit 2026-11")}
    assert len(chain) == 2
    told = "".join(server.log.read_text() for server in servers)
    assert "published harbour month-factor 2026-11" in told
    assert json.dumps(chain[0].content.cells) not in told


@pytest.mark.parametrize(
    ("secret", "demo", "words"),
    [
        (SECRET, True, "--clock sets a test clock and is refused with a secret of production"),
        (DEMO_SECRET, False, "--clock sets a test clock and is refused where a real organisation is"),
    ],
)
def test_a_test_clock_is_refused_in_production(sqlite_url, tmp_path, monkeypatch, secret, demo, words):  # noqa: F811
    monkeypatch.setenv("CANDOUR_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("CANDOUR_SECRET", secret)
    found(sqlite_url, demo=demo)
    (tmp_path / "clock").write_text(BEGINS)

    assert_refused(CliRunner().invoke(main, ["serve", "--clock", str(tmp_path / "clock")]), words)
