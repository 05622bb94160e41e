"""Under load a report costs a sum, whoever sends it; guessing costs the guesser; nobody is locked out."""

import secrets
from base64 import b64encode

import pytest

from service.client.work import HEADER, solve
from tests.leaks.places import database_bytes
from tests.talk import Reporter
from tests.world import World, act, found

LOAD = 400


@pytest.fixture
def tell(database_url: str):
    found(database_url)
    return lambda story: act(database_url, story, sums=True)


async def flood(world: World) -> None:
    for _ in range(LOAD):
        answer = await world.client.post(f"{world.api}/reports", content=b"{}", headers=JSON)
        assert answer.status_code in (422, 429)


JSON = {"content-type": "application/json"}


def test_a_class_of_thirty_behind_one_address_reports_without_a_sum(tell):
    async def story(world: World):
        for _ in range(30):
            await world.submit()

    tell(story)


def test_an_honest_reporter_gets_through_a_flood_by_solving_one_sum(tell):
    async def story(world: World):
        await flood(world)
        sealed = await world.seal()

        asked = await world.send(sealed)
        done = await world.client.post(
            f"{world.api}/reports", json=sealed.body, headers={HEADER: solve(asked.json())}
        )

        assert (asked.status_code, asked.json()["code"]) == (429, "work-needed")
        assert done.status_code == 202
        await world.sign_in("ash")
        queue = (await world.client.get(f"{world.api}/circles/tools/reports")).json()["reports"]
        assert [one["report"] for one in queue] == [sealed.body["report"]]

    tell(story)


def test_what_was_asked_of_a_sender_is_stored_with_no_report(tell, database_url: str):
    told: dict[str, str] = {}

    async def story(world: World):
        await flood(world)
        sealed = await world.seal()
        told.update((await world.send(sealed)).json())
        work = {HEADER: solve(told)}
        answer = await world.client.post(f"{world.api}/reports", json=sealed.body, headers=work)
        assert answer.status_code == 202

    tell(story)
    heap = database_bytes(database_url)
    assert not any(told[name].encode() in heap for name in ("challenge", "signature", "salt"))


def test_somebody_elses_guesses_lock_nobody_out_and_cost_the_same_for_names_that_do_not_exist(tell):
    async def guess(world: World, handle: str):
        body = {"handle": handle, "proof": b64encode(secrets.token_bytes(32)).decode()}
        return await world.client.post(f"{world.api}/sign-in", json=body)

    async def story(world: World):
        known = [(await guess(world, "ash")).status_code for _ in range(12)]
        unknown = [(await guess(world, "nobody-here")).status_code for _ in range(12)]
        refused = await world.sign_in("ash")
        world.client.headers[HEADER] = solve(refused.json())
        mine = await world.sign_in("ash")

        assert known == unknown
        assert known[0] == 401 and known[-1] == 429
        assert refused.status_code == 429
        assert mine.status_code == 200

    tell(story)


def test_receipts_share_the_limiter_and_a_known_one_is_counted_like_an_unknown_one(tell):
    async def story(world: World):
        known = Reporter.of(world, await world.submit()).holder.secret
        unknown = {"lookup": secrets.token_hex(16), "token": secrets.token_hex(32)}

        async def opens(secret: dict[str, str]) -> list[int]:
            address = f"{world.api}/dialogues/open"
            return [(await world.client.post(address, json=secret)).status_code for _ in range(12)]

        assert await opens(known) == await opens(unknown)

    tell(story)
