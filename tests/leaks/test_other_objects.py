"""Everything by another's id is refused, on every route and method, for every role (LEAKS 43).

Another circle of the same organisation, and the same role in another organisation, with ids that are real.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx

from tests.architecture.routes import walk
from tests.leaks.belongings import BODIES, GAP, Owned, Places, be, prepare
from tests.leaks.may import MAY
from tests.leaks.places import rows
from tests.leaks.plants import OTHER
from tests.world import NAME, World

NAMES = {"file", "name", "prompt", "signpost"}
"""Gaps for words, which mean in each organisation its own and belong to nobody."""
UNFIT = {("set_standby", "person"): 422}
"""Where nobody is looked for: a key that stands by is for holders, or it does not fit."""
HANDLES = {"member": "ash", "steward": "steward"}


@dataclass(frozen=True)
class Route:
    """A route with a thing in its address, and whose role opens it."""

    name: str
    method: str
    path: str
    gaps: tuple[str, ...]

    @property
    def role(self) -> str:
        """The role of whoever may enter."""
        return "steward" if MAY[self.name] == {"steward"} else "member"

    def fill(self, own: Owned, **others: str) -> str:
        """Its address with the owner's things, but for those given."""
        gaps = {gap: others.get(gap) or own.gap(self.name, gap) for gap in self.gaps}
        return GAP.sub(lambda found: {"organisation": own.organisation, **gaps}[found[1]], self.path)


def routes(world: World) -> list[Route]:
    """Every route with a thing in its address; pages and files are only named by words."""
    found = []
    for route in walk(world.app.router):
        gaps = tuple(gap for gap in GAP.findall(route.path) if gap != "organisation")
        if gaps and not set(gaps) <= NAMES - {"signpost"}:
            path = f"/api/v1{route.path}" if route.tags else route.path
            found += [Route(route.endpoint.__name__, one, path, gaps) for one in sorted(route.methods)]
    return found


def of_role(world: World, role: str) -> list[Route]:
    """The routes somebody of this role may enter."""
    return [route for route in routes(world) if route.role == role]


async def ask(world: World, route: Route, path: str, body: dict[str, Any]) -> httpx.Response:
    """Ask for a thing as whoever the client is now."""
    told = None if route.method == "GET" else body
    return await world.client.request(route.method, path, json=told)


def foreign(route: Route, places: Places) -> Iterator[tuple[str, str, int]]:
    """Addresses in which something is somebody else's, and what each answers."""
    own, other = places.own[route.role], places.elsewhere[route.role]
    if route.role == "member" and "circle" in route.gaps:
        things = {gap: places.beside.things[gap] for gap in route.gaps}
        yield "the circle beside, with its things", route.fill(own, **things), 403
        for gap in sorted(set(route.gaps) - {"circle"}):
            yield (
                f"one's own circle, with their {gap}",
                route.fill(own, **{gap: things[gap]}),
                _found(route, gap),
            )
    for gap in sorted(set(route.gaps) - NAMES):
        # A circle has the same code in both organisations: there, the door itself is another one (below).
        if (theirs := other.things[gap]) != own.gap(route.name, gap):
            yield (
                f"one's own organisation, with a {gap} of another",
                route.fill(own, **{gap: theirs}),
                _found(route, gap),
            )
        else:
            assert (route.role, gap) == ("member", "circle"), "a thing of both would prove nothing"
    yield "the door of another organisation, with its things", route.fill(other), 401


def _found(route: Route, gap: str) -> int:
    return UNFIT.get((route.name, gap), 404)


def test_every_route_with_a_thing_in_its_address_has_a_case(tell):
    async def story(world: World):
        assert {route.name for route in routes(world)} == set(BODIES)
        assert {MAY[route.name] == {"steward"} or "member" in MAY[route.name] for route in routes(world)} == {
            True
        }

    tell(story)


def test_what_is_somebody_elses_is_refused_and_nothing_of_it_is_moved(tell, reader):
    async def story(world: World):
        places = await prepare(world)
        before = {name: rows(reader, name) for name in (NAME, OTHER)}
        for role, handle in HANDLES.items():
            await be(world, NAME, handle)
            for route in of_role(world, role):
                body = await BODIES[route.name](world, places.own[role], route.name)
                for what, path, expected in foreign(route, places):
                    answer = await ask(world, route, path, body)
                    assert answer.status_code == expected, (route.name, what, answer.text)
            # The same role in another organisation, with the body of whoever it belongs to.
            await be(world, OTHER, handle)
            world.name = NAME
            for route in of_role(world, role):
                body = await BODIES[route.name](world, places.own[role], route.name)
                answer = await ask(world, route, route.fill(places.own[role]), body)
                assert answer.status_code == 401, (route.name, answer.text)

        assert {name: rows(reader, name) for name in (NAME, OTHER)} == before

    tell(story)


TOLD = {"remove_way": "too-few-ways-in", "make_general": "circle-too-small"}
"""What the house says to the owner, and to nobody who has not come as far as that."""


KEYS = ("set_standby", "give_circle_keys", "change_circle_key")
"""What changes a circle's key, in an order in which each still fits."""


def turn(route: Route) -> tuple[bool, int, str]:
    """What is sealed to a key comes before the key changes, and what takes a thing away comes last."""
    return route.method == "DELETE", 1 + KEYS.index(route.name) if route.name in KEYS else 0, route.name


def test_the_same_requests_do_their_work_for_whoever_it_belongs_to_and_move_nothing_elsewhere(tell, reader):
    async def story(world: World):
        places = await prepare(world)
        before = rows(reader, OTHER)
        for role, handle in HANDLES.items():
            await be(world, NAME, handle)
            for route in sorted(of_role(world, role), key=turn):
                body = await BODIES[route.name](world, places.own[role], route.name)
                answer = await ask(world, route, route.fill(places.own[role]), body)
                done = answer.is_success or answer.json()["code"] == TOLD.get(route.name)
                assert done, (route.name, answer.status_code, answer.text)

        assert rows(reader, OTHER) == before

    tell(story)
