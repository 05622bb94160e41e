"""Nothing stored or shown tells when a report came, or in which order (LEAKS 1, 2, 6 to 9)."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from sqlalchemy import Engine, create_engine, inspect, select, text

from service.client.sealing import make_ticket, seal_report
from service.store.work.tables import DialogueRow, EnvelopeRow, ReportRow
from tests.leaks.plants import passphrase
from tests.world import CODED, NAME, NOON, World

OF_A_REPORT = tuple(row.__table__ for row in (ReportRow, EnvelopeRow, DialogueRow))  # type: ignore[attr-defined]
DAY, WEEK, MONTH = r"\d{4}-\d{2}-\d{2}", r"\d{4}-W\d{2}", r"\d{4}-\d{2}"
UUID_EPOCH = datetime(1582, 10, 15, tzinfo=UTC)
FIFTY = 50


@pytest.fixture
def engine(house: str) -> Iterator[Engine]:
    """Reads the database beside the application."""
    engine = create_engine(house.replace("postgresql:", "postgresql+psycopg:"))
    yield engine
    engine.dispose()


def stored(engine: Engine) -> dict[str, list[object]]:
    """Every value of every column that belongs to a report."""
    with engine.connect() as connection:
        return {
            f"{table.name}.{column.name}": [value for (value,) in connection.execute(select(column))]
            for table in OF_A_REPORT
            for column in table.columns
        }


async def send_fifty(world: World) -> list[str]:
    """Fifty reports of one afternoon; their ids in the order in which they came."""
    chance, directory, came = Random(11), await world.directory(), []
    for place in range(FIFTY):
        world.clock.now = NOON + timedelta(minutes=7 * place)
        sealed = seal_report("The lift was out.", CODED, directory, make_ticket(chance.randbytes))
        assert (await world.send(sealed)).status_code == 202
        came.append(sealed.body["report"])
    return came


def test_no_stored_value_is_finer_than_a_day_and_after_coding_than_a_week(tell, engine):
    async def story(world: World):
        first, *_ = await send_fifty(world)
        before = stored(engine)
        await world.sign_in("ash", passphrase("ash"))
        address = f"{world.api}/circles/tools/reports/{first}"
        await world.client.put(f"{address}/factors", json={"factors": ["workload-demand"], "version": 1})
        after = dict(zip(stored(engine)["report.report"], stored(engine)["report.received"], strict=True))

        assert set(before["report.received"]) == {"2026-11-25"}
        assert after.pop(first) == "2026-W48"
        assert set(after.values()) == {"2026-11-25"}
        for column, values in before.items():
            for value in values:
                if isinstance(value, str) and re.search(r"\d{4}-(\d\d|W)", value):
                    form = MONTH if column == "report.period" else DAY
                    assert re.fullmatch(form, value), column
            assert not any(isinstance(value, datetime | float) for value in values), column

    tell(story)


def test_no_answer_for_staff_says_the_hour(tell):
    async def story(world: World):
        first, *_ = await send_fifty(world)
        await world.sign_in("ash", passphrase("ash"))
        queue = await world.client.get(f"{world.api}/circles/tools/reports")
        one = await world.client.get(f"{world.api}/circles/tools/reports/{first}")

        for shown in (queue, one):
            readable = re.sub(r'"envelope":"[^"]*"', "", shown.text)
            assert not re.search(r"\d\d:\d\d|\dT\d\d|\b1[0-9]{9,12}\b", readable), shown.url
            assert not {"date", "last-modified", "age", "expires", "etag"} & set(shown.headers)
        assert {row["received"] for row in queue.json()["reports"]} == {"2026-11-25"}

    tell(story)


def _clocks() -> dict[str, tuple[int, Callable[[datetime], float]]]:
    """Ways in which ids carry a time: how many bytes, and what a moment reads as."""

    def since(start: datetime, ticks: float) -> Callable[[datetime], float]:
        return lambda now: (now - start).total_seconds() * ticks

    unix = datetime(1970, 1, 1, tzinfo=UTC)
    return {
        "seconds": (4, since(unix, 1)),
        "milliseconds (UUIDv7, ULID)": (6, since(unix, 1e3)),
        "microseconds": (8, since(unix, 1e6)),
        "nanoseconds": (8, since(unix, 1e9)),
        "hundred nanoseconds (UUIDv6)": (8, since(UUID_EPOCH, 1e7)),
        "Fernet": (8, since(unix, 1)),
    }


def _windows(value: bytes, size: int) -> Iterator[tuple[tuple[int, str], int]]:
    for offset in range(min(len(value), 64) - size + 1):
        for order in ("big", "little"):
            yield (offset, order), int.from_bytes(value[offset : offset + size], order)


def carried_times(values: list[bytes]) -> list[str]:
    """The clocks that every one of these values seems to hold at the same place."""
    found = []
    moments = (NOON, datetime.fromtimestamp(time.time(), UTC))
    for name, (size, reading) in _clocks().items():
        near = [sorted(reading(now + timedelta(days=days)) for days in (-2, 2)) for now in moments]
        places = [
            {place for place, number in _windows(value, size) if any(a <= number <= b for a, b in near)}
            for value in values
        ]
        if set.intersection(*places):
            found.append(name)
    return found


def test_the_way_of_looking_for_times_finds_each_of_them():
    for name, (size, reading) in _clocks().items():
        number = int(reading(NOON)).to_bytes(size, "big")
        values = [Random(seed).randbytes(3) + number + Random(seed).randbytes(4) for seed in range(9)]
        assert name in carried_times(values)
    assert carried_times([Random(seed).randbytes(32) for seed in range(9)]) == []


def test_no_stored_value_carries_a_time_inside(tell, engine):
    async def story(world: World):
        await send_fifty(world)
        for column, values in stored(engine).items():
            raw = [value for value in values if isinstance(value, bytes)]
            raw += [
                bytes.fromhex(value)
                for value in values
                if isinstance(value, str) and re.fullmatch(r"[0-9a-f]{16,}", value)
            ]
            if len(set(raw)) > 1:
                assert carried_times(raw) == [], column

    tell(story)


def test_no_table_of_reports_counts_its_rows(engine):
    described = inspect(engine)
    for table in OF_A_REPORT:
        kinds = {column["name"]: str(column["type"]).upper() for column in described.get_columns(table.name)}
        keys = described.get_pk_constraint(table.name)["constrained_columns"]
        assert keys[0] == "organisation"
        assert not any("INT" in kinds[key] or "SERIAL" in kinds[key] for key in keys)
        assert not any("TIME" in kind or "DATE" in kind for kind in kinds.values())
        defaults = (str(column.get("default") or "0") for column in described.get_columns(table.name))
        # A number is the same for every row; anything else could count.
        assert all(default.isdigit() for default in defaults)


def test_the_database_has_no_counter_and_sqlite_no_hidden_row_number(engine):
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            assert connection.execute(text("select count(*) from pg_sequences")).scalar_one() == 0
            defaults = "select count(*) from information_schema.columns where column_default like 'nextval%'"
            assert connection.execute(text(defaults)).scalar_one() == 0
            return
        made = dict(
            connection.execute(text("select name, sql from sqlite_master where type = 'table'")).all()
        )
    assert "sqlite_sequence" not in made
    for name, statement in made.items():
        if name != "alembic_version":
            assert "WITHOUT ROWID" in statement.upper(), name
            assert "AUTOINCREMENT" not in statement.upper(), name


def rank_correlation(order: list[str]) -> float:
    """Spearman's rho between places and alphabetical ranks."""
    rank = {value: place for place, value in enumerate(sorted(order))}
    gaps = sum((place - rank[value]) ** 2 for place, value in enumerate(order))
    return 1 - 6 * gaps / (len(order) * (len(order) ** 2 - 1))


def test_ids_are_random_to_the_last_bit_and_say_nothing_of_their_order(tell):
    async def story(world: World):
        came = await send_fifty(world)

        assert abs(rank_correlation(came)) < 0.3
        bits = [f"{int(report, 16):0128b}" for report in came]
        ones = [sum(row[place] == "1" for row in bits) for place in range(128)]
        assert sum(12 <= count <= 38 for count in ones) >= 122
        changed = [bin(int(one, 16) ^ int(next_one, 16)).count("1") for one, next_one in pairwise(came)]
        assert min(changed) > 30

    tell(story)


def test_a_queue_is_by_day_and_then_in_no_order_of_arrival(tell):
    async def story(world: World):
        came = await send_fifty(world)
        world.clock.now = NOON - timedelta(days=1)
        early = (await world.submit()).body["report"]
        await world.sign_in("ash", passphrase("ash"))
        answer = await world.client.get(f"{world.api}/circles/tools/reports")
        shown = [row["report"] for row in answer.json()["reports"]]

        assert shown == [early, *sorted(came)]
        assert abs(rank_correlation([report for report in came if report in shown])) < 0.3

    tell(story)


def test_the_first_report_and_the_fifty_second_are_named_and_shown_alike(tell):
    async def shown(world: World, report: str) -> dict[str, object]:
        listed = (await world.client.get(f"{world.api}/circles/tools/reports")).json()["reports"]
        address = f"{world.api}/circles/tools/reports/{report}"
        whole, talk = [(await world.client.get(address + end)).json() for end in ("", "/dialogue")]
        row = next(one for one in listed if one["report"] == report)
        return {**{f"row {name}": value for name, value in row.items()}, **whole, **talk}

    async def story(world: World):
        first = (await world.submit()).body["report"]
        await world.sign_in("ash", passphrase("ash"))
        before = await shown(world, first)
        await send_fifty(world)
        last = (await world.submit()).body["report"]
        after = await shown(world, last)

        # What differs is drawn by chance, or is a key that the sender made: no number, no name in a row.
        differ = {name for name, value in after.items() if value != before[name]}
        assert before.keys() == after.keys()
        assert differ <= {"row report", "report", "envelope", "public_key", "suggests"}
        assert first.isalnum() and len(first) == len(last) == 32

    tell(story)


def test_nothing_that_is_shown_counts_reports_before_they_are_published(tell):
    async def story(world: World):
        await send_fifty(world)
        await world.submit(coded=replace(CODED, factors=()))
        pages = [f"/o/{NAME}/", f"/o/{NAME}/report", f"/o/{NAME}/sign-in", "/health", "/docs"]
        for page in (*pages, f"{world.api}/directory"):
            answer = (await world.client.get(page)).text
            assert not re.search(r"\b(50|51) (reports?|messages?)\b|\"count\"|\"total\"", answer), page
        await world.sign_in("steward", passphrase("steward"))
        assert not re.search(r"\b5[01]\b", (await world.client.get(f"/o/{NAME}/steward")).text)

    tell(story)
