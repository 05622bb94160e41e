"""The audit trail says who did what, in one chain that nobody can bend without it showing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from service.domain.audit import Deed, check_trail, record, show_trail
from service.errors import BrokenTrail
from service.store.engine import open_engine, transaction
from service.store.staff.handle import StaffStore
from service.terms import OrganisationId
from tests.world import NAME, World, act, found

TRUST = OrganisationId("trust")
NOON = datetime(2026, 11, 25, 12, 34, 56, tzinfo=UTC)
TRIGGERS = {
    "sqlite": ("drop trigger audit_never_takes_update", "drop trigger audit_never_takes_delete"),
    "postgresql": ("alter table audit disable trigger user",),
}


def write(staff: StaffStore, *deeds: Deed) -> None:
    with transaction(staff):
        for deed in deeds:
            record(staff, TRUST, deed, ("a" * 32, NOON), "tools")


def test_a_deed_is_read_back_with_its_day_and_no_time(staff: StaffStore):
    write(staff, Deed.INVITED, Deed.JOINED)

    newest, before = show_trail(staff, TRUST, 5)

    assert (newest.deed, newest.day, newest.subject, newest.actor) == (
        "joined",
        "2026-11-25",
        "tools",
        "a" * 32,
    )
    assert (before.deed, before.position) == ("invited", 1)
    assert check_trail(staff, TRUST) == 2


@pytest.mark.parametrize(
    "deed",
    ["update audit set actor = 'somebody else'", "delete from audit", "delete from audit where position = 1"],
)
def test_the_database_refuses_every_change(staff: StaffStore, deed: str):
    write(staff, Deed.INVITED, Deed.JOINED)

    with pytest.raises(DBAPIError, match="the audit trail never changes"):
        staff.session.execute(text(deed))

    staff.session.rollback()
    assert check_trail(staff, TRUST) == 2


@pytest.mark.parametrize(
    "deed",
    [
        "update audit set actor = 'somebody else' where position = 2",
        "update audit set day = '2026-11-24' where position = 1",
        "delete from audit where position = 2",
        "delete from audit where position = 1",
    ],
)
def test_a_change_from_outside_the_service_shows(staff: StaffStore, engine: Engine, deed: str):
    write(staff, Deed.INVITED, Deed.JOINED, Deed.RECOVERED)
    with engine.begin() as connection:
        for trigger in TRIGGERS[engine.dialect.name]:
            connection.execute(text(trigger))
        connection.execute(text(deed))

    with pytest.raises(BrokenTrail):
        check_trail(staff, TRUST)


def test_two_who_act_at_once_both_stand_in_the_trail(database_url: str):
    engine = open_engine(database_url, immediate=True)

    def act_once(number: int) -> None:
        with Session(engine) as session:
            staff = StaffStore(session)
            with transaction(staff):
                record(staff, TRUST, Deed.SIGNED_IN, (str(number), NOON))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act_once, range(24)))

    with Session(engine) as session:
        assert check_trail(StaffStore(session), TRUST) == 24
    engine.dispose()


def test_signing_in_is_written_down_and_failing_is_not(database_url: str):
    found(database_url)

    async def story(world: World) -> None:
        await world.sign_in("ash", "not these words at all")
        assert (await world.sign_in("ash")).status_code == 200

    act(database_url, story)

    engine = open_engine(database_url)
    with Session(engine) as session:
        trail = show_trail(StaffStore(session), NAME, 10)
    engine.dispose()
    assert [entry.deed for entry in trail] == ["signed-in"]
