"""`candour digest`: when it goes out and where to, in kind words; and settings that would not do."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.cli import main
from service.errors import UnsafeSettings
from service.main import post_office, system_clock
from service.settings import Settings
from tests.world import NAME, found


@pytest.fixture
def house(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found(database_url)
    monkeypatch.setenv("CANDOUR_DATABASE_URL", database_url)


def run(*words: str) -> Result:
    done = CliRunner().invoke(main, ["digest", *words])
    assert "Traceback" not in done.output
    return done


def test_the_time_is_chosen_shown_and_stopped(house: None):
    assert "none is sent" in run("time", NAME).output
    assert "thursday at 07:00" in run("time", NAME, "--weekday", "thursday").output
    assert "friday at 15:00" in run("time", NAME, "--weekday", "friday", "--hour", "15").output
    assert "friday at 15:00" in run("time", NAME).output
    assert run("time", NAME, "--hour", "3").exit_code == 2
    assert "none is sent" in run("time", NAME, "--stop").output


def test_a_members_address_is_set_and_cleared_and_nobody_else_has_one(house: None):
    assert "goes to ash" in run("to", NAME, "ash", "--address", "ash@post.example").output
    assert "no digest goes to ash" in run("to", NAME, "ash", "--clear").output
    assert run("to", NAME, "ash").exit_code == 2
    assert "(bad-entry)" in run("to", NAME, "ash", "--address", "ash").output
    assert "(bad-entry)" in run("to", NAME, "ash", "--address", "a@b.example", "--language", "fr").output
    for handle in ("leader", "nobody"):
        assert "(not-found)" in run("to", NAME, handle, "--address", "a@post.example").output


@pytest.mark.parametrize(
    "unsafe",
    [
        {"smtp_host": "mail.example"},
        {"smtp_host": "mail.example", "smtp_sender": "a@b.example", "smtp_security": "none"},
        {"smtp_host": "mail.example", "smtp_sender": "a@b.example", "smtp_password_file": Path("/nowhere")},
    ],
)
def test_mail_that_could_not_be_sent_as_it_should_be_is_refused_before_it_is_tried(unsafe):
    with pytest.raises(UnsafeSettings):
        post_office(Settings(**unsafe), system_clock, bytes)


def test_without_a_mail_server_nothing_is_sent():
    assert post_office(Settings(), system_clock, bytes) is None
