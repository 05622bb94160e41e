"""The front door answers what the route behind it answers, to the byte; and it answers nothing else."""

from copy import deepcopy

import httpx
import pytest

from service.client.sealing import encode_body
from tests.world import BASE, World

JSON = {"content-type": "application/json"}


def _spoiled(body: dict, change: dict) -> bytes:
    spoiled = deepcopy(body)
    for path, value in change.items():
        *parents, last = path.split(".")
        inner = spoiled
        for parent in parents:
            inner = inner[parent]
        inner[last] = value
    return encode_body(spoiled)


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"surplus": 1},
        {"coded.kind": "no-such"},
        {"coded.factors": ["digital-systems"] * 4},
        {"coded.unit": "tiny"},
        {"circle": "general"},
        {"envelope": ""},
        {"envelope": "A A="},
        {"envelope": "!" * 100},
        {"dialogue.public_key": "AAAA"},
        {"dialogue.lookup": 7},
    ],
    ids=str,
)
def test_both_doors_give_the_same_answer(tell, change):
    async def story(world: World):
        body = _spoiled((await world.seal()).body, change)
        behind = httpx.ASGITransport(app=world.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=behind, base_url=BASE) as route:
            direct = await route.post(f"{world.api}/reports", content=body, headers=JSON)
        front = await world.client.post(f"{world.api}/reports", content=body, headers=JSON)

        assert (front.status_code, front.content) == (direct.status_code, direct.content)
        assert (front.status_code == 202) == (not change)
        for name in ("content-type", "content-length"):
            assert front.headers[name] == direct.headers[name]

    tell(story)


@pytest.mark.parametrize("organisation", ["nobody", "har%62our", "a%2Fb", "%0A", ".."])
def test_both_doors_know_the_same_organisations(tell, organisation):
    async def story(world: World):
        address, body = f"/api/v1/o/{organisation}/reports", encode_body((await world.seal()).body)
        behind = httpx.ASGITransport(app=world.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=behind, base_url=BASE) as route:
            direct = await route.post(address, content=body, headers=JSON)
        front = await world.client.post(address, content=body, headers=JSON)

        assert (front.status_code, front.content) == (direct.status_code, direct.content)

    tell(story)


@pytest.mark.parametrize("address", ["/reports/", "/reports?x=1", "/circles/tools/reports"])
def test_addresses_that_look_like_the_door_go_where_they_always_went(tell, address):
    async def story(world: World):
        body = encode_body((await world.seal()).body)

        answer = await world.client.post(f"{world.api}{address}", content=body, headers=JSON)

        assert answer.status_code == {"/reports/": 404, "/reports?x=1": 202}.get(address, 405)

    tell(story)


def test_a_reporter_who_leaves_in_the_middle_leaves_no_trace(tell, caplog):
    async def story(world: World):
        messages = iter(
            [
                {"type": "http.request", "body": b'{"report":', "more_body": True},
                {"type": "http.disconnect"},
            ]
        )
        scope = {
            "type": "http",
            "method": "POST",
            "path": f"{world.api}/reports",
            "headers": [(b"content-type", b"application/json")],
        }

        async def receive():
            return next(messages)

        async def send(message):
            raise AssertionError(message)

        await world.client._transport.app(scope, receive, send)

        assert next(messages, None) is None
        assert caplog.records == []

    tell(story)
