"""Plain words over the API: a key, a scrub, a seal in memory, and nothing readable left behind."""

import secrets

import pytest
from sqlmodel import Session

from service.domain.doors import arrange_door
from service.store.engine import transaction
from service.store.work.handle import WorkStore
from service.terms import Door
from tests.world import API_KEY, NAME, WRITE_ONLY_KEY, World, act, found

KEY = {"authorization": f"Bearer {WRITE_ONLY_KEY}"}
CODED = {
    "kind": "near-miss",
    "unit": "north",
    "role_group": "frontline",
    "factors": ["digital-systems"],
    "impact": "none-seen",
    "potential": "harm",
    "spread": "sometimes",
    "setting": "hospital",
}


def body(**changes: object) -> dict[str, object]:
    return {
        "report": secrets.token_hex(16),
        "coded": CODED,
        "narrative": "Amira Hussain could not open the record on 07700 900123.",
        **changes,
    }


@pytest.fixture
def tell(database_url: str):
    found(database_url)
    return lambda story: act(database_url, story)


async def post(world: World, told: dict[str, object], headers: dict[str, str] = KEY):
    return await world.client.post(f"{world.api}/plain-reports", json=told, headers=headers)


async def queue(world: World) -> list[dict[str, object]]:
    await world.sign_in("ash")
    return (await world.client.get(f"{world.api}/circles/tools/reports")).json()["reports"]


def test_plain_words_are_scrubbed_and_sealed_and_the_circle_is_told_by_whom(tell):
    async def story(world: World):
        answer = await post(world, body())

        assert (answer.status_code, answer.json()) == (202, {"status": "accepted"})
        [report] = await queue(world)
        assert report["sealed_by"] == "service"
        narrative = await world.open("tools", report["report"])
        assert "[a person]" in narrative
        assert "Amira" not in narrative and "07700" not in narrative

    tell(story)


def test_the_same_id_again_is_refused_and_stored_once(tell):
    async def story(world: World):
        told = body()
        first, second = await post(world, told), await post(world, told)

        assert (first.status_code, second.status_code) == (202, 409)
        assert second.json()["code"] == "report-conflict"
        assert len(await queue(world)) == 1

    tell(story)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"narrative": "  "}, "nothing-written"),
        ({"narrative": ""}, "malformed-request"),
        ({"narrative": "word " * 8000}, "narrative-too-long"),
        ({"coded": CODED | {"unit": "tiny"}}, "unit-too-small"),
        ({"coded": CODED | {"kind": "nonsense"}}, "unknown-code"),
        ({"coded": CODED | {"factors": ["a", "b", "c", "d"]}}, "too-many-factors"),
        ({"report": "abc"}, "malformed-request"),
        ({"receipt": "a b c"}, "malformed-request"),
    ],
)
def test_what_does_not_fit_is_refused_without_a_word_of_it(tell, changes: dict[str, object], code: str):
    async def story(world: World):
        answer = await post(world, body(**changes))

        assert (answer.status_code, answer.json()["code"]) == (422, code)
        assert "Amira" not in answer.text and "word word" not in answer.text
        assert await queue(world) == []

    tell(story)


def test_only_a_key_that_may_write_gets_in(tell):
    async def story(world: World):
        none = await post(world, body(), {})
        wrong = await post(world, body(), {"authorization": "Bearer nothing"})
        reader = await post(world, body(), {"authorization": f"Bearer {API_KEY}"})

        assert [answer.status_code for answer in (none, wrong, reader)] == [401, 401, 403]

    tell(story)


def test_an_organisation_can_close_this_door(tell):
    async def story(world: World):
        with Session(world.app.state.runtime.writer) as session:
            work = WorkStore(session)
            with transaction(work):
                arrange_door(work, NAME, Door(service_sealed_off=True), ())

        answer = await post(world, body())

        assert (answer.status_code, answer.json()["code"]) == (403, "door-closed")

    tell(story)
