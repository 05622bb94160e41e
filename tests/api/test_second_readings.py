"""One report in ten is read by somebody else who does not see the first reader's factors."""

from sqlalchemy import select
from sqlmodel import Session

from service.domain.agreement import LEAST
from service.domain.lots import Lot, is_drawn
from service.store.work.learning_tables import SecondReadingRow
from service.terms import ReportId
from tests.world import World


async def drawn(world: World) -> str:
    """A report of the tools circle that the lot falls on."""
    while True:
        report = ReportId((await world.submit()).body["report"])
        if is_drawn(world.app.state.runtime.secret, Lot.SECOND_READING, report):
            return report


async def code(world: World, report: str, factor: str = "digital-systems") -> None:
    """Code a new report as whoever is signed in."""
    api = f"{world.api}/circles/tools/reports/{report}/factors"
    (await world.client.put(api, json={"factors": [factor], "version": 1})).raise_for_status()


async def offered(world: World) -> list[dict]:
    """What is offered to whoever is signed in."""
    answer = await world.client.get(f"{world.api}/circles/tools/second-readings")
    return list(answer.raise_for_status().json()["reports"])


async def read(world: World, report: str, *factors: str) -> int:
    """Say what a second reader sees."""
    api = f"{world.api}/circles/tools/reports/{report}/second-reading"
    return (await world.client.put(api, json={"factors": factors})).status_code


def kept(world: World) -> list[SecondReadingRow]:
    with Session(world.app.state.runtime.reader) as session:
        return list(session.scalars(select(SecondReadingRow)))


def test_a_drawn_report_is_offered_blind_to_everybody_but_its_first_reader(tell):
    async def story(world: World):
        report = await drawn(world)
        await world.sign_in("ash")
        assert await offered(world) == []
        await code(world, report)

        assert await offered(world) == []
        assert await read(world, report, "workload-demand") == 404
        await world.sign_in("beech")
        [row] = await offered(world)
        assert (row["report"], row["factors"]) == (report, [])
        [first] = kept(world)
        assert first.first_reader is not None and first.second_codes is None

        assert await read(world, report, "workload-demand") == 202
        assert await offered(world) == [] and await read(world, report) == 404
        [both] = kept(world)
        assert (both.first_codes, both.second_codes) == ("digital-systems", "workload-demand")
        assert both.first_reader is None
        found = await world.client.get(f"{world.api}/circles/tools/reports/{report}")
        assert found.json()["factors"] == ["digital-systems"]

    tell(story)


def test_the_lot_falls_on_no_other_and_recoding_changes_nothing_of_it(tell):
    async def story(world: World):
        await world.sign_in("ash")
        reports = [(await world.submit()).body["report"] for _ in range(8)]
        for report in reports:
            await code(world, report)
        secret = world.app.state.runtime.secret
        wanted = {one for one in reports if is_drawn(secret, Lot.SECOND_READING, ReportId(one))}
        assert {row.report for row in kept(world)} == wanted

        report = await drawn(world)
        await code(world, report)
        again = {"factors": ["workload-demand"], "version": 2}
        await world.client.put(f"{world.api}/circles/tools/reports/{report}/factors", json=again)
        [row] = [row for row in kept(world) if row.report == report]
        assert row.first_codes == "digital-systems"

    tell(story)


def test_agreement_says_nothing_below_the_least_and_stewards_see_every_circles(tell):
    async def story(world: World):
        await world.sign_in("ash")
        mine = (await world.client.get(f"{world.api}/circles/tools/agreement")).json()
        assert mine["least"] == LEAST and mine["investigate_below"] == 0.67
        assert {one["alpha"] for one in mine["factors"]} == {None}
        await world.sign_in("steward")
        circles = (await world.client.get(f"{world.api}/agreement")).json()["circles"]
        assert [one["circle"] for one in circles] == ["general", "tools"]

    tell(story)


def test_agreement_is_told_once_enough_reports_were_read_twice(tell):
    async def story(world: World):
        with Session(world.app.state.runtime.writer) as session:
            for place in range(LEAST):
                report = (await world.submit()).body["report"]
                codes = "digital-systems" if place < 10 else "workload-demand"
                session.add(
                    SecondReadingRow(
                        organisation="harbour", report=report, first_codes=codes, second_codes=codes
                    )
                )
            session.commit()
        await world.sign_in("cherry")
        found = (await world.client.get(f"{world.api}/circles/tools/agreement")).json()["factors"]
        told = {one["factor"]: one["alpha"] for one in found if one["alpha"] is not None}
        assert told == {"digital-systems": 1.0, "workload-demand": 1.0}

    tell(story)
