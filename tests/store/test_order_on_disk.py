"""Where SQLite lays a report says nothing of when it came, once the day's forgetting has run (LEAKS 6)."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlmodel import Session

from service.cli import main
from service.domain.reports import accept_report
from service.domain.routing import public_directory
from service.store import engine as engines
from service.store.engine import open_engine, put_in_order
from service.store.work.handle import WorkStore
from service.store.work.intake import IntakeWriter, Outcome
from tests.loops import run
from tests.world import NAME, NOON, found, sealed_value

SIXTY = 60


@pytest.fixture
def arrived(tmp_path: Path, sqlite_template: Path) -> tuple[Path, list[tuple[str, bytes]]]:
    """A database, and the ids and sealed words of sixty reports in the order in which they came."""
    path = tmp_path / "candour.db"
    path.write_bytes(sqlite_template.read_bytes())
    found(f"sqlite:///{path}")
    engine = open_engine(f"sqlite:///{path}", immediate=True)
    with Session(engine) as session:
        directory = public_directory(WorkStore(session), NAME)
    made = [accept_report(sealed_value(directory), directory, NOON) for _ in range(SIXTY)]
    writer = IntakeWriter(engine)

    async def story() -> None:
        for submission in made:
            assert await writer.submit(submission) is Outcome.STORED

    writer.start()
    try:
        run(story())
    finally:
        writer.stop()
        engine.dispose()
    return path, [(item.sealed.report, item.sealed.envelope) for item in made]


def lying(path: Path, came: list[tuple[str, bytes]]) -> list[str]:
    """The ids in the order in which the ends of their sealed words lie in the file."""
    held = path.read_bytes()
    places = {report: held.find(envelope[-40:]) for report, envelope in came}
    assert min(places.values()) > 0
    return sorted(places, key=lambda report: places[report])


def test_after_the_daily_forgetting_sealed_words_lie_in_the_order_of_random_ids(
    arrived: tuple[Path, list[tuple[str, bytes]]],
):
    path, came = arrived
    assert lying(path, came) == [report for report, _ in came], "what this guards against is no longer so"

    done = CliRunner().invoke(main, ["retire"], env={"CANDOUR_DATABASE_URL": f"sqlite:///{path}"})

    assert done.exit_code == 0, done.output
    assert lying(path, came) == sorted(report for report, _ in came)


def test_a_database_that_is_too_large_is_left_alone_and_a_warning_says_so(
    arrived: tuple[Path, list[tuple[str, bytes]]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    path, came = arrived
    engine = open_engine(f"sqlite:///{path}")
    monkeypatch.setattr(engines, "LARGEST", 1000)

    put_in_order(engine)

    engine.dispose()
    assert lying(path, came) == [report for report, _ in came]
    assert "too large" in caplog.text
