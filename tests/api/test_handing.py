"""A report is handed over whole or not at all."""

from base64 import b64decode, b64encode
from typing import Any

from service.crypto.context import Context, Purpose
from service.crypto.narrative import encode_narrative
from service.crypto.sealing import seal
from service.terms import CircleId
from tests.leaks.places import database_bytes
from tests.world import NAME, World


async def body(world: World, report: str, **changed: Any) -> dict[str, Any]:
    """What a member's browser sends: the report under the general circle's key."""
    directory = world.app.state.runtime.directory(NAME, newest=True)
    key = directory.active_keys[CircleId("general")]
    context = Context(Purpose.REPORT_DEVICE, NAME, "general", key.key_id, report)
    envelope = seal(encode_narrative("The lift was out again."), key.public_key, context)
    made = {"circle": "general", "version": 1, "envelope": b64encode(envelope).decode()}
    return {**made, "from_reporter": [], "to_reporter": [], "copies": [], **changed}


async def give(world: World, report: str, **changed: Any) -> tuple[int, str]:
    """Hand it over; the status and the code of a refusal."""
    sent = await body(world, report, **changed)
    answer = await world.client.post(f"{world.api}/circles/tools/reports/{report}/hand-over", json=sent)
    return answer.status_code, answer.json().get("code", "")


async def queue(world: World, circle: str) -> list[dict[str, Any]]:
    """What waits in a circle."""
    answer = await world.client.get(f"{world.api}/circles/{circle}/reports")
    return list(answer.raise_for_status().json()["reports"])


def test_the_other_circle_has_it_as_new_and_the_first_has_it_no_more(tell):
    async def story(world: World):
        sealed = await world.submit()
        report = sealed.body["report"]
        await world.sign_in("beech")
        api = f"{world.api}/circles/tools/reports/{report}"
        await world.client.put(f"{api}/factors", json={"factors": ["workload-demand"], "version": 1})

        assert await give(world, report, version=2) == (202, "")

        assert (await world.client.get(api)).status_code == 404
        [row] = await queue(world, "general")
        assert (row["report"], row["state"], row["version"]) == (report, "new", 3)
        assert await world.open("general", report) == "The lift was out again."
        assert (await world.send(sealed)).status_code == 202
        assert len(await queue(world, "general")) == 1 and await queue(world, "tools") == []

    tell(story)


def test_the_old_seal_is_off_the_disk_at_once(tell, engine):
    async def story(world: World):
        sealed = await world.submit()
        await world.sign_in("beech")
        old = sealed.body["envelope"]
        assert await give(world, sealed.body["report"]) == (202, "")

        assert b64decode(old)[200:260] not in database_bytes(str(engine.url.render_as_string(False)))

    tell(story)


def test_whoever_comes_second_changes_nothing(tell):
    async def story(world: World):
        report = (await world.submit()).body["report"]
        await world.sign_in("beech")

        assert await give(world, report, version=9) == (409, "stale-edit")
        assert await give(world, report, copies=[None]) == (409, "stale-edit")
        assert await give(world, report, circle="tools") == (422, "unknown-code")
        assert await give(world, report, circle="nowhere") == (422, "unknown-code")
        assert await give(world, report, envelope="AQAA") == (422, "malformed-envelope")
        assert await give(world, report, envelope="AAAA") == (422, "unsupported-envelope")
        [row] = await queue(world, "tools")
        assert row["version"] == 1 and await world.open("tools", report) == "The lift was out again."

    tell(story)


def test_an_envelope_under_another_key_is_refused(tell):
    async def story(world: World):
        report = (await world.submit()).body["report"]
        await world.sign_in("beech")
        found = (await world.client.get(f"{world.api}/circles/tools/reports/{report}")).json()

        assert await give(world, report, envelope=found["envelope"]) == (409, "retired-key")

    tell(story)


def test_two_reports_that_tell_the_same_are_set_beside_each_other_and_apart(tell):
    async def story(world: World):
        one, other = [(await world.submit()).body["report"] for _ in range(2)]
        await world.sign_in("ash")
        api = f"{world.api}/circles/tools/reports"

        answer = await world.client.put(f"{api}/{other}/duplicate", json={"original": one})
        assert answer.json() == {"original": one, "others": 0}
        assert (await world.client.get(f"{api}/{one}")).json()["others"] == 1
        answer = await world.client.put(f"{api}/{other}/duplicate", json={"original": None})
        assert answer.json() == {"original": None, "others": 0}
        answer = await world.client.put(f"{api}/{other}/duplicate", json={"original": "0" * 32})
        assert answer.status_code == 404

    tell(story)
