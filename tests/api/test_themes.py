"""Themes: sealed to their circle, made of three reports before they leave it, read on the factor's page."""

import secrets
from base64 import b64decode, b64encode
from dataclasses import replace
from typing import Any

import httpx
from sqlmodel import Session

from service.crypto.context import Context, Purpose
from service.crypto.sealing import seal
from service.domain.published_themes import themes_about
from service.store.release.handle import ReleaseStore
from service.terms import CircleId
from tests.leaks.places import database_bytes
from tests.world import CODED, NAME, World

NOTE = b'{"v":1,"title":"canary-note","words":"canary-words"}'
KIND = {"title": "Screens that hide what matters", "words": "Three reports tell of screens that hide it."}


def sealed(world: World, theme: str, circle: str = "tools") -> str:
    """A note as a member's browser seals it."""
    key = world.app.state.runtime.directory(NAME, newest=True).active_keys[CircleId(circle)]
    context = Context(Purpose.THEME_NOTE, NAME, circle, key.key_id, theme)
    return b64encode(seal(NOTE, key.public_key, context)).decode()


async def begin(world: World, words: str | None = None) -> str:
    """A theme of the tools circle, noted by ash."""
    theme = secrets.token_hex(16)
    await world.sign_in("ash", words)
    body = {"theme": theme, "factor": "digital-systems", "note": sealed(world, theme)}
    answer = await world.client.post(f"{world.api}/circles/tools/themes", json=body)
    assert answer.status_code == 202, answer.text
    return theme


async def shown(world: World) -> list[dict[str, Any]]:
    """The circle's themes."""
    answer = await world.client.get(f"{world.api}/circles/tools/themes")
    return list(answer.raise_for_status().json()["themes"])


async def link(world: World, theme: str, report: str, *, linked: bool = True) -> int:
    api = f"{world.api}/circles/tools/themes/{theme}/reports"
    return (await world.client.put(api, json={"report": report, "linked": linked})).status_code


async def publish(world: World, theme: str, **changed: str) -> httpx.Response:
    api = f"{world.api}/circles/tools/themes/{theme}/publish"
    return await world.client.post(api, json={**KIND, **changed})


def leaders_read(world: World) -> list[str]:
    """Titles of what is published about the factor."""
    with Session(world.app.state.runtime.reader) as session:
        return [one.title for one in themes_about(ReleaseStore(session), NAME, "digital-systems")]


def test_a_theme_leaves_its_circle_once_three_different_reports_make_it(tell):
    async def story(world: World):
        reports = [(await world.submit()).body["report"] for _ in range(4)]
        theme = await begin(world)
        for report in reports[:3]:
            assert await link(world, theme, report) == 202
        same = f"{world.api}/circles/tools/reports/{reports[2]}/duplicate"
        await world.client.put(same, json={"original": reports[0]})

        refused = await publish(world, theme)
        assert (refused.status_code, refused.json()["code"]) == (409, "too-few-reports")
        assert leaders_read(world) == []

        await link(world, theme, reports[3])
        assert (await publish(world, theme)).status_code == 202
        assert leaders_read(world) == [KIND["title"]]
        [row] = await shown(world)
        assert row["published"] and len(row["reports"]) == 4
        again = await publish(world, theme, title="Another title")
        assert again.status_code == 202 and leaders_read(world) == ["Another title"]

        await world.client.post(f"{world.api}/circles/tools/themes/{theme}/withdraw", json={})
        assert leaders_read(world) == []

    tell(story)


def test_words_that_name_or_blame_do_not_leave(tell):
    async def story(world: World):
        theme = await begin(world)
        for _ in range(3):
            await link(world, theme, (await world.submit()).body["report"])

        for words in ("Ring 07700 900123 about it.", "This was down to human error."):
            refused = await publish(world, theme, words=words)
            assert (refused.status_code, refused.json()["code"]) == (422, "words-not-ready")
        assert leaders_read(world) == []

    tell(story)


def test_notes_are_sealed_and_a_second_writer_overwrites_nobody(tell, database_url):
    async def story(world: World):
        theme = await begin(world)
        [row] = await shown(world)
        assert len(b64decode(row["note"])) > 4000 and row["status"] == "noticed"
        api = f"{world.api}/circles/tools/themes/{theme}"
        change = {"factor": "workload-demand", "status": "responded", "note": sealed(world, theme)}

        assert (await world.client.put(api, json={**change, "version": 1})).status_code == 202
        stale = await world.client.put(api, json={**change, "version": 1})
        assert (stale.status_code, stale.json()["code"]) == (409, "stale-edit")
        back = {**change, "status": "noticed", "version": 2}
        assert (await world.client.put(api, json=back)).status_code == 202
        [row] = await shown(world)
        assert (row["status"], row["factor"], row["version"]) == ("responded", "workload-demand", 3)
        assert b"canary-note" not in database_bytes(database_url)

    tell(story)


def test_only_reports_of_the_circle_are_linked_and_only_its_members_see_it(tell):
    async def story(world: World):
        elsewhere = (await world.submit(coded=replace(CODED, factors=()))).body["report"]
        theme = await begin(world)
        assert await link(world, theme, elsewhere) == 404
        await world.sign_in("damson")
        assert (await world.client.get(f"{world.api}/circles/tools/themes")).status_code == 403
        for path in ("publish", "withdraw"):
            answer = await world.client.post(
                f"{world.api}/circles/general/themes/{theme}/{path}", json=KIND if path == "publish" else {}
            )
            assert answer.status_code == 404

    tell(story)


def test_a_note_under_another_circles_key_is_refused(tell):
    async def story(world: World):
        theme = secrets.token_hex(16)
        await world.sign_in("ash")
        body = {"theme": theme, "factor": "digital-systems", "note": sealed(world, theme, "general")}
        answer = await world.client.post(f"{world.api}/circles/tools/themes", json=body)
        assert (answer.status_code, answer.json()["code"]) == (409, "retired-key")

    tell(story)
