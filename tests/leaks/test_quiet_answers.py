"""No answer sets a cookie, names elsewhere or changes anything (LEAKS 16, 17, 23, 24, 30)."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from sqlalchemy import Engine, create_engine, inspect, text

from tests.leaks.plants import passphrase
from tests.leaks.rooms import knock, rooms, visitors
from tests.world import NAME, World

LOADING = {
    ("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src"), ("object", "data"),
    ("embed", "src"), ("source", "src"), ("audio", "src"), ("video", "src"), ("video", "poster"),
    ("use", "href"), ("use", "xlink:href"), ("form", "action"), ("button", "formaction"), ("base", "href"),
    ("meta", "content"), ("track", "src"), ("input", "src"),
}  # fmt: skip
"""Attributes by which a page makes a browser ask for something by itself or send something away."""
PUBLISHED = {"show_dashboard", "show_culture", "show_prompts"}
"""What may name the version of what is published: it moves with releases and marks, and with no report."""
COOKIE_ROOMS = {"sign_in", "sign_out", "sign_out_everywhere"}


class Loads(HTMLParser):
    """Collects what a page would load or send to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if (tag, name) in LOADING:
                self.found.append(value or "")
            if name in {"srcset", "ping", "background", "manifest"} or name.startswith("on"):
                self.found.append(f"elsewhere:{name}")


@pytest.fixture
def engine(house: str) -> Iterator[Engine]:
    """Reads the database beside the application."""
    engine = create_engine(house.replace("postgresql:", "postgresql+psycopg:"))
    yield engine
    engine.dispose()


def everything(engine: Engine) -> dict[str, list[str]]:
    """Every row of every table."""
    with engine.connect() as connection:
        return {
            table: sorted(repr(row) for row in connection.execute(text(f'select * from "{table}"')))
            for table in inspect(engine).get_table_names()
        }


def test_no_page_loads_from_or_sends_to_elsewhere(tell):
    async def story(world: World):
        sealed, seen = await world.submit(), 0
        async for visitor in visitors(world):
            for room in rooms(world, sealed.body["report"]):
                if room.method == "GET":
                    answer = await knock(world, room)
                    if answer.headers["content-type"].startswith("text/html"):
                        seen += 1
                        for address in Loads(answer.text).found:
                            assert not re.match(r"[a-z]+:(?!image/svg)|//", address, re.I), (visitor, room)
                        assert not re.search(r"url\(\s*['\"]?(https?:)?//", answer.text), room
        assert seen > 50

    tell(story)


def test_the_way_of_looking_finds_what_loads_from_elsewhere():
    page = '<script src="//cdn.test/x.js"></script><img src=https://a.test/p.png><a ping=x href="https://ok.test">'

    assert Loads(page).found == ["//cdn.test/x.js", "https://a.test/p.png", "elsewhere:ping"]


def test_a_reporters_way_sets_no_cookie_and_no_answer_but_signing_in_and_out_does(tell):
    async def story(world: World):
        sealed = await world.submit()
        assert not world.client.cookies
        async for visitor in visitors(world):
            for room in rooms(world, sealed.body["report"]):
                if room.name not in COOKIE_ROOMS:
                    answer = await knock(world, room)
                    assert "set-cookie" not in answer.headers, (visitor, room)
                    assert "clear-site-data" not in answer.headers, (visitor, room)

    tell(story)


def test_reading_changes_not_one_value_of_the_database(tell, engine):
    async def story(world: World):
        sealed = await world.submit()
        async for _ in visitors(world):
            before = everything(engine)
            for room in rooms(world, sealed.body["report"]):
                if room.method == "GET":
                    await knock(world, room)
                    await world.client.head(room.path)
                    await world.client.options(room.path)
            assert everything(engine) == before

    tell(story)


def test_what_is_published_has_a_validator_that_no_report_moves(tell):
    async def story(world: World):
        await world.sign_in("leader", passphrase("leader"))
        seen = []
        for _ in range(2):
            named = {room.name: room for room in rooms(world, "0" * 32)}
            seen.append([(await knock(world, named[name])).headers["etag"] for name in sorted(PUBLISHED)])
            await world.submit()

        assert seen[0] == seen[1]

    tell(story)


def test_no_answer_can_be_told_from_the_last_by_a_validator(tell):
    async def story(world: World):
        sealed = await world.submit()
        async for visitor in visitors(world):
            for room in rooms(world, sealed.body["report"]):
                if not room.name.startswith("sign_out"):
                    headers = set((await knock(world, room)).headers)
                    telling = {"etag", "last-modified", "age", "date", "server-timing"} & headers
                    assert telling <= ({"etag"} if room.name in PUBLISHED else set()), (visitor, room)

    tell(story)


def test_no_answer_numbers_its_request_and_a_number_that_is_sent_is_not_kept(tell, engine):
    async def story(world: World):
        headers = {"x-request-id": "CANARY", "x-correlation-id": "CANARY", "traceparent": "00-CANARY-01"}
        sealed = await world.seal()

        answer = await world.client.post(f"/api/v1/o/{NAME}/reports", json=sealed.body, headers=headers)

        assert answer.status_code == 202
        assert not re.search(r"request-id|correlation|trace|CANARY", str(answer.headers), re.I)
        assert "CANARY" not in str(everything(engine))

    tell(story)


def test_every_accepted_report_gets_the_same_answer_to_the_byte(tell):
    async def story(world: World):
        answers = [await world.send(await world.seal(words)) for words in ("", "Short.", "Long. " * 900)]

        assert len({(one.status_code, one.content) for one in answers}) == 1
        nonces = [re.sub(r"nonce-[^']+", "", str(sorted(one.headers.items()))) for one in answers]
        assert len(set(nonces)) == 1

    tell(story)


def test_staff_who_sign_in_leave_no_trace_but_the_session_and_a_day_in_the_audit_trail(tell, engine):
    async def story(world: World):
        before = everything(engine)
        await world.sign_in("ash", passphrase("ash"))
        after = everything(engine)

        assert {table for table in after if after[table] != before[table]} == {"audit", "session"}
        assert not re.search(r"\d\d:\d\d", str(after["audit"]))

    tell(story)
