"""The privacy page: for anybody, without a cookie, the same numbers as the API."""

import pytest

from tests.pages.published import publish_year
from tests.world import act, found


@pytest.fixture
def url(database_url):
    found(database_url)
    publish_year(database_url)
    return database_url


def test_anybody_reads_what_is_promised_and_what_has_been_used(url):
    async def story(world):
        page = (await world.client.get("/o/harbour/privacy")).raise_for_status()
        told = (await world.client.get(f"{world.api}/privacy")).raise_for_status().json()

        assert "set-cookie" not in page.headers and "etag" not in page.headers
        assert "<script" not in page.text
        assert "73.1 %" in page.text and "26.9 %" in page.text
        assert "at most 0.8 has been used on any one report" in page.text
        assert (told["spent"], told["lifetime"], told["plan"]) == ("4/5", "1", "M")
        assert told["last_hash"] in page.text
        assert [charge["stage"] for charge in told["charges"]] == [
            "month-factor", "month-unit", "quarter-cross", "quarter-kind", "quarter-promises",
        ]  # fmt: skip

    act(url, story)


def test_no_report_moves_it(url):
    async def story(world):
        before = (await world.client.get(f"{world.api}/privacy")).content
        await world.submit()

        assert (await world.client.get(f"{world.api}/privacy")).content == before

    act(url, story)
