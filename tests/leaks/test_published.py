"""A new report changes no byte of what is shown before its month is published (LEAKS 46, 48)."""

import re
from dataclasses import replace
from datetime import UTC, datetime

from service.terms import UnitCode
from tests.leaks.may import MAY
from tests.leaks.plants import PLANTED, passphrase, sightings
from tests.leaks.rooms import knock, rooms
from tests.pages.published import publish_year
from tests.world import API_KEY, CODED, NAME, WRITE_ONLY_KEY, World

SHOWN = (
    f"/o/{NAME}/leader",
    f"/o/{NAME}/leader?scope=factor:digital-systems&span=12",
    f"/o/{NAME}/leader?scope=unit:north",
    f"/o/{NAME}/",
    f"/o/{NAME}/report",
    f"/o/{NAME}/sign-in",
    f"/api/v1/o/{NAME}/dashboard",
    f"/api/v1/o/{NAME}/dashboard?scope=unit:north&span=60",
    f"/api/v1/o/{NAME}/directory",
    "/health",
    "/docs",
)


async def shown(world: World) -> dict[str, str]:
    """Everything a leader, a key and the public see, but for the nonce of each page."""
    await world.sign_in("leader", passphrase("leader"))
    found = {}
    for path in SHOWN:
        answer = await world.client.get(path, headers={"authorization": f"Bearer {API_KEY}"})
        assert answer.status_code == 200, (path, answer.text)
        found[path] = re.sub(r'nonce="[^"]+"', "", answer.text)
    await world.sign_in("steward", passphrase("steward"))
    page = await world.client.get(f"/o/{NAME}/steward")
    found["steward"] = re.sub(r'nonce="[^"]+"', "", page.text)
    world.client.cookies.clear()
    return found


def test_reports_and_their_coding_move_nothing_that_is_shown(tell, house):
    async def story(world: World):
        publish_year(house)
        before = await shown(world)

        sent = [await world.submit() for _ in range(30)]
        sent += [await world.submit(coded=replace(CODED, unit=UnitCode("south"))) for _ in range(5)]
        world.clock.now = datetime(2026, 10, 31, 12, tzinfo=UTC)
        late = await world.submit()
        world.clock.now = datetime(2026, 11, 25, 12, tzinfo=UTC)
        await world.sign_in("ash", passphrase("ash"))
        for one in (*sent[:20], late):
            address = f"{world.api}/circles/tools/reports/{one.body['report']}/factors"
            coding = {"factors": ["workload-demand"], "version": 1}
            assert (await world.client.put(address, json=coding)).status_code == 200

        assert await shown(world) == before
        assert "About 100" in before[f"/o/{NAME}/leader"]

    tell(story)


def test_a_key_is_told_no_word_no_day_of_a_report_and_no_unit_below_the_floor(tell, house):
    async def story(world: World):
        publish_year(house)
        world.clock.now = datetime(2026, 11, 23, 12, tzinfo=UTC)
        # Somebody in a unit below the floor has chosen the larger one it rolls up to.
        sealed = await world.submit(PLANTED.narrative)
        seen = 0
        for key, name in ((API_KEY, "key"), (f"{WRITE_ONLY_KEY}-{NAME}", "key without scope")):
            world.client.headers["authorization"] = f"Bearer {key}"
            for room in rooms(world, sealed.body["report"]):
                if name not in MAY[room.name]:
                    continue
                told = await knock(world, room)
                seen += 1
                secrets = {"words": PLANTED.narrative, "id": sealed.body["report"], "day": "2026-11-23"}
                assert sightings(told.content, **secrets, code="tiny", label="Tiny outreach") == [], room
        assert seen == sum(("key" in who) + ("key without scope" in who) for who in MAY.values())

    tell(story)


def test_a_queue_before_it_is_opened_looks_the_same_with_and_without_reports(tell):
    async def story(world: World):
        async def room() -> str:
            await world.sign_in("ash", passphrase("ash"))
            page = await world.client.get(f"/o/{NAME}/circle")
            return re.sub(r'nonce="[^"]+"', "", page.text)

        before = await room()
        for _ in range(3):
            await world.submit()

        assert await room() == before

    tell(story)
