"""`candour board-pack`: the file a leader downloads, from the command line; kind words where none is."""

import pytest
from click.testing import CliRunner, Result
from sqlmodel import Session

from service.cli import main
from service.store.work.handle import WorkStore
from tests.pages.published import publish_rise
from tests.pipeline.house import found_trust
from tests.world import NAME, found


@pytest.fixture
def database(database_url, monkeypatch) -> str:
    monkeypatch.setenv("CANDOUR_DATABASE_URL", database_url)
    found(database_url)
    return database_url


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["board-pack", *words])


def test_the_pack_is_written_and_writing_it_again_changes_no_byte(database, tmp_path):
    publish_rise(database)
    first, second = tmp_path / "one.pdf", tmp_path / "two.pdf"

    told = [run(str(path), "--organisation", NAME).output for path in (first, second)]

    assert all("figures as they were on 2026-11-15" in words for words in told)
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("file", "said"),
    [("pack.docx", "ends in .zip, .pdf or .csv"), ("pack.zip", "Nothing has been published yet")],
)
def test_what_cannot_be_made_is_said_and_nothing_is_written(database, tmp_path, file, said):
    result = run(str(tmp_path / file), "--organisation", NAME)

    assert result.exit_code != 0 and said in result.output
    assert not (tmp_path / file).exists()


def test_of_several_organisations_one_is_named(database, engine, tmp_path):
    with Session(engine) as session:
        found_trust(WorkStore(session))

    assert "Name one organisation" in run(str(tmp_path / "pack.zip")).output
