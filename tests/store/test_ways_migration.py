"""Whoever signed in with a passphrase before there were several ways in still does, and reads as before."""

from functools import partial
from pathlib import Path
from secrets import token_bytes, token_hex

import pytest
from sqlalchemy import Engine, MetaData, inspect, select, text

from service.store.engine import open_engine
from service.store.migrate import migrate
from tests.leaks.places import database_bytes
from tests.postgres import copy_database, drop_database
from tests.store.metadata import METADATA
from tests.world import NAME, NOON, World, act, found

BEFORE = "0019"
"""The newest schema in which a passphrase was the only way in: 0010 came after it."""
STORY = "The second hoist was flat too."
SESSION = token_bytes(32)


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> str:
    """A database nothing was migrated into yet."""
    if database_url.startswith("sqlite"):
        folder = tmp_path / "old"
        folder.mkdir()
        return f"sqlite:///{folder / 'old.db'}"
    server = request.getfixturevalue("postgres")
    name = f"empty_{token_hex(4)}"
    request.addfinalizer(partial(drop_database, server, name))
    return copy_database(server, "template1", name)


@pytest.fixture
def old_url(database_url: str, empty_url: str) -> str:
    """A database of before: an organisation, a sealed report, everybody's passphrase and one session."""
    found(database_url)

    async def story(world: World) -> None:
        await world.submit(STORY)

    act(database_url, story)
    new, old = open_engine(database_url), open_engine(empty_url)
    migrate(old, to=BEFORE)
    move_back(new, old)
    new.dispose()
    old.dispose()
    return empty_url


def move_back(new: Engine, old: Engine) -> None:
    """Copy every row into the older schema, ways in as the passphrases they were."""
    now, then = MetaData(), MetaData()
    now.reflect(new)
    then.reflect(old)
    way, key = now.tables["way_in"], now.tables["member_key"]
    whose = (way.c.organisation == key.c.organisation) & (way.c.person == key.c.person)
    passphrases = select(way, key.c.public_key).outerjoin(key, whose)
    dialogues = select(now.tables["envelope"]).where(now.tables["envelope"].c.lookup.is_not(None))
    shaped = {"passphrase": passphrases, "dialogue": dialogues}
    with new.connect() as reading, old.begin() as writing:
        for name, table in then.tables.items():
            if name in ("alembic_version", "session"):
                continue
            rows = shaped[name] if name in shaped else select(now.tables[name])
            told = [
                {column: value for column, value in row._mapping.items() if column in table.c}
                for row in reading.execute(rows)
            ]
            if told:
                writing.execute(table.insert(), told)
        session = {"organisation": NAME, "token_hash": SESSION, "person": "", "expires": NOON}
        writing.execute(then.tables["session"].insert(), session)


def test_everybody_still_signs_in_and_a_member_opens_what_was_sealed_before(old_url: str):
    engine = open_engine(old_url)
    migrate(engine)
    engine.dispose()
    told: dict[str, int] = {}

    async def story(world: World) -> None:
        for handle in ("ash", "beech", "cherry", "damson", "leader", "steward"):
            told[handle] = (await world.sign_in(handle)).status_code
            ways = (await world.client.get(f"{world.api}/ways")).json()["ways"]
            assert [(one["way"], one["added"]) for one in ways] == [("passphrase", "1970-01-01")]
            world.client.cookies.clear()
        assert (await world.sign_in("ash", "another passphrase altogether")).status_code == 401
        await world.sign_in("ash")
        (report,) = (await world.client.get(f"{world.api}/circles/tools/reports")).json()["reports"]
        assert await world.open("tools", report["report"]) == STORY

    act(old_url, story)

    assert set(told.values()) == {200}


def test_no_old_copy_of_a_passphrase_or_a_session_is_left_behind(old_url: str):
    engine = open_engine(old_url)
    with engine.connect() as connection:
        verifiers = connection.execute(text("select verifier from passphrase")).scalars().all()
    migrate(engine)
    tables = set(inspect(engine).get_table_names())
    engine.dispose()

    assert tables == {table.name for base in METADATA for table in base.sorted_tables} | {"alembic_version"}
    heap = database_bytes(old_url)
    assert len(verifiers) == 6
    if old_url.startswith("sqlite"):
        assert [heap.count(bytes(one)) for one in verifiers] == [1] * 6
        assert SESSION not in heap
    else:
        assert [heap.count(bytes(one).hex().encode()) for one in verifiers] == [1] * 6
        assert SESSION.hex().encode() not in heap
