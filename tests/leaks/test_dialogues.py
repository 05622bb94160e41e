"""What a dialogue gives away on the wire, on disk, in time (LEAKS 3, 13, 18, 31, 34, 38, 45)."""

import re
from base64 import b64decode

import pytest
from sqlalchemy import create_engine, text

from service.client.messages import MessageKind
from service.domain import dialogues
from service.domain.dialogues import free_place
from service.store.engine import clean, open_engine
from service.store.work.forgetting import tables_of_reports
from tests.leaks.costs import dearer, statements, told_apart
from tests.leaks.places import database_bytes, folder_bytes
from tests.leaks.plants import passphrase, sightings
from tests.talk import CircleEnd, Reporter, begin
from tests.world import NAME, NOON, World, act

UNKNOWN = {"lookup": "1" * 32, "token": "2" * 64}


async def three(world: World) -> dict[str, dict[str, str]]:
    """The secrets of an unknown receipt, a quiet one, and one with as many replies as fit."""
    quiet = Reporter.of(world, await world.submit())
    answered, circle = await begin(world, words=passphrase("ash"))
    for _ in range(8):
        assert (await circle.reply("x" * 900)).status_code == 202
    world.client.cookies.clear()
    return {"unknown": UNKNOWN, "quiet": quiet.holder.secret, "answered": answered.holder.secret}


def test_unknown_quiet_and_answered_receipts_have_one_status_one_set_of_headers_and_one_length(tell):
    async def story(world: World):
        seen = {}
        for name, secret in (await three(world)).items():
            answers = [await world.client.post(f"{world.api}/dialogues/open", json=secret) for _ in range(2)]
            assert answers[0].content != answers[1].content, "a mailbox that stays the same can be recognised"
            headers = re.sub(r"nonce-[^']+", "", str(sorted(answers[0].headers.items())))
            seen[name] = (answers[0].status_code, headers, len(answers[0].content))

        assert len(set(seen.values())) == 1

    tell(story)


def test_no_byte_of_a_mailbox_stands_still_but_its_version(tell):
    async def story(world: World):
        for secret in (await three(world)).values():
            answers = [await world.client.post(f"{world.api}/dialogues/open", json=secret) for _ in range(12)]
            boxes = [b64decode(answer.json()["mailbox"]) for answer in answers]
            still = [at for at in range(len(boxes[0])) if len({box[at] for box in boxes}) == 1]
            assert still == [0]

    tell(story)


def test_unknown_quiet_and_answered_receipts_ask_the_database_the_same(tell):
    async def story(world: World):
        asked = [
            await statements(world, "/dialogues/open", secret) for secret in (await three(world)).values()
        ]

        assert asked[0] == asked[1] == asked[2] and len(asked[0]) >= 3

    tell(story)


def test_unknown_quiet_and_answered_receipts_cost_the_same(tell):
    async def story(world: World):
        gaps = await told_apart(world, "/dialogues/open", await three(world))

        assert gaps == [], "receipts can be told apart by their cost"

    tell(story)


def test_the_measure_of_cost_sees_a_mailbox_that_is_sealed_too_often(tell, monkeypatch):
    sealing = dearer(dialogues.seal_mailbox, lambda _, key, *__: key is nobody[0], 20)
    nobody: list[bytes] = []
    monkeypatch.setattr(dialogues, "seal_mailbox", sealing)

    async def story(world: World):
        nobody.append(world.app.state.runtime.nobody)

        assert await told_apart(world, "/dialogues/open", await three(world), rounds=1) != []

    tell(story)


def test_two_messages_of_a_dialogue_cannot_be_told_apart_by_their_rows(tell, house):
    async def story(world: World):
        reporter, circle = await begin(world, words=passphrase("ash"))
        for words in ("First.", "Second."):
            await reporter.write(words)
            await circle.reply(words)

    tell(story)

    engine = create_engine(house.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        rows = connection.execute(text("select * from message")).mappings().all()
        state = connection.execute(text("select * from dialogue_state")).mappings().all()
    engine.dispose()
    assert len(rows) == 6
    for row in rows:
        assert set(row) == {"organisation", "report", "towards", "slot", "sealed"}
    assert {len(row["sealed"]) for row in rows} == {3201}
    assert [row["active"] for row in state] == ["2026-W48"]


def test_the_place_of_a_message_follows_no_order_of_writing():
    firsts = [free_place(16, {}, NOON.isoformat().encode() + at.to_bytes(8, "big")) for at in range(1600)]

    assert {firsts.count(place) for place in range(16)} == {100}


def test_a_receipt_never_stands_in_an_address_or_a_log_and_only_one_way_values_are_kept(tell, house):
    async def story(world: World):
        reporter, circle = await begin(world, words=passphrase("ash"))
        await reporter.write("canary words of a reporter")
        await circle.reply("canary words of a circle", MessageKind.OUTCOME)
        keys = reporter.holder.keys
        hidden = {"token": keys.token, "seed": keys.seed, "thread": keys.thread}

        assert sightings(database_bytes(house), **hidden, words="canary words of a") == []
        for route in world.app.openapi()["paths"]:
            assert not re.search(r"\{(receipt|lookup|token|words)\}", route)

    tell(story)


def test_after_deletion_nothing_of_a_report_is_in_any_byte_while_the_service_still_runs(house, tmp_path):
    async def story(world: World):
        reporter, circle = await begin(world, words=passphrase("ash"))
        await reporter.write("Once.", asks=True)
        await circle.reply("Twice.")
        whole = (await world.client.get(circle.address.removesuffix("/dialogue"))).json()
        talk = await circle.look()
        keys = reporter.holder.keys
        traces: dict[str, str | bytes] = {
            "report": circle.report,
            "lookup": keys.lookup,
            "public key": b64decode(talk["public_key"])[:64],
            "envelope": b64decode(whole["envelope"])[-64:],
            "message": b64decode(talk["from_reporter"][0])[-64:],
            "copy": b64decode(talk["copies"][0])[-64:],
        }
        assert len(sightings(database_bytes(house), **traces)) >= len(traces)

        assert (await reporter.ask("delete")).status_code == 204

        assert sightings(database_bytes(house) + folder_bytes(tmp_path), **traces) == []

    act(house, story)


def test_no_table_keeps_a_row_of_a_deleted_report_and_no_tombstone_stays(tell, house):
    async def story(world: World):
        kept = Reporter.of(world, await world.submit())
        before = counted(house)
        reporter, circle = await begin(world, words=passphrase("ash"))
        await reporter.write("Once.", asks=True)
        await circle.reply("Twice.")
        assert counted(house) != before
        await reporter.ask("delete")

        assert counted(house) == before
        assert (await kept.look()).standing == "received"

    tell(story)


def counted(house: str) -> dict[str, int]:
    """Rows of every table, but for sessions, which signing in leaves."""
    engine = create_engine(house.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        names = [table.name for table in tables_of_reports()]
        found = {
            name: connection.execute(text(f'select count(*) from "{name}"')).scalar_one() for name in names
        }
    engine.dispose()
    assert set(found) >= {"report", "envelope", "dialogue", "message", "dialogue_state", "counted"}
    return found


def test_vacuum_takes_a_deleted_report_out_of_postgresqls_pages(postgres, house):
    if not house.startswith("postgresql"):
        pytest.skip("PostgreSQL only: SQLite zeroes its pages")

    async def story(world: World):
        reporter, _ = await begin(world, words=passphrase("ash"))
        await reporter.write("Once.")
        await reporter.ask("delete")

    act(house, story)

    engine = open_engine(house)
    clean(engine, [table.name for table in tables_of_reports()])
    with engine.connect() as connection:
        dead = connection.execute(
            text("select coalesce(sum(n_dead_tup), 0) from pg_stat_all_tables where relname = 'message'")
        ).scalar_one()
        pages = connection.execute(text("select pg_relation_size('message')")).scalar_one()
    engine.dispose()
    assert (dead, pages) == (0, 0)


def test_staff_see_nothing_of_a_receipt_in_a_dialogue_but_the_key_they_seal_to(tell):
    async def story(world: World):
        reporter, circle = await begin(world, words=passphrase("ash"))
        await reporter.write("Once.")
        keys = reporter.holder.keys
        hidden = {"token": keys.token, "lookup": keys.lookup, "seed": keys.seed, "thread": keys.thread}
        for path in (circle.address, f"{world.api}/circles/tools/clocks"):
            assert sightings((await world.client.get(path)).content, **hidden) == []

    tell(story)


def test_the_thread_is_another_secret_than_everything_the_service_holds(tell):
    async def story(world: World):
        reporter, circle = await begin(world, words=passphrase("ash"))
        assert isinstance(circle, CircleEnd)
        keys = reporter.holder.keys
        assert circle.thread == keys.thread.hex()
        assert len({keys.lookup, keys.token[:16], keys.seed[:16], keys.thread[:16]}) == 4
        assert reporter.holder.organisation == NAME

    tell(story)
