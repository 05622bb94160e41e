"""`candour invite`: a link is printed once, listed without its token, and ended."""

import re

import pytest
from click.testing import CliRunner

from service.cli import main
from tests.world import NAME, found


@pytest.fixture
def house(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found(database_url)
    monkeypatch.setenv("CANDOUR_DATABASE_URL", database_url)
    monkeypatch.setenv("CANDOUR_ADDRESS", "https://candour.example")


def run(*words: str) -> str:
    done = CliRunner().invoke(main, ["invite", *words])
    assert "Traceback" not in done.output
    return done.output.strip()


def test_a_link_carries_its_token_behind_the_hash_only_and_lists_do_not_show_it(house: None):
    link = run("new", NAME, "elder", "--display", "Elder", "--role", "member")
    listed = run("list", NAME)

    assert re.fullmatch(rf"https://candour\.example/o/{NAME}/invitation#[\w-]{{43}}", link)
    assert re.match(r"[0-9a-f]{8}: elder, member, until ", listed)
    assert link.partition("#")[2] not in listed
    assert "has ended" in run("revoke", NAME, listed[:8])
    assert run("list", NAME) == ""
    assert "(not-found)" in run("revoke", NAME, listed[:8])


def test_a_leader_and_a_member_are_invited_again_and_nobody_under_a_name_that_is_taken(house: None):
    assert "/invitation#" in run("again", NAME, "leader")
    assert "/invitation#" in run("again", NAME, "ash")
    assert "(code-taken)" in run("new", NAME, "ash", "--display", "Ash", "--role", "leader")
