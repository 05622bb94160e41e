"""The leader's page over HTTP: honest words, tables without script, and nothing that is not published."""

from html import unescape

import pytest

from service.pages.dates import say_period
from service.terms import Period, Stage
from tests.pages.published import publish, publish_year
from tests.pages.test_reporter import Fields
from tests.world import API_KEY, World

HONEST = (
    "Each figure was blurred once",
    "Nothing here changes until 15 December 2026.",
    "Tables are blurred separately and do not add up exactly.",
    "Ask what changed in the work, not who reported.",
)


def url_of(world: World) -> str:
    return world.app.state.runtime.writer.url.render_as_string(hide_password=False)


async def leader_page(world: World, query: str = "") -> str:
    answer = await world.client.get(f"/o/{world.name}/leader{query}")
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def test_before_anything_is_published_the_page_says_so(tell):
    async def story(world: World):
        await world.sign_in("leader")

        page = await leader_page(world)

        assert "Nothing has been published" in page
        assert 'id="chart"' not in page

    tell(story)


def test_the_page_tells_the_newest_month_in_words_with_the_sentences_of_honesty(tell):
    async def story(world: World):
        publish_year(url_of(world))
        await world.sign_in("leader")

        page = await leader_page(world)

        assert all(sentence in page for sentence in HONEST)
        assert "All reports, October 2026" in page
        assert "About 100 (likely 90 to 110)" in page
        assert ">Too few to tell<" in page and ">0<" not in page
        assert "All reports, July to September 2026" in page
        assert "About 300 (likely 283 to 317)" in page

    tell(story)


def test_a_factor_is_chosen_without_script_and_brings_its_table_and_its_questions(tell):
    async def story(world: World):
        publish_year(url_of(world))
        await world.sign_in("leader")

        page = await leader_page(world, "?scope=factor:digital-systems&span=12")

        assert "Records and digital systems by month" in page
        assert page.index("about 28 (likely 22 to 34)") < page.index("about 10 (likely 4 to 16)")
        assert "Software, records, alerts or connectivity" in page
        assert "Worth asking about the work" in page
        assert "No circle has published a theme about this yet." in page
        assert all(sentence in page for sentence in HONEST)
        chosen = [a.get("value") for tag, a in Fields(page).seen if tag == "option" and "selected" in a]
        assert chosen == ["factor:digital-systems", "12"]

    tell(story)


def test_factors_and_units_stand_in_their_fixed_order_and_small_units_not_at_all(tell):
    async def story(world: World):
        publish_year(url_of(world))
        await world.sign_in("leader")

        page = await leader_page(world)

        main = page[page.index(">By unit<") :]
        assert main.index(">North<") < main.index(">South<") < main.index(">Other and smaller units<")
        assert "Tiny outreach" not in page

    tell(story)


@pytest.mark.parametrize(
    "query", ["?scope=unit:tiny", "?scope=factor:nobody", "?span=13", "?scope=all&live=unpublished"]
)
def test_any_other_question_is_refused_and_not_repeated(tell, query):
    async def story(world: World):
        await world.sign_in("leader")

        answer = await world.client.get(f"/o/{world.name}/leader{query}", headers={"accept": "text/html"})

        assert answer.status_code == 422
        assert query.rpartition("=")[2] not in answer.text[answer.text.index("<main") :]

    tell(story)


def test_the_page_does_not_move_with_what_is_reported(tell):
    async def story(world: World):
        publish_year(url_of(world))
        await world.sign_in("leader")
        before = await leader_page(world)

        await world.submit()

        after = await leader_page(world)
        assert after[after.index("<main") :] == before[before.index("<main") :]

    tell(story)


def test_the_page_names_the_release_behind_its_figures(tell):
    async def story(world: World):
        mark = publish(url_of(world), Stage.MONTH_FACTOR, "2026-10", digital_systems=20)
        await world.sign_in("leader")

        assert mark in await leader_page(world)

    tell(story)


def test_the_page_and_the_api_say_the_same(tell):
    async def story(world: World):
        publish_year(url_of(world))
        await world.sign_in("leader")

        page = await leader_page(world, "?scope=factor:digital-systems&span=24")
        answer = (
            await world.client.get(f"{world.api}/dashboard?scope=factor:digital-systems&span=24")
        ).json()

        (factor,) = [table for table in answer["tables"] if table["code"] == "digital-systems"]
        assert len(factor["figures"]) == 10
        assert all(figure["words"] in page for figure in factor["figures"])
        assert all(sentence in page for sentence in answer["sentences"])

    tell(story)


def test_a_figure_too_small_to_tell_has_no_number_in_the_api_either(tell):
    async def story(world: World):
        publish_year(url_of(world))
        headers = {"authorization": f"Bearer {API_KEY}"}

        answer = (await world.client.get(f"{world.api}/dashboard", headers=headers)).json()

        (factor,) = [table for table in answer["tables"] if table["code"] == "workload-demand"]
        assert {figure["words"] for figure in factor["figures"]} == {"too few to tell"}
        assert {figure["value"] for figure in factor["figures"]} == {None}
        assert answer["next_release"] == "2026-12-15"
        assert answer["chart"]["description"].startswith("All reports")

    tell(story)


def test_nobody_else_reads_a_dashboard(tell):
    async def story(world: World):
        assert (await world.client.get(f"{world.api}/dashboard")).status_code == 401
        for handle in ("ash", "steward"):
            await world.sign_in(handle)
            assert (await world.client.get(f"{world.api}/dashboard")).status_code == 403, handle

    tell(story)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2026-01", "January 2026"),
        ("2026-Q1", "January to March 2026"),
        ("2025-Q4", "October to December 2025"),
    ],
)
def test_periods_are_said_in_words(period, words):
    assert say_period(Period(period)) == words
