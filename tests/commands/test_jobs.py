"""The steward's commands close and publish by the calendar, in kind words, and never print a count."""

import pytest
from click.testing import CliRunner, Result
from sqlmodel import Session

from service.cli import main
from service.store.work.handle import WorkStore
from tests.pipeline.house import found_trust, put_reports


@pytest.fixture
def trust(engine, database_url, monkeypatch):
    monkeypatch.setenv("CANDOUR_DATABASE_URL", database_url)
    with Session(engine) as session:
        work = WorkStore(session)
        found_trust(work)
        put_reports(work, "2026-01", 4321)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_a_month_is_closed_published_and_verified_from_the_command_line(trust):
    closed = run("close-period", "--period", "2026-01", "--as-of", "2026-02-15")
    published = run("publish", "--as-of", "2026-02-15")
    verified = run("verify-releases")

    assert "closed and not yet published: 2026-01" in closed.output
    assert "month-factor 2026-01" in published.output
    assert "2 releases in order" in verified.output
    assert {one.exit_code for one in (closed, published, verified)} == {0}
    assert "4321" not in closed.output + published.output + verified.output


def test_a_month_whose_day_has_not_come_is_refused_in_words(trust):
    result = run("close-period", "--period", "2026-01", "--as-of", "2026-02-14")

    assert result.exit_code == 1
    assert "has not reached its closing day yet. (period-not-over)" in result.output


def test_publishing_a_month_that_is_open_is_refused_in_words(trust):
    result = run("publish", "--period", "2026-01", "--as-of", "2026-02-15")

    assert result.exit_code == 1
    assert "(period-not-closed)" in result.output


def test_the_scheduled_job_begins_a_calendar_and_publishes_each_month_on_its_day(trust):
    first = run("run-jobs", "--as-of", "2026-01-20")
    early = run("run-jobs", "--as-of", "2026-02-14")
    due = run("run-jobs", "--as-of", "2026-02-15")
    again = run("run-jobs", "--as-of", "2026-02-16")

    assert "nothing is waiting" in first.output
    assert "nothing is waiting" in early.output
    assert "month-unit 2026-01" in due.output
    assert "nothing is waiting" in again.output


def test_an_organisation_that_is_not_here_is_said_to_be_missing(trust):
    result = run("publish", "--organisation", "elsewhere")

    assert result.exit_code == 1
    assert "no such organisation" in result.output


def test_a_month_written_otherwise_is_refused_before_anything_is_opened(trust):
    result = run("publish", "--period", "January")

    assert result.exit_code == 2
    assert "2026-11" in result.output
