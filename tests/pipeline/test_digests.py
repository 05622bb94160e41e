"""The digest goes out once a week to everybody who asked, whatever becomes of the mail server."""

import logging
import secrets
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import text

from service.pipeline.digests import HELD_FOR, PostOffice, send_digests
from service.pipeline.mail import MailServer, Security
from service.store.engine import transaction
from service.store.staff import digests
from service.store.staff.digests import DigestTime, Letterbox
from service.store.staff.people import Person, add_person, remove_person
from service.terms import Organisation, OrganisationId, PersonId, Plan, Role
from tests.postbox import HOST, Postbox, free_port, served
from tests.world import Clock

TRUST = OrganisationId("trust")
ORGANISATION = Organisation(TRUST, "A trust", Plan.M, "Europe/London", 1, False)
MONDAY = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)
"""In London it is seven, too."""
NAMES = ("ash", "beech", "cherry", "damson", "elder")
TO = {f"{name}@post.example" for name in NAMES}


@pytest.fixture
def clock() -> Clock:
    return Clock(MONDAY)


@pytest.fixture
def members(staff):
    """Five members who asked for the digest, on Mondays at seven."""
    with transaction(staff):
        for name in NAMES:
            person = PersonId(name)
            add_person(staff, Person(TRUST, person, name, name.title(), Role.MEMBER))
            digests.set_letterbox(staff, TRUST, person, Letterbox(f"{name}@post.example", "en"))
        digests.set_digest_time(staff, TRUST, DigestTime(0, 7, "2026-W48"))


def office(clock: Clock, port: int) -> PostOffice:
    server = MailServer(HOST, port, Security.NONE, "candour@trust.example")
    return PostOffice(server, clock, secrets.token_bytes, ("en", "cy", "pl"))


def waiting(staff) -> int:
    found = staff.session.execute(text("select count(*) from digest_waiting")).scalar_one()
    staff.session.rollback()
    return int(found)


def test_it_goes_out_at_its_hour_and_not_before_and_never_twice_in_a_week(staff, members, clock):
    postbox = Postbox()
    with served(postbox) as port:
        clock.now = MONDAY - timedelta(minutes=1)
        early = send_digests(staff, ORGANISATION, office(clock, port))
        clock.now = MONDAY
        on_time = send_digests(staff, ORGANISATION, office(clock, port))
        for day in range(7):
            clock.now = MONDAY + timedelta(days=day)
            assert send_digests(staff, ORGANISATION, office(clock, port)) == 0
        clock.now = MONDAY + timedelta(days=7)
        next_week = send_digests(staff, ORGANISATION, office(clock, port))

    assert (early, on_time, next_week) == (0, 5, 5)
    assert {mail.to for mail in postbox.kept} == {(address,) for address in TO}
    assert waiting(staff) == 0


def test_an_hour_is_that_of_the_organisation_and_another_day_makes_no_second_mail(staff, members, clock):
    postbox, abroad = Postbox(), replace(ORGANISATION, timezone="America/New_York")
    with served(postbox) as port:
        assert send_digests(staff, abroad, office(clock, port)) == 0
        clock.now = MONDAY + timedelta(hours=5)
        assert send_digests(staff, abroad, office(clock, port)) == 5
        with transaction(staff):
            digests.set_digest_time(staff, TRUST, DigestTime(3, 9, "2026-W49"))
        clock.now = MONDAY + timedelta(days=4)
        assert send_digests(staff, abroad, office(clock, port)) == 0


def test_a_server_that_dies_in_the_middle_and_comes_back_has_everybodys_mail_once(staff, members, clock):
    postbox = Postbox(most=2)
    with served(postbox) as port:
        assert send_digests(staff, ORGANISATION, office(clock, port)) == 2
    assert waiting(staff) == 3
    tried = []
    for _ in range(4):
        clock.now += timedelta(hours=1)
        tried.append(send_digests(staff, ORGANISATION, office(clock, port)))
    assert tried == [0] * 4

    postbox.most = None
    clock.now += timedelta(hours=6)
    with served(postbox, port):
        assert send_digests(staff, ORGANISATION, office(clock, port)) == 3
        assert send_digests(staff, ORGANISATION, office(clock, port)) == 0

    assert sorted(mail.to[0] for mail in postbox.kept) == sorted(TO)
    assert waiting(staff) == 0


def test_a_dead_server_is_asked_less_and_less_often(staff, members, clock, caplog):
    asked = []
    with caplog.at_level(logging.WARNING, "candour.jobs"):
        for minute in range(0, 24 * 60, 5):
            clock.now = MONDAY + timedelta(minutes=minute)
            caplog.clear()
            send_digests(staff, ORGANISATION, office(clock, 1))
            if caplog.records:
                asked.append(minute)

    gaps = [later - earlier for earlier, later in pairwise(asked)]
    assert gaps[:4] == [5, 10, 20, 40]
    assert max(gaps) == 360
    assert "@" not in caplog.text


def test_what_was_never_handed_over_gives_way_to_the_next_weeks(staff, members, clock):
    send_digests(staff, ORGANISATION, office(clock, free_port()))
    postbox = Postbox()
    clock.now = MONDAY + timedelta(days=7)
    with served(postbox) as port:
        assert send_digests(staff, ORGANISATION, office(clock, port)) == 5

    assert sorted(mail.to[0] for mail in postbox.kept) == sorted(TO)


def test_one_who_is_refused_keeps_nobody_else_from_theirs(staff, members, clock, caplog):
    answers = {"ash@post.example": "550 no such box", "beech@post.example": "450 later, please"}
    postbox = Postbox(answers=answers)
    with served(postbox) as port, caplog.at_level(logging.WARNING, "candour.jobs"):
        assert send_digests(staff, ORGANISATION, office(clock, port)) == 3
        assert waiting(staff) == 1
        postbox.answers.clear()
        clock.now += timedelta(minutes=5)
        assert send_digests(staff, ORGANISATION, office(clock, port)) == 1

    assert "post.example" not in caplog.text
    assert "refused for good: 550" in caplog.text


def test_whoever_clears_their_address_or_leaves_is_written_to_no_more(staff, members, clock):
    send_digests(staff, ORGANISATION, office(clock, free_port()))
    with transaction(staff):
        digests.clear_letterbox(staff, TRUST, PersonId("ash"))
        remove_person(staff, TRUST, PersonId("beech"))
    postbox = Postbox()
    clock.now += timedelta(hours=1)
    with served(postbox) as port:
        assert send_digests(staff, ORGANISATION, office(clock, port)) == 3

    kept = staff.session.execute(text("select address from digest_address")).scalars().all()
    assert {"ash@post.example", "beech@post.example"}.isdisjoint(kept)
    assert {mail.to[0] for mail in postbox.kept} == TO - {"ash@post.example", "beech@post.example"}


def test_a_job_that_was_killed_in_the_middle_leaves_nothing_behind_that_is_not_sent_later(
    staff, members, clock, monkeypatch
):
    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    postbox = Postbox()
    with served(postbox) as port:
        with monkeypatch.context() as patched:
            patched.setattr(MailServer, "hand_over", die)
            with pytest.raises(Killed):
                send_digests(staff, ORGANISATION, office(clock, port))
        staff.session.rollback()
        assert send_digests(staff, ORGANISATION, office(clock, port)) == 4
        clock.now += HELD_FOR
        assert send_digests(staff, ORGANISATION, office(clock, port)) == 1

    assert sorted(mail.to[0] for mail in postbox.kept) == sorted(TO)


RACER = """
import secrets, sys, time
from datetime import datetime
from sqlmodel import Session
from service.pipeline.digests import send_digests
from service.store.engine import open_engine
from service.store.staff.handle import StaffStore
from tests.pipeline.test_digests import ORGANISATION, office

url, moment, port, start = sys.argv[1:]
moment, port, start = datetime.fromisoformat(moment), int(port), float(start)
with Session(open_engine(url)) as session:
    time.sleep(max(0.0, start - time.time()))
    print(send_digests(StaffStore(session), ORGANISATION, office(lambda: moment, port)))
"""


def test_many_machines_at_once_send_each_mail_once(staff, members, database_url):
    postbox = Postbox()
    with served(postbox) as port:
        told = [database_url, MONDAY.isoformat(), str(port), str(time.time() + 6)]
        racers = [
            subprocess.Popen(
                [sys.executable, "-c", RACER, *told],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(4)
        ]
        ended = [racer.communicate(timeout=120) for racer in racers]

    assert [racer.returncode for racer in racers] == [0] * 4, [error for _, error in ended]
    assert sum(int(output) for output, _ in ended) == 5
    assert sorted(mail.to[0] for mail in postbox.kept) == sorted(TO)
    assert waiting(staff) == 0
