"""What a steward keeps, over the API: the same changes, refusals and trail as on pages and commands."""

import pytest
from sqlmodel import Session

from service.domain.audit import show_trail
from service.domain.routing import Directory
from service.store.staff.handle import StaffStore
from tests.world import NAME, World

UNIT = {"label": "Canal side", "group": "areas", "headcount": 40}


def directory(world: World) -> Directory:
    found: Directory = world.app.state.runtime.directory(NAME, newest=True)
    return found


def deeds(world: World) -> list[tuple[str, str]]:
    with Session(world.app.state.runtime.reader) as session:
        return [(one.deed, one.subject) for one in show_trail(StaffStore(session), NAME, 20)][::-1][1:]


async def send(world: World, method: str, path: str, body: dict | None = None) -> tuple[int, dict]:
    """The status and the body of an answer."""
    told = body if body is not None or method == "GET" else {}
    answer = await world.client.request(method, f"{world.api}{path}", json=told)
    return answer.status_code, answer.json() if answer.content else {}


def test_a_change_answers_with_the_revision_and_an_older_one_overwrites_nothing(tell):
    async def story(world: World):
        await world.sign_in("steward")
        _, seen = await send(world, "GET", "/units")

        added, now = await send(
            world, "POST", f"/units?revision={seen['revision']}", {"unit": "canal", **UNIT}
        )
        late, refused = await send(
            world, "PUT", f"/units/canal?revision={seen['revision']}", {**UNIT, "headcount": 50}
        )
        moved, _ = await send(world, "PUT", f"/units/canal/place?revision={now['revision']}", {"place": 1})

        assert (added, late, moved) == (200, 409, 200)
        assert refused["code"] == "stale-edit" and now["revision"] == seen["revision"] + 1
        _, after = await send(world, "GET", "/units")
        assert after["units"][0] == {
            "unit": "canal", **UNIT, "rolls_up_to": None, "offered": True,
        }  # fmt: skip
        assert [one["offered"] for one in after["units"]] == [True, True, True, False]
        assert deeds(world) == [("unit-changed", "canal: added"), ("unit-changed", "canal: place")]

    tell(story)


def test_the_floor_holds_over_the_api_and_the_field_is_named(tell):
    async def story(world: World):
        await world.sign_in("steward")

        small = await send(world, "POST", "/units", {"unit": "team", **UNIT, "headcount": 4})
        taken = await send(world, "POST", "/units", {"unit": "north", **UNIT})

        assert (small[0], small[1]["code"], small[1]["field"]) == (422, "no-larger-unit", "rolls_up_to")
        assert (taken[0], taken[1]["code"]) == (409, "code-taken")
        assert len(directory(world).units) == 3

    tell(story)


def test_circles_and_routes_are_changed_and_gaps_are_told(tell):
    async def story(world: World):
        await world.sign_in("steward")

        await send(
            world, "POST", "/circles", {"circle": "people", "label": "People circle", "about": "Some."}
        )
        await send(world, "PUT", "/circles/people", {"label": "People", "about": "Some."})
        routed, _ = await send(world, "PUT", "/routes", {"routes": {"workload-demand": "people"}})
        small, refused = await send(world, "POST", "/circles/people/make-general", {})
        _, circles = await send(world, "GET", "/circles")
        _, routes = await send(world, "GET", "/routes")

        assert routed == 200 and (small, refused["code"]) == (409, "circle-too-small")
        made = next(one for one in circles["circles"] if one["circle"] == "people")
        assert (made["label"], made["members"], made["gap"]) == ("People", 0, "too-few")
        route = next(one for one in routes["routes"] if one["factor"] == "workload-demand")
        assert route == {
            "factor": "workload-demand", "circle": "people", "arrives": "general", "gap": "cannot-receive",
        }  # fmt: skip

    tell(story)


@pytest.mark.parametrize(
    ("path", "body", "name", "value"),
    [
        ("/settings", {"name": "Hill", "timezone": "Europe/London", "languages": ["en"]}, "name", "Hill"),
        ("/retention", {"days": 120}, "days", 120),
        ("/hold", {"reason": "court"}, "hold", "court"),
        (
            "/signposts/canal",
            {"show": "Water", "action": "Ring."},
            "signposts",
            [{"signpost": "canal", "show": "Water", "action": "Ring."}],
        ),
        (
            "/door",
            {"suggestions_off": True, "quick_only": False, "service_sealed_off": True},
            "door",
            {"suggestions_off": True, "quick_only": False, "service_sealed_off": True, "leave_to": ""},
        ),
    ],
    ids=["settings", "retention", "hold", "signpost", "door"],
)
def test_each_setting_is_changed_and_told(tell, path: str, body: dict, name: str, value: object):
    async def story(world: World):
        await world.sign_in("steward")
        before = directory(world).organisation.revision

        status, answer = await send(world, "PUT", path, body)
        _, now = await send(world, "GET", "/settings")

        assert status == 200 and answer["revision"] == directory(world).organisation.revision > before
        assert now[name] == value and len(deeds(world)) == 1

    tell(story)


def test_a_signpost_is_taken_back_and_a_hold_ends(tell):
    async def story(world: World):
        await world.sign_in("steward")
        await send(world, "PUT", "/signposts/canal", {"show": "Water", "action": "Ring."})
        await send(world, "PUT", "/hold", {"reason": "court"})

        taken, _ = await send(world, "DELETE", "/signposts/canal")
        ended, _ = await send(world, "PUT", "/hold", {"reason": None})

        assert (taken, ended) == (200, 200)
        assert directory(world).own_signposts == () and directory(world).retention.hold is None

    tell(story)


def test_people_are_invited_given_a_role_and_taken_off(tell):
    async def story(world: World):
        await world.sign_in("steward")
        elder = {"handle": "elder", "display": "Elder", "role": "leader"}

        invited, link = await send(world, "POST", "/invitations", elder)
        _, told = await send(world, "GET", "/people")
        known = {one["handle"]: one for one in told["people"]}
        revoked, _ = await send(world, "DELETE", f"/invitations/{known['elder']['invitation']}")
        again, other = await send(world, "POST", f"/people/{known['leader']['person']}/invitation", {})
        member, _ = await send(world, "POST", f"/people/{known['ash']['person']}/invitation", {})
        role, _ = await send(world, "PUT", f"/people/{known['leader']['person']}/role", {"role": "steward"})
        ended, _ = await send(world, "POST", f"/people/{known['ash']['person']}/end-sessions", {})
        gone, _ = await send(world, "DELETE", f"/people/{known['leader']['person']}")

        assert (invited, revoked, again, role, ended, gone) == (201, 204, 201, 204, 204, 204)
        assert link["link"].startswith(f"https://candour.test/o/{NAME}/invitation#")
        assert link["link"].partition("#")[2] not in str(told) and other["link"] != link["link"]
        assert member == 201
        assert (known["elder"]["waits"], known["ash"]["waits"]) == ("link", "ways")

    tell(story)


def test_a_key_is_told_once_and_ends(tell):
    async def story(world: World):
        await world.sign_in("steward")

        made, key = await send(world, "POST", "/keys", {"label": "Intranet", "scopes": ["reports:write"]})
        none, _ = await send(world, "POST", "/keys", {"label": "Nothing", "scopes": []})
        _, told = await send(world, "GET", "/keys")
        name = next(one["key"] for one in told["keys"] if one["label"] == "Intranet")
        ended, _ = await send(world, "DELETE", f"/keys/{name}")
        twice, _ = await send(world, "DELETE", f"/keys/{name}")

        assert (made, none, ended, twice) == (201, 422, 204, 404)
        assert key["token"] not in str(told)

    tell(story)
