"""Forgetting from the command line: what is forgotten is in no byte afterwards, nor in a later backup."""

import sqlite3
import subprocess
from base64 import b64decode
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlmodel import Session

from service.cli import main
from service.domain.audit import show_trail
from service.store.engine import open_engine
from service.store.staff.handle import StaffStore
from tests.leaks.places import LOCAL, database_bytes
from tests.leaks.plants import sightings
from tests.world import NAME, World, act, found


@pytest.fixture
def house(database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    found(database_url)
    monkeypatch.setenv("CANDOUR_DATABASE_URL", database_url)
    return database_url


def run(*words: str) -> str:
    done = CliRunner().invoke(main, list(words))
    assert done.exit_code == 0, done.output
    return done.output


def backup_bytes(copy: Path) -> bytes:
    """What a copy holds: its bytes, or for PostgreSQL's compressed format every row as text."""
    if copy.read_bytes()[:5] != b"PGDMP":
        return copy.read_bytes()
    return subprocess.run(["pg_restore", "--file=-", copy], capture_output=True, check=True).stdout


def test_what_is_retired_is_in_no_byte_of_the_database_and_in_no_later_backup(
    house: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    sealed: dict[str, bytes] = {}

    async def story(world: World) -> None:
        told = await world.submit()
        sealed["canary"] = b64decode(told.body["envelope"])[2000:2064]

    act(house, story)
    run("backup", str(tmp_path / "earlier.backup"))
    before = [
        sightings(database_bytes(house), **sealed),
        sightings(backup_bytes(tmp_path / "earlier.backup"), **sealed),
    ]
    (tmp_path / "clock").write_text("2027-12-01T12:00:00+00:00")
    monkeypatch.setenv("CANDOUR_CLOCK", str(tmp_path / "clock"))

    said = run("retire")
    run("backup", str(tmp_path / "later.backup"))

    assert all(before)
    assert said == f"{NAME}: what was due is forgotten\n"
    assert sightings(database_bytes(house), **sealed) == []
    assert sightings(backup_bytes(tmp_path / "later.backup"), **sealed) == []


def test_a_backup_is_private_whole_and_never_overwrites(house: str, tmp_path: Path):
    copy = tmp_path / "copy"

    run("backup", str(copy))
    again = CliRunner().invoke(main, ["backup", str(copy)])

    assert copy.stat().st_mode & 0o777 == 0o600
    assert again.exit_code == 1 and "there already" in again.output
    if house.startswith(LOCAL):
        with sqlite3.connect(copy) as opened:
            assert opened.execute("select name from organisation").fetchone() == ("Harbour Trust",)
        opened.close()
    else:
        listed = subprocess.run(["pg_restore", "--list", copy], capture_output=True, text=True, check=True)
        assert "TABLE DATA public envelope" in listed.stdout


def test_deciding_is_written_into_the_trail_and_shown_to_everybody(house: str):
    run("retention", NAME, "--days", "120")
    run("hold", NAME, "--reason", "court")

    async def story(world: World) -> None:
        directory = world.app.state.runtime.directory(NAME, newest=True)
        assert (directory.retention.days, directory.retention.hold) == (120, "court")
        told = await world.directory()
        assert told["retention"] == {"days": 120, "hold": "court"}

    act(house, story)
    held = run("retire")
    run("hold", NAME, "--end")

    engine = open_engine(house)
    with Session(engine) as session:
        trail = [(entry.deed, entry.subject) for entry in show_trail(StaffStore(session), NAME, 10)]
    engine.dispose()
    assert "held" in held
    assert trail == [("hold-ended", "court"), ("hold-began", "court"), ("retention-changed", "120")]


@pytest.mark.parametrize(
    "words",
    [
        ["retention", NAME, "--days", "10"],
        ["retention", "nobody", "--days", "180"],
        ["hold", NAME],
        ["hold", NAME, "--reason", "because"],
        ["hold", NAME, "--reason", "court", "--end"],
    ],
)
def test_what_makes_no_sense_is_refused_in_words_and_changes_nothing(house: str, words: list[str]):
    done = CliRunner().invoke(main, words)

    assert done.exit_code in (1, 2)
    assert "Traceback" not in done.output

    async def story(world: World) -> None:
        assert (await world.directory())["retention"] == {"days": 180, "hold": None}

    act(house, story)
