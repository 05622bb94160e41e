"""Whoever is not in a circle is given nothing that its key, or one that stands by, could come from."""

import pytest
from sqlmodel import Session, select

from service.store.work.standby_tables import StandbyWrapRow
from service.store.work.tables import WrappedKeyRow
from tests.circlework import id_of
from tests.keyholder import be
from tests.leaks.plants import sightings
from tests.leaks.rooms import knock, rooms
from tests.world import World

QUIET = {"sign_out", "sign_out_everywhere", "submit_report"}


def wrapped(world: World) -> dict[str, bytes]:
    """Every wrap there is, and every vouch beside one."""
    with Session(world.app.state.runtime.reader) as session:
        kept = [*session.exec(select(WrappedKeyRow)), *session.exec(select(StandbyWrapRow))]
    found = {f"wrap {at}": one.wrapped for at, one in enumerate(kept)}
    return found | {f"vouch {at}": one.vouch for at, one in enumerate(kept) if one.vouch}


async def prepared(world: World) -> dict[str, bytes]:
    """The secrets of a circle in which a key stands by: its members' seeds, and every wrap."""
    ash = await be(world, "ash")
    (await ash.prepare(id_of(world, "beech"))).raise_for_status()
    seeds = {f"seed {epoch}": pair.seed for epoch, pair in (await ash.epochs()).items()}
    world.client.cookies.clear()
    return seeds | wrapped(world)


@pytest.mark.parametrize("visitor", ["steward", "leader", "damson", ""])
def test_no_answer_holds_a_key_or_a_wrap_of_a_circle_one_is_not_in(tell, visitor):
    async def story(world: World):
        sealed = await world.submit()
        kept = await prepared(world)
        general = {name for name, one in kept.items() if one in set(await theirs(world, visitor))}
        assert len(kept) > 10
        for room in rooms(world, sealed.body["report"]):
            if room.name not in QUIET:
                answer = await knock(world, room)
                hidden = {name: one for name, one in kept.items() if name not in general}
                assert sightings(answer.content, **hidden) == [], room

    tell(story)


async def theirs(world: World, visitor: str) -> list[bytes]:
    """Sign in, and what of all this is their own."""
    if not visitor:
        return []
    (await world.sign_in(visitor)).raise_for_status()
    with Session(world.app.state.runtime.reader) as session:
        mine = session.exec(select(WrappedKeyRow).where(WrappedKeyRow.circle == "general"))
        return [part for one in mine for part in (one.wrapped, one.vouch) if part]
