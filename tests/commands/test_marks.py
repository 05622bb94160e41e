"""Marks from the command line: closed lists, one organisation, and kind words where something is missing."""

import pytest
from click.testing import CliRunner, Result
from sqlmodel import Session

from service.cli import main
from service.store.work.handle import WorkStore
from tests.pipeline.house import found_trust


@pytest.fixture
def trust(engine, database_url, monkeypatch):
    monkeypatch.setenv("CANDOUR_DATABASE_URL", database_url)
    with Session(engine) as session:
        found_trust(WorkStore(session))
        found_trust(WorkStore(session), organisation="other")


def run(*words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--as-of", "2026-02-15"])


def test_marks_are_recorded_listed_and_taken_back(trust):
    at = ("--organisation", "trust")
    marked = run("mark-event", "open-call", "2026-01", "--expected-rise", *at)
    based = run("rebase", "unit:north", "2026-01", "work-changed", *at)
    run("mark-event", "open-call", "2026-01", "--take-back", *at)
    back = run("rebase", "unit:north", "2026-01", "work-changed", "--take-back", *at)

    assert "2026-01: Open call for reports, a rise was expected (recorded 2026-02-15)" in marked.output
    assert "limits of unit:north start anew: The work itself was changed, as planned." in based.output
    assert back.output == "No mark stands.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("mark-event", "open-call", "2026-01"), "Name one organisation"),
        (("mark-event", "somebody-left", "2026-01", "--organisation", "trust"), "is not one of"),
        (("mark-event", "open-call", "January", "--organisation", "trust"), "write a month as 2026-11"),
        (("rebase", "unit:lane", "2026-01", "work-changed", "--organisation", "trust"), "(unknown-code)"),
    ],
)
def test_what_does_not_fit_is_refused_in_words_and_marks_nothing(trust, words, said):
    result = run(*words)

    assert result.exit_code != 0
    assert said in result.output
