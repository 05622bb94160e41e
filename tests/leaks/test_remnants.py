"""What was let go of is gone from the disk once the service has ended (LEAKS 31, 33, 34)."""

import re
from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text

from service.cli import main
from service.crypto.tokens import hash_token
from service.deps import COOKIE
from service.main import create_app
from service.settings import Settings
from tests.api.test_themes import begin as begin_theme
from tests.api.test_themes import link
from tests.architecture.routes import walk
from tests.leaks.places import LOCAL, database_bytes
from tests.leaks.plants import passphrase, sightings
from tests.talk import begin
from tests.world import World, act

LONG_AGO = datetime(2031, 3, 5, 12, tzinfo=UTC)
"""A Wednesday that stands nowhere else in the database."""


def test_the_day_of_a_coded_report_and_the_session_that_ended_are_in_no_byte_of_the_database(house: str):
    ended: dict[str, bytes] = {}

    async def story(world: World) -> None:
        world.clock.now = LONG_AGO
        sealed = await world.submit()
        # Somebody signs in a day later: the audit trail keeps the day of that, and must not hide this one.
        world.clock.now += timedelta(days=1)
        await world.sign_in("ash", passphrase("ash"))
        token = urlsafe_b64decode(world.client.cookies[COOKIE] + "=")
        ended["session"] = hash_token(token)
        address = f"{world.api}/circles/tools/reports/{sealed.body['report']}"
        coding = {"factors": ["workload-demand"], "version": 1}
        assert sightings(database_bytes(house), day="2031-03-05") != []
        assert (await world.client.put(f"{address}/factors", json=coding)).status_code == 200
        assert (await world.client.post(f"{world.api}/sign-out", json={})).status_code == 204

    act(house, story)

    heap = database_bytes(house)
    assert sightings(heap, day="2031-03-05", session=ended["session"]) == []
    assert sightings(heap, week="2031-W10") != []


def test_the_audit_trail_holds_no_report_no_receipt_and_no_hour_whatever_becomes_of_a_report(house: str):
    traces: dict[str, str | bytes] = {}

    async def story(world: World) -> None:
        reporter, circle = await begin(world, words=passphrase("ash"))
        other = (await world.submit()).body["report"]
        report = f"{world.api}/circles/tools/reports/{circle.report}"
        coding = {"factors": ["workload-demand"], "version": 1}
        deeds = [
            ("PUT", f"{report}/factors", coding),
            ("PUT", f"{report}/duplicate", {"original": other}),
        ]
        for method, address, body in deeds:
            answer = await world.client.request(method, address, json=body)
            assert answer.status_code in (200, 202, 204), (address, answer.text)
        assert await link(world, await begin_theme(world, words=passphrase("ash")), other) == 202
        await circle.reply("Thank you.")
        assert (await reporter.ask("delete")).status_code == 204
        keys = reporter.holder.keys
        traces.update(one=circle.report, other=other, lookup=keys.lookup, thread=keys.thread)
        traces["verifier"] = hash_token(keys.token)

    act(house, story)
    CliRunner().invoke(main, ["retire"], env={"CANDOUR_DATABASE_URL": house})

    engine = create_engine(house.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        trail = str(connection.execute(text("select * from audit")).all())
    engine.dispose()
    assert "signed-in" in trail
    assert sightings(trail.encode(), **traces) == []
    assert not re.search(r"\d\d:\d\d", trail)


def test_nothing_lies_beside_the_database_once_the_service_has_ended(house: str, tmp_path: Path):
    async def story(world: World) -> None:
        await world.submit()

    act(house, story)

    left = {path.name for path in tmp_path.iterdir()}
    assert left == ({"candour.db"} if house.startswith(LOCAL) else set())


def test_no_route_takes_a_form_or_a_file_that_could_be_spooled_in_the_clear(house: str):
    app = create_app(Settings(database_url=house))

    bodies = [route for route in walk(app.router) if route.body_field is not None]

    assert bodies
    for route in bodies:
        kinds = {type(field.field_info).__name__ for field in route.dependant.body_params}
        assert not kinds & {"Form", "File", "UploadFile"}, route.path


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded"])
def test_a_form_is_refused_before_it_is_read(tell, kind: str):
    async def story(world: World) -> None:
        answer = await world.client.post(
            f"{world.api}/reports", content=b"x" * 1000, headers={"content-type": kind}
        )

        assert (answer.status_code, answer.json()["code"]) == (415, "unsupported-media-type")

    tell(story)
