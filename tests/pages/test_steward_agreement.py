"""The stewards' page of agreement: silent below twenty readings, then Krippendorff's alpha with its rule."""

from click.testing import CliRunner
from sqlalchemy import update
from sqlmodel import Session

from service.cli import main
from service.domain.agreement import LEAST
from service.store.engine import transaction
from service.store.work.handle import WorkStore
from service.store.work.learning_tables import SecondReadingRow
from service.store.work.tables import ReportRow
from tests.world import NAME, World

ADDRESS = f"/o/{NAME}/steward/agreement"


async def read_twice(world: World, number: int, differ: int) -> None:
    """Reports of the tools circle that two people have read; the last `differ` they saw differently."""
    reports = [(await world.submit()).body["report"] for _ in range(number)]
    with Session(world.app.state.runtime.writer) as session, transaction(WorkStore(session)):
        for place, report in enumerate(reports):
            first = "digital-systems" if place % 2 else "workload-demand"
            other = "workload-demand" if first == "digital-systems" else "digital-systems"
            second = other if place >= number - differ else first
            session.add(
                SecondReadingRow(organisation=NAME, report=report, first_codes=first, second_codes=second)
            )
        session.exec(update(ReportRow).values(state="coded"))


async def look(world: World, differ: int, number: int = LEAST) -> str:
    """The page after so many readings."""
    await read_twice(world, number, differ)
    await world.sign_in("steward")
    page = await world.client.get(ADDRESS)
    assert page.status_code == 200
    return page.text


def test_below_twenty_readings_nothing_is_said_of_any_factor(tell):
    async def story(world: World):
        page = await look(world, 0, LEAST - 1)

        assert page.count("Too few were read twice to say") == 2
        assert "1.00" not in page and "Every factor" in page

    tell(story)


def test_readers_who_agree_are_told_so_and_the_other_factors_stay_unsaid(tell):
    async def story(world: World):
        page = await look(world, 0)

        assert page.count("Two people see the same") == 2 and page.count("1.00") == 2
        assert "Every other factor" in page and "Every factor" in page

    tell(story)


def test_a_factor_that_means_two_things_is_worth_a_talk(tell, tmp_path, monkeypatch):
    async def story(world: World):
        page = await look(world, 8)

        assert page.count("ask the circle to talk") == 2 and "Below 0.67" in page
        api = (await world.client.get(f"{world.api}/agreement")).json()["circles"]
        tools = next(one for one in api if one["circle"] == "tools")
        alphas = {one["factor"]: one["alpha"] for one in tools["factors"]}
        assert f"{alphas['digital-systems']:.2f}" in page

    tell(story)
    monkeypatch.setenv("CANDOUR_DATABASE_URL", f"sqlite:///{tmp_path}/candour.db")
    told = CliRunner().invoke(main, ["agreement", NAME])
    assert "tools: digital-systems 0." in told.output and ", below 0.67" in told.output
    assert "general: too few reports were read twice" in told.output
