"""`candour serve` starts with settings fit for real reports, or says in one line what is missing."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pydantic import SecretStr

from service.cli import main
from service.errors import UnsafeSettings
from service.settings import DEMO_SECRET, Settings
from service.store.engine import open_engine
from service.store.migrate import migrate
from tests.server import ROOT, SECRET, Server
from tests.world import found


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated SQLite file: what is refused here does not depend on the kind of database."""
    path = tmp_path / "candour.db"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch, database_url: str):
    """Run the command with an environment; every case here ends before anything is served."""
    monkeypatch.setenv("CANDOUR_DATABASE_URL", database_url)
    monkeypatch.setenv("CANDOUR_SECRET", SECRET)

    def run(**environment: str) -> Result:
        for name, value in environment.items():
            monkeypatch.setenv(f"CANDOUR_{name.upper()}", value)
        return CliRunner().invoke(main, ["serve"])

    return run


def assert_refused(result: Result, words: str) -> None:
    """One kind line, no traceback, a status that a supervisor notices."""
    assert result.exit_code == 1
    assert result.output.startswith("Error: ") and words in result.output
    assert "Traceback" not in result.output and isinstance(result.exception, SystemExit)
    assert len(result.output.splitlines()) == 1


@pytest.mark.parametrize("secret", [DEMO_SECRET, "CANARY too short", "", "x" * 31])
def test_a_secret_that_anybody_could_guess_is_refused_and_not_shown(serve, secret):
    result = serve(secret=secret)

    assert_refused(result, "CANDOUR_SECRET must be at least 32 characters of your own")
    assert "CANARY" not in result.output and DEMO_SECRET not in result.output


def test_a_missing_secret_is_refused(serve, monkeypatch):
    monkeypatch.delenv("CANDOUR_SECRET")

    assert_refused(serve(), "CANDOUR_SECRET")


def test_a_test_clock_is_refused(serve, tmp_path):
    clock = tmp_path / "clock"
    clock.write_text("2026-11-25T12:00:00+00:00")

    assert_refused(serve(clock=str(clock)), "CANDOUR_CLOCK")


def test_the_demo_organisation_is_refused_by_name(serve, database_url):
    found(database_url, demo=True)

    assert_refused(serve(), "demo organisation (Harbour Trust), whose passphrases are public")


@pytest.mark.parametrize("revision", [None, "0001"], ids=["empty", "older"])
def test_an_older_schema_is_refused_with_the_command_that_helps(serve, tmp_path: Path, revision):
    url = f"sqlite:///{tmp_path / 'older.db'}"
    if revision:
        engine = open_engine(url)
        migrate(engine, to=revision)
        engine.dispose()

    assert_refused(serve(database_url=url), "run `candour migrate`")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://CANARY:CANARY@127.0.0.1:1/candour",
        "no address CANARY",
        "sqlite:////proc/CANARY/candour.db",
        "teapot://CANARY",
    ],
)
def test_a_database_that_cannot_be_opened_is_named_by_its_setting_and_not_by_its_address(serve, url):
    result = serve(database_url=url)

    assert_refused(result, "CANDOUR_DATABASE_URL")
    assert "CANARY" not in result.output


@pytest.mark.parametrize(
    ("name", "value"), [("port", "CANARY"), ("session_hours", "1000"), ("session_hours", "0")]
)
def test_a_setting_that_does_not_fit_is_named_and_its_value_is_not_repeated(serve, name, value):
    result = serve(**{name: value})

    assert_refused(result, f"CANDOUR_{name.upper()}")
    assert value not in result.output.replace("less than or equal to 24", "")


def test_good_settings_pass_every_check():
    settings = Settings(secret=SecretStr(SECRET), clock=None)

    settings.check_production()

    assert SECRET not in repr(settings) + str(settings)
    with pytest.raises(UnsafeSettings):
        Settings(secret=SecretStr(SECRET[:31]), clock=None).check_production()


def test_the_real_command_ends_at_once_with_its_one_line(tmp_path: Path):
    ended = subprocess.run(
        [sys.executable, "-m", "service.cli", "serve"],
        cwd=ROOT,
        env={"CANDOUR_DATABASE_URL": f"sqlite:///{tmp_path / 'candour.db'}", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.startswith("Error: CANDOUR_SECRET") and len(ended.stderr.splitlines()) == 1


def test_a_second_ctrl_c_changes_nothing_and_prints_nothing(database_url: str, tmp_path: Path):
    found(database_url)
    server = Server(database_url, tmp_path / "log")
    server.start()
    assert server.process is not None
    try:
        server.process.send_signal(signal.SIGINT)
        time.sleep(0.005)
        server.process.send_signal(signal.SIGINT)
        ended = server.process.wait(timeout=60)
    finally:
        server.kill()

    assert ended == 0
    assert (tmp_path / "log").read_text() == ""
