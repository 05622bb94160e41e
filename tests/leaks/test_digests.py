"""The digest tells nobody anything: not how many reports wait, not whether one does (LEAKS 29, 47)."""

import logging
import re
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.cli import main
from tests.leaks.places import database_bytes
from tests.leaks.plants import PLANTED, passphrase, sightings
from tests.postbox import HOST, Mail, Postbox, free_port, served
from tests.world import NAME, NOON, World, act

SECRET = "password-of-the-mail-server"
ADDRESSES = {
    "ash": ("a@post.example", "en"),
    "beech": (f"{PLANTED.handle}@{'a-long-department.' * 5}example", "pl"),
    "damson": ("damson@post.example", "cy"),
}
FIRST = NOON + timedelta(days=5)
"""The Monday after the world's Wednesday, at noon."""


@pytest.fixture
def mail_house(house: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three members in three languages who asked for the digest on Mondays at eight; the clock's file."""
    clock, password = tmp_path / "clock", tmp_path / "password"
    clock.write_text(NOON.isoformat())
    password.write_text(SECRET)
    settings = {"DATABASE_URL": house, "CLOCK": str(clock), "SMTP_HOST": HOST, "SMTP_SECURITY": "none"}
    settings |= {"SMTP_SENDER": "candour@harbour.example", "SMTP_PASSWORD_FILE": str(password)}
    for name, value in settings.items():
        monkeypatch.setenv(f"CANDOUR_{name}", value)
    run("digest", "time", NAME, "--weekday", "monday", "--hour", "8")

    async def story(world: World) -> None:
        for handle, (address, language) in ADDRESSES.items():
            await world.sign_in(handle, passphrase(handle))
            body = {"address": address, "language": language}
            assert (await world.client.put(f"{world.api}/digest", json=body)).status_code == 204
            world.client.cookies.clear()

    act(house, story)
    return clock


def run(*words: str) -> str:
    """A command that must succeed; all that it printed."""
    done = CliRunner().invoke(main, list(words))
    assert done.exit_code == 0, done.output
    return done.output


def weeks(clock: Path, monkeypatch: pytest.MonkeyPatch, steps: list) -> list[list[Mail]]:
    """What goes out in week after week, where before each week something happens."""
    postbox, sent = Postbox(), []
    with served(postbox) as port:
        monkeypatch.setenv("CANDOUR_SMTP_PORT", str(port))
        for week, happens in enumerate(steps):
            happens()
            clock.write_text((FIRST + timedelta(days=7 * week)).isoformat())
            run("run-jobs", "--organisation", NAME)
            sent.append(sorted(postbox.kept, key=lambda mail: mail.to))
            postbox.kept.clear()
    return sent


def test_it_goes_out_on_schedule_and_is_equal_to_the_byte_for_no_report_one_and_fifty(
    mail_house, house, monkeypatch
):
    ids: list[str] = []

    def arrive(number: int):
        async def story(world: World) -> None:
            ids.extend([(await world.submit()).body["report"] for _ in range(number)])

        return lambda: act(house, story)

    none, one, fifty = weeks(mail_house, monkeypatch, [lambda: None, arrive(1), arrive(49)])

    assert [len(week) for week in (none, one, fifty)] == [3, 3, 3]
    assert {len(mail.raw) for week in (none, one, fifty) for mail in week} == {4096}
    for week in (one, fifty):
        for then, now in zip(none, week, strict=True):
            assert _still(then) == _still(now)
    heap = b"".join(mail.raw for week in (none, one, fifty) for mail in week)
    assert len(ids) == 50
    assert sightings(heap, **{f"report {place}": one for place, one in enumerate(ids)}) == []


def _still(mail: Mail) -> bytes:
    """A mail without what differs every time: its date, to the second, and its random name."""
    return re.sub(rb"(?m)^(Date|Message-ID): .*\r\n", b"", mail.raw)


def test_it_has_one_recipient_a_neutral_subject_no_link_and_nothing_that_tells_who_opened_it(
    mail_house, monkeypatch
):
    (sent,) = weeks(mail_house, monkeypatch, [lambda: None])

    assert sorted(mail.to for mail in sent) == sorted((address,) for address, _ in ADDRESSES.values())
    for mail in sent:
        read = mail.read
        assert read["To"] == mail.to[0]
        assert {name.lower() for name in read} == {
            "from", "to", "subject", "date", "message-id", "auto-submitted", "content-language",
            "content-type", "content-transfer-encoding", "mime-version",
        }  # fmt: skip
        assert read.get_content_type() == "text/plain"
        assert re.fullmatch(r"<[0-9a-f]{32}@harbour\.example>", read["Message-ID"])
        assert parsedate_to_datetime(read["Date"]) - FIRST < timedelta(minutes=1)
        assert not re.search(r"https?:|www\.|<|\d|harbour|circle|report", mail.words, re.IGNORECASE)
        assert len(mail.words) > 100
    assert len({mail.read["Message-ID"] for mail in sent}) == 3
    assert len({mail.words for mail in sent}) == len({mail.read["Subject"] for mail in sent}) == 3


@pytest.mark.parametrize("broken", ["nobody there", "refuses the recipient", "breaks off"])
def test_a_mail_that_fails_says_no_address_no_word_and_no_password(mail_house, monkeypatch, caplog, broken):
    canary = ADDRESSES["beech"][0]
    postbox = Postbox(most=0) if broken == "breaks off" else Postbox(answers={canary: f"550 {canary}?"})
    mail_house.write_text(FIRST.isoformat())
    with caplog.at_level(logging.DEBUG), served(postbox) as port:
        monkeypatch.setenv("CANDOUR_SMTP_PORT", str(free_port() if broken == "nobody there" else port))
        told = run("run-jobs", "--organisation", NAME)

    ours = "\n".join(line.getMessage() for line in caplog.records if line.name.startswith("candour"))
    assert ours
    for words in (told, ours):
        assert [one for one in ("@", "post.example", PLANTED.handle, SECRET) if one in words] == []


def test_an_address_is_nowhere_once_it_is_cleared(mail_house, house, monkeypatch):
    address = ADDRESSES["beech"][0]
    assert sightings(database_bytes(house), address=address) != []
    run("digest", "to", NAME, "beech", "--clear")

    if house.startswith("sqlite"):
        run("retire")
        assert sightings(database_bytes(house), address=address) == []
    (sent,) = weeks(mail_house, monkeypatch, [lambda: None])
    assert len(sent) == 2
