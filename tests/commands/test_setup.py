"""`candour setup` founds an organisation from a file or changes nothing; `migrate` may be run again."""

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from sqlalchemy import inspect
from sqlmodel import Session

from service.cli import main
from service.domain.routing import public_directory
from service.store.engine import open_engine
from service.store.migrate import at_head, migrate
from service.store.work.handle import WorkStore
from service.terms import OrganisationId
from tests.domain.blueprint_files import GOOD, changed


@pytest.fixture
def blueprint_file(tmp_path: Path) -> Path:
    """A good file."""
    path = tmp_path / "harbour.yaml"
    path.write_text(yaml.safe_dump(GOOD), encoding="utf-8")
    return path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Run a command on a database that is not there yet."""
    monkeypatch.setenv("CANDOUR_DATABASE_URL", f"sqlite:///{tmp_path / 'var' / 'candour.db'}")

    def run(*words: str | Path) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words])

    return run


def tables(tmp_path: Path) -> list[str]:
    """What is in the database, if there is one."""
    if not (tmp_path / "var" / "candour.db").exists():
        return []
    engine = open_engine(f"sqlite:///{tmp_path / 'var' / 'candour.db'}")
    names = inspect(engine).get_table_names()
    engine.dispose()
    return names


def test_a_good_file_founds_an_organisation_and_its_passphrases_are_not_printed(
    run, blueprint_file, tmp_path
):
    result = run("setup", blueprint_file)

    assert result.exit_code == 0, result.output
    assert result.output == "Founded Harbour Trust at /o/harbour/. Now delete harbour.yaml.\n"
    engine = open_engine(f"sqlite:///{tmp_path / 'var' / 'candour.db'}")
    with Session(engine) as session:
        directory = public_directory(WorkStore(session), OrganisationId("harbour"))
    engine.dispose()
    assert not directory.organisation.demo
    assert list(directory.receiving) == ["general"]


def test_the_folder_of_the_database_is_nobody_elses(run, blueprint_file, tmp_path):
    run("setup", blueprint_file)

    assert (tmp_path / "var").stat().st_mode & 0o777 == 0o700


def test_a_second_time_nothing_is_changed(run, blueprint_file, tmp_path):
    run("setup", blueprint_file)
    before = (tmp_path / "var" / "candour.db").read_bytes()

    again = run("setup", blueprint_file)

    assert again.exit_code == 1
    assert "harbour is there already; nothing was changed." in again.output
    assert (tmp_path / "var" / "candour.db").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (changed("people", 0, "passphrase", value="CANARY"), "people.0.passphrase"),
        (changed("plan", value="CANARY"), "plan"),
        (changed("circles", 0, "members", value=["ash", "ash", "ash"]), "different people"),
        ("{CANARY: [", "not YAML"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_by_place_and_nothing_is_made(
    run, blueprint_file, tmp_path, text, place
):
    blueprint_file.write_text(text, encoding="utf-8")

    result = run("setup", blueprint_file)

    assert result.exit_code == 1
    assert result.output.startswith("Error: harbour.yaml: ") and place in result.output
    assert "CANARY" not in result.output and "Traceback" not in result.output
    assert tables(tmp_path) == []


def test_a_file_that_is_no_text_is_refused(run, blueprint_file, tmp_path):
    blueprint_file.write_bytes(b"\xff\xfe\x00CANARY")

    result = run("setup", blueprint_file)

    assert (result.exit_code, "not YAML" in result.output) == (1, True)
    assert "CANARY" not in result.output


def test_a_file_that_is_not_there_is_said_to_be_missing(run, tmp_path):
    result = run("setup", tmp_path / "none.yaml")

    assert result.exit_code == 2
    assert "does not exist" in result.output


def test_the_schema_is_brought_up_to_date_from_nothing_and_again(run, tmp_path):
    first, again = run("migrate"), run("migrate")

    assert [one.output for one in (first, again)] == ["The schema is up to date.\n"] * 2
    assert {"report", "person", "release"} <= set(tables(tmp_path))


def test_an_older_schema_is_brought_up_to_date(run, monkeypatch, tmp_path):
    url = f"sqlite:///{tmp_path / 'older.db'}"
    engine = open_engine(url)
    migrate(engine, to="0001")
    assert not at_head(engine)
    monkeypatch.setenv("CANDOUR_DATABASE_URL", url)

    assert run("migrate").exit_code == 0

    assert at_head(engine)
    engine.dispose()
