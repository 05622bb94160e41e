"""What a circle marks as not fitting is kept with the coding, by its rules, and told to nobody else."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import Session

from service.domain.lots import Lot, is_drawn
from service.store.work.learning_tables import RejectionRow
from service.terms import ReportId
from tests.api.test_handing import give
from tests.world import World

MARKED = ["equipment-environment", "workload-demand"]


async def suggested(world: World, lot: Lot = Lot.WITHOUT_SUGGESTIONS, *, drawn: bool = False) -> str:
    """A report of the tools circle that the lot falls on, or does not."""
    while True:
        report = ReportId((await world.submit()).body["report"])
        if is_drawn(world.app.state.runtime.secret, lot, report) is drawn:
            return report


def address(world: World, report: str) -> str:
    return f"{world.api}/circles/tools/reports/{report}"


async def code(world: World, report: str, version: int = 1, **body: Any) -> Any:
    """Code a report as whoever is signed in: the answer, or the code of a refusal."""
    sent = {"factors": ["digital-systems"], "version": version, **body}
    answer = await world.client.put(f"{address(world, report)}/factors", json=sent)
    return answer.json() if answer.is_success else answer.json()["code"]


async def told(world: World, report: str) -> tuple[list[str], list[str]]:
    """Its factors, and what does not fit, as whoever is signed in opens it."""
    found = (await world.client.get(address(world, report))).raise_for_status().json()
    return found["factors"], found["rejected"]


def kept(world: World) -> set[tuple[str, str]]:
    with Session(world.app.state.runtime.reader) as session:
        return {(row.report, row.factor) for row in session.scalars(select(RejectionRow))}


def test_another_member_finds_what_was_marked_where_they_open_it_and_where_they_count(tell):
    async def story(world: World):
        report = await suggested(world)
        silent = await suggested(world)
        await world.sign_in("ash")
        assert (await told(world, report))[1] == []

        assert (await code(world, report, rejected=MARKED[::-1]))["rejected"] == MARKED
        await code(world, silent)

        await world.sign_in("beech")
        assert await told(world, report) == (["digital-systems"], MARKED)
        page = (await world.client.get(f"{world.api}/circles/tools/reports?state=coded")).json()["reports"]
        assert {row["report"]: row["rejected"] for row in page} == {report: MARKED, silent: []}

    tell(story)


def test_whoever_comes_second_overwrites_no_mark(tell):
    async def story(world: World):
        report = await suggested(world)
        await world.sign_in("ash")
        await code(world, report, rejected=MARKED)

        await world.sign_in("beech")
        assert await code(world, report, rejected=["culture-voice"]) == "stale-edit"
        assert await told(world, report) == (["digital-systems"], MARKED)

        assert (await code(world, report, 2, rejected=["culture-voice"]))["version"] == 3
        assert await told(world, report) == (["digital-systems"], ["culture-voice"])

    tell(story)


def test_what_is_chosen_fits_and_an_undone_mark_is_gone(tell):
    async def story(world: World):
        report = await suggested(world)
        await world.sign_in("ash")
        await code(world, report, rejected=MARKED)

        # Whoever says nothing of marks, such as an older page, takes away only what they choose.
        assert (await code(world, report, 2, factors=["workload-demand"]))["rejected"] == MARKED[:1]
        assert (await code(world, report, 3, factors=MARKED[:1], rejected=MARKED))["rejected"] == MARKED[1:]
        assert (await code(world, report, 4, rejected=[]))["rejected"] == []
        assert kept(world) == set()

    tell(story)


def test_a_report_coded_without_suggestions_can_have_none_that_do_not_fit(tell):
    async def story(world: World):
        report = await suggested(world, drawn=True)
        await world.sign_in("ash")

        assert await code(world, report, rejected=MARKED) == "unknown-code"
        assert kept(world) == set() and await told(world, report) == (["digital-systems"], [])
        assert (await code(world, report, rejected=[]))["state"] == "coded"

    tell(story)


@pytest.mark.parametrize("rejected", [["human-error"], ["culture-voice", "culture-voice"]])
def test_only_factors_of_the_list_are_kept_each_once(tell, rejected):
    async def story(world: World):
        report = await suggested(world)
        await world.sign_in("ash")

        assert await code(world, report, rejected=rejected) == "unknown-code"
        assert kept(world) == set()

    tell(story)


def test_another_circle_gets_the_report_without_the_marks(tell):
    async def story(world: World):
        report, other = await suggested(world), await suggested(world)
        await world.sign_in("beech")
        for one in (report, other):
            await code(world, one, rejected=MARKED[:1])

        assert await give(world, report, version=2) == (202, "")

        assert kept(world) == {(other, MARKED[0])}

    tell(story)


def test_whoever_reads_second_is_not_told_what_did_not_fit(tell):
    async def story(world: World):
        report = await suggested(world)
        while not is_drawn(world.app.state.runtime.secret, Lot.SECOND_READING, ReportId(report)):
            report = await suggested(world)
        await world.sign_in("ash")
        await code(world, report, rejected=MARKED)

        await world.sign_in("beech")
        offered = await world.client.get(f"{world.api}/circles/tools/second-readings")
        assert [row["report"] for row in offered.json()["reports"]] == [report]
        assert "rejected" not in offered.text and MARKED[0] not in offered.text

    tell(story)
