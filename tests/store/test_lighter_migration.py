"""A receipt still finds its answers after what they hang on has moved beside the envelope."""

from pathlib import Path

from sqlalchemy import inspect, text

from service.client.dialogues import Holder
from service.store.engine import open_engine
from service.store.migrate import migrate
from tests.store.test_ways_migration import empty_url, move_back  # noqa: F401
from tests.talk import Reporter, begin
from tests.world import World, act, found

BEFORE = "0019"


def test_a_receipt_from_before_still_opens_its_dialogue_and_is_deleted_whole(
    database_url: str,
    empty_url: str,  # noqa: F811
    tmp_path: Path,
):
    found(database_url)
    kept: list[Holder] = []

    async def before(world: World) -> None:
        reporter, _ = await begin(world)
        await reporter.write("It happened again.")
        kept.append(reporter.holder)

    act(database_url, before)
    new, old = open_engine(database_url), open_engine(empty_url)
    migrate(old, to=BEFORE)
    move_back(new, old)
    with old.connect() as connection:
        assert connection.execute(text("select length(public_key) from dialogue")).scalars().all() == [1216]
    migrate(old)
    columns = {column["name"] for column in inspect(old).get_columns("dialogue")}
    assert columns == {"organisation", "lookup", "report"}

    async def after(world: World) -> None:
        reporter = Reporter(world, kept[0])
        assert (await reporter.look()).room == 15
        assert (await reporter.write("And again.")).status_code == 202
        assert (await reporter.ask("delete")).status_code == 204

    act(empty_url, after)
    with old.connect() as connection:
        for table in ("report", "envelope", "dialogue", "message"):
            assert connection.execute(text(f"select count(*) from {table}")).scalar_one() == 0, table
    new.dispose()
    old.dispose()
