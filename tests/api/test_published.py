"""What leaders' programs read: the same functions as the pages, and 304 until something is published."""

import pytest

from service.taxonomy import taxonomy
from service.terms import Stage
from tests.pages.published import publish, publish_year
from tests.world import API_KEY, act, found

LEADER = {"authorization": f"Bearer {API_KEY}"}
PATHS = ("dashboard", "culture", "prompts")
EVENT = {"kind": "open-call", "month": "2026-10", "expected_rise": True}


@pytest.fixture
def url(database_url):
    found(database_url)
    publish_year(database_url)
    publish(database_url, Stage.QUARTER_KIND, "2026-Q3", concern=300, went_well_despite=100)
    return database_url


async def ask(world, path, tag="", **query):
    headers = LEADER | ({"if-none-match": tag} if tag else {})
    return await world.client.get(f"{world.api}/{path}", headers=headers, params=query)


def test_an_answer_is_not_sent_again_until_a_release_or_a_mark_changes_it(url):
    async def story(world):
        tags = {path: (await ask(world, path)).headers["etag"] for path in PATHS}
        await world.submit()
        again = [await ask(world, path, f'"other", W/{tag}') for path, tag in tags.items()]
        (await world.sign_in("steward")).raise_for_status()
        (await world.client.post(f"{world.api}/events", json=EVENT)).raise_for_status()
        marked = [await ask(world, path, tag) for path, tag in tags.items()]
        publish(url, Stage.MONTH_FACTOR, "2026-11")
        later = [
            await ask(world, path, answer.headers["etag"]) for path, answer in zip(PATHS, marked, strict=True)
        ]

        assert [(one.status_code, one.content) for one in again] == [(304, b"")] * 3
        assert [one.headers["etag"] for one in again] == list(tags.values())
        assert [one.status_code for one in marked] == [200] * 3
        assert [one.status_code for one in later] == [200] * 3

    act(url, story)


def test_each_view_has_a_version_of_its_own(url):
    async def story(world):
        tags = {
            (await ask(world, path, **query)).headers["etag"]
            for path, query in (
                ("dashboard", {}),
                ("dashboard", {"span": "12"}),
                ("culture", {}),
                ("prompts", {}),
            )
        }

        assert len(tags) == 4

    act(url, story)


def test_the_culture_of_reporting_is_told_in_shares_with_ranges(url):
    async def story(world):
        told = (await ask(world, "culture", span="12")).raise_for_status().json()
        refused = await ask(world, "culture", span="13")

        share = told["shares"][0]["shares"][0]
        assert (share["percent"], share["period"]) == (25, "2026-Q3")
        assert share["words"] == f"about 25 % (likely {share['low']} % to {share['high']} %)"
        assert told["shares"][4]["shares"] == []
        assert len(told["tables"]) == len(taxonomy().kinds) + 6
        assert [source["stage"] for source in told["sources"]] == ["quarter-kind"]
        assert refused.status_code == 422

    act(url, story)


def test_a_prompt_brings_questions_about_the_work_and_the_steps_of_a_huddle(url):
    async def story(world):
        told = (await ask(world, "prompts")).raise_for_status().json()

        assert told["prompts"] == []
        assert len(told["huddle"]) == 4

    act(url, story)


@pytest.mark.parametrize("path", PATHS)
def test_only_a_leader_reads_it(url, path):
    async def story(world):
        assert (await world.client.get(f"{world.api}/{path}")).status_code == 401
        (await world.sign_in("ash")).raise_for_status()
        assert (await world.client.get(f"{world.api}/{path}")).status_code == 403

    act(url, story)
