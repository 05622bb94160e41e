"""The leader's other pages over HTTP: overview, prompt, card, groups, marks; honest on every one of them."""

import pytest

from service.taxonomy import taxonomy
from tests.pages.published import publish_culture, publish_rise, publish_year
from tests.pages.test_leader import HONEST, leader_page, url_of
from tests.world import API_KEY, World

PROMPT = "/prompts/month-factor:digital-systems"
CARD = f"{PROMPT}/card"
PACK = "/board-pack/candour-board-pack.csv"
OTHERS = ("", "/where", "/culture", PROMPT, CARD)


@pytest.mark.parametrize("address", [*OTHERS, "/board-pack"])
def test_the_sentences_of_honesty_stand_on_every_page(tell, address):
    async def story(world: World):
        publish_rise(url_of(world))
        await world.sign_in("leader")

        page = await leader_page(world, address)

        assert all(sentence in page for sentence in HONEST)

    tell(story)


@pytest.mark.parametrize("address", [PROMPT, "/where", "/culture", "/board-pack", PACK])
def test_a_page_that_is_asked_nothing_refuses_every_question(tell, address):
    async def story(world: World):
        publish_rise(url_of(world))
        await world.sign_in("leader")

        answer = await world.client.get(f"/o/{world.name}/leader{address}?live=1")

        assert answer.status_code == 422

    tell(story)


def test_a_rise_leads_from_the_overview_to_its_prompt_and_to_a_card(tell):
    async def story(world: World):
        publish_rise(url_of(world))
        await world.sign_in("leader")

        overview = await leader_page(world)
        factor = await leader_page(world, "?scope=factor:digital-systems")
        prompt = await leader_page(world, PROMPT)
        card = await leader_page(world, CARD)

        assert f"/leader{PROMPT}" in overview and f"/leader{PROMPT}" in factor
        for page in (prompt, card):
            assert "About 60 (likely 54 to 66), usually about" in page
            assert "September 2026" in page and "about once in 2 years" in page
            assert "what would have made the right option the easy one?" in page
        assert "We look again on" in card and "it says nothing about anybody" in prompt

    tell(story)


@pytest.mark.parametrize("prompt", ["month-factor:workload-demand", "month-unit:tiny", "x", "month-factor:"])
def test_a_prompt_that_does_not_last_has_no_page(tell, prompt):
    async def story(world: World):
        publish_rise(url_of(world))
        await world.sign_in("leader")

        for address in (f"/prompts/{prompt}", f"/prompts/{prompt}/card"):
            answer = await world.client.get(f"/o/{world.name}/leader{address}")
            assert answer.status_code == 404

    tell(story)


def test_groups_stand_in_their_fixed_order_with_words_in_every_cell(tell):
    async def story(world: World):
        publish_year(url_of(world))
        await world.sign_in("leader")

        page = await leader_page(world, "/where")
        answer = (await world.client.get(f"{world.api}/where")).json()

        assert "about 31 (likely 20 to 42)" in page and page.count("too few to tell") == 11
        assert page.index(">People and capacity<") < page.index(">The wider system<")
        assert [cell["figure"]["value"] for cell in answer["cells"] if cell["figure"]["value"]] == [31]
        assert answer["chart"]["description"].startswith("Where and why, Jul to Sep 2026")

    tell(story)


def test_what_is_marked_on_the_time_axis_stands_beside_the_chart(tell):
    async def story(world: World):
        publish_year(url_of(world))
        await world.sign_in("steward")
        event = {"kind": "open-call", "month": "2026-05", "expected_rise": True}
        (await world.client.post(f"{world.api}/events", json=event)).raise_for_status()
        rebase = {"scope": "factor:digital-systems", "month": "2026-07", "why": "work-changed"}
        (await world.client.post(f"{world.api}/rebases", json=rebase)).raise_for_status()
        await world.sign_in("leader")

        factor = await leader_page(world, "?scope=factor:digital-systems")
        other = await leader_page(world, "?scope=factor:workload-demand")

        assert "May 2026: Open call for reports. More reports were expected after this." in factor
        assert "July 2026: Usual limits start anew from here, by a recorded decision." in factor
        assert "May 2026: Open call" in other and "start anew from here" not in other

    tell(story)


def test_the_overview_as_json_says_what_the_page_says(tell):
    async def story(world: World):
        publish_rise(url_of(world))
        headers = {"authorization": f"Bearer {API_KEY}"}

        answer = (await world.client.get(f"{world.api}/overview", headers=headers)).json()
        await world.sign_in("leader")
        page = (await leader_page(world)).lower()

        assert [answer["month"], answer["quarter"]] == ["2026-10", "2026-Q3"]
        assert answer["calendar"][0] == {"day": "2026-12-15", "month": "2026-11", "quarter": None}
        told = [line for line in answer["lines"] if line["month"]["value"] is not None]
        assert len(told) == 5
        for line in told:
            assert line["month"]["words"] in page and line["quarter"]["words"] in page
            assert line["beside"] in page

    tell(story)


def test_the_culture_of_reporting_is_told_in_shares_with_their_ranges_and_is_no_score(tell):
    async def story(world: World):
        publish_rise(url_of(world))
        publish_culture(url_of(world))
        await world.sign_in("leader")

        page = await leader_page(world, "/culture")
        answer = (await world.client.get(f"{world.api}/culture")).json()

        assert "None of this is a score" in page
        shares = {one["code"]: one for one in answer["shares"]}
        assert shares["went-well"]["shares"][-1]["percent"] == 25
        assert shares["answered"]["shares"][-1]["percent"] == 80
        assert all(share["words"] in page for one in shares.values() for share in one["shares"])
        assert shares["answered"]["shares"][-1]["period"] == "2026-Q2"
        kinds = [page.index(f"kind-{kind.code}-title") for kind in taxonomy().kinds]
        assert kinds == sorted(kinds)
        assert set(answer["charts"]) == {*shares, *(f"kind-{kind.code}" for kind in taxonomy().kinds)}

    tell(story)


def test_before_a_quarter_is_published_by_kinds_the_page_says_so(tell):
    async def story(world: World):
        publish_year(url_of(world))
        await world.sign_in("leader")

        assert "No quarter has been published by kinds yet." in await leader_page(world, "/culture")

    tell(story)
