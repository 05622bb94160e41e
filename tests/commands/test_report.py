"""`candour report`: what it shows, what it sends, and what it refuses to send."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select
from sqlmodel import Session

from service.commands.report import report_command
from service.store.engine import open_engine
from service.store.work.tables import ReportRow
from tests.server import Server, free_port, served
from tests.world import NAME, found

TEXT = "Sandra Whitcombe rang 07700 900123, and the computer froze in the middle of the round."


@pytest.fixture(scope="module")
def server(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("report")
    path = folder / "candour.db"
    path.write_bytes(sqlite_template.read_bytes())
    found(f"sqlite:///{path}")
    with served(f"sqlite:///{path}", folder) as running:
        yield running


def tell(server: Server, *options: str, text: str = TEXT) -> Result:
    return CliRunner().invoke(report_command, [server.origin, NAME, *options], input=text)


def stored(server: Server) -> int:
    with Session(open_engine(server.database_url)) as session:
        return session.scalar(select(func.count()).select_from(ReportRow)) or 0


def test_without_yes_it_shows_what_the_circle_would_read_and_sends_nothing(server: Server):
    before = stored(server)

    answer = tell(server)

    assert answer.exit_code == 0 and answer.stdout == ""
    assert "General circle would read" in answer.stderr and "Nothing was sent" in answer.stderr
    assert "Sandra" not in answer.stderr and "900123" not in answer.stderr
    assert "digital-systems" in answer.stderr
    assert stored(server) == before


def test_with_yes_it_sends_and_prints_eight_words_and_nothing_else(server: Server):
    before = stored(server)

    answer = tell(server, "--yes", "--kind", "near-miss", "--factor", "digital-systems")

    assert answer.exit_code == 0, answer.stderr
    assert len(answer.stdout.split()) == 8
    assert stored(server) == before + 1


def test_a_pinned_lock_is_used_and_another_stops_it(server: Server):
    words = next(line for line in tell(server).stderr.splitlines() if line.startswith("Its lock: "))
    before = stored(server)

    sent = tell(server, "--yes", "--pin", words.removeprefix("Its lock: "))
    stopped = tell(server, "--yes", "--pin", "these are not the right words")

    assert sent.exit_code == 0 and stored(server) == before + 1
    assert stopped.exit_code == 1 and stopped.stdout == ""
    assert "Nothing was sent" in stopped.stderr and words.removeprefix("Its lock: ") in stopped.stderr


def test_nothing_written_a_wrong_code_and_a_dead_service_each_get_a_kind_line(server: Server):
    before = stored(server)

    empty = tell(server, "--yes", text=" \n")
    unknown = tell(server, "--yes", "--kind", "canary-kind")
    dead = CliRunner().invoke(report_command, [f"http://127.0.0.1:{free_port()}", NAME, "--yes"], input=TEXT)

    assert [one.exit_code for one in (empty, unknown, dead)] == [1, 1, 1]
    assert "Nothing was written" in empty.stderr
    assert "not on the list" in unknown.stderr and "canary" not in unknown.stderr
    assert "did not answer" in dead.stderr
    assert stored(server) == before
