"""Requests made to break something: each is refused, quickly, and leaves the service as it was."""

import asyncio
import json
import time
from collections import Counter

import pytest

from service.deps import TURNS
from tests.world import API_KEY, NAME, World

JSON = {"content-type": "application/json"}
AT_ONCE = 120
"""More than the database has connections for."""


@pytest.mark.parametrize(
    "version", [0, -1, 2**31, 2**63 - 1, 2**63, -(2**63) - 1, 10**40], ids=lambda number: f"{number:.0e}"
)
def test_a_version_no_database_can_hold_is_malformed_and_no_fault(tell, version: int):
    async def story(world: World):
        sealed = await world.submit()
        await world.sign_in("ash")
        path = f"{world.api}/circles/tools/reports/{sealed.body['report']}/factors"

        answer = await world.client.put(path, json={"factors": [], "version": version})

        assert (answer.status_code, answer.json()["code"]) == (422, "malformed-request")

    tell(story)


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/o/%00/directory",
        "/api/v1/o/harbour%00/me",
        "/api/v1/o/%00/dashboard",
        "/api/v1/o/harbour/circles/tools/reports/%00",
        "/o/%00/",
        "/o/harbour/%00",
    ],
)
def test_an_address_with_a_nul_is_not_found_whatever_the_database_thinks_of_it(tell, path: str):
    async def story(world: World):
        await world.sign_in("ash")

        got = await world.client.get(path)
        posted = await world.client.post("/api/v1/o/%00/reports", json={})

        assert (got.status_code, posted.status_code) == (404, 404)

    tell(story)


@pytest.mark.parametrize("handle", ["\0", "ash\0", "\ud800", "\0" * 80], ids=ascii)
def test_a_name_no_database_can_hold_is_malformed_and_no_fault(tell, handle: str):
    async def story(world: World):
        body = {"handle": handle, "proof": "A" * 43 + "="}
        paths = ("/sign-in/parameters", "/sign-in")
        bodies = (json.dumps({"handle": handle}), json.dumps(body))

        answers = [
            await world.client.post(world.api + path, content=text, headers=JSON)
            for path, text in zip(paths, bodies, strict=True)
        ]

        assert [answer.status_code for answer in answers] == [422, 422]

    tell(story)


@pytest.mark.parametrize("door", ["queue", "dashboard", "me"])
def test_many_at_once_wait_for_a_connection_and_never_for_each_other(tell, door: str):
    async def story(world: World):
        await world.sign_in("ash")
        path = {"queue": "/circles/tools/reports", "dashboard": "/dashboard", "me": "/me"}[door]
        headers = {"authorization": f"Bearer {API_KEY}"} if door == "dashboard" else {}
        started = time.monotonic()

        answers = await asyncio.gather(
            *(world.client.get(world.api + path, headers=headers) for _ in range(AT_ONCE)),
            *(world.client.post(f"{world.api}/reports", json={}) for _ in range(5)),
            *(world.client.post(f"/api/v1/o/{NAME}x/reports", json={}) for _ in range(5)),
        )

        assert Counter(answer.status_code for answer in answers) == {200: AT_ONCE, 422: 10}
        # The pool gives up on a connection after 30 seconds: waiting for each other would take that long.
        assert time.monotonic() - started < 25

    tell(story)


def test_whoever_never_reads_their_answer_keeps_nothing_from_the_others(tell):
    async def story(world: World):
        begun = asyncio.Semaphore(0)

        async def stall(message: dict) -> None:
            begun.release()
            await asyncio.Event().wait()

        async def receive() -> dict:
            return {"type": "http.request", "body": b"", "more_body": False}

        request = world.client.build_request("GET", "/health")
        scope = {
            "type": "http",
            "method": "GET",
            "path": request.url.path,
            "query_string": b"",
            "headers": request.headers.raw,
        }
        app = world.client._transport.app
        stalled = [asyncio.create_task(app(dict(scope), receive, stall)) for _ in range(2 * TURNS)]
        try:
            async with asyncio.timeout(20):
                for _ in stalled:
                    await begun.acquire()
                answer = await world.client.get("/health")
        finally:
            for task in stalled:
                task.cancel()

        assert answer.status_code == 200

    tell(story)


def test_health_says_so_when_nobody_writes_what_is_reported(tell):
    async def story(world: World):
        before = await world.client.get("/health")
        world.app.state.runtime.intake.stop()

        after = await world.client.get("/health")

        assert (before.status_code, after.status_code) == (200, 500)

    tell(story)
