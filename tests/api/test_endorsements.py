"""A new circle receives once somebody of another circle has endorsed its key."""

from base64 import b64decode

from service.crypto.context import Purpose
from service.crypto.vouching import vouch
from tests.circlework import id_of, new_circle, remove, trail
from tests.keyholder import be
from tests.world import World


async def waiting(world: World, *handles: str) -> None:
    """The night circle, with a key that these people hold and nobody has endorsed."""
    new_circle(world, *handles)
    maker = await be(world, handles[0], "night")
    assert (await maker.rotate()).status_code == 204


async def receiving(world: World) -> set[str]:
    return {one["circle"] for one in (await world.directory())["circles"]}


def test_a_new_circle_receives_nothing_until_somebody_of_another_has_endorsed_it(tell):
    async def story(world: World):
        await waiting(world, "beech", "cherry", "damson")
        assert await receiving(world) == {"tools", "general"}
        ash = await be(world, "ash")
        waits = (await ash.known())["night"]

        answer = await ash.endorse("night")

        assert (waits["since"], waits["by"]) == (None, None)
        assert waits["people"] == ["Beech", "Cherry", "Damson"]
        assert answer.status_code == 204
        assert await receiving(world) == {"tools", "general", "night"}
        assert trail(world)[-1] == ("circle-endorsed", f"night: {waits['key_id']}, by tools")

    tell(story)


def test_whoever_holds_the_endorsing_key_can_check_the_endorsement_and_sees_no_names_any_more(tell):
    async def story(world: World):
        await waiting(world, "beech", "cherry", "damson")
        ash = await be(world, "ash")
        await ash.endorse("night")

        cherry = await be(world, "cherry")
        made, mine = (await cherry.known())["night"], await cherry.epochs()

        context = cherry.context(mine[1].key_id.hex(), "night", Purpose.VOUCH_CIRCLE)
        expected = vouch(mine[1].seed, b64decode(made["public_key"]), context)
        assert made["by"]["circle"] == "tools" and made["by"]["key_id"] == mine[1].key_id.hex()
        assert b64decode(made["by"]["vouch"]) == expected
        assert (made["people"], made["since"]) == ([], "2026-11-25")

    tell(story)


def test_circles_of_the_beginning_are_founded_and_endorsed_by_nobody(tell):
    async def story(world: World):
        ash = await be(world, "ash")

        known = await ash.known()

        assert {name: (one["since"], one["by"]) for name, one in known.items()} == {
            "general": ("2026-11-25", None),
            "tools": ("2026-11-25", None),
        }

    tell(story)


def test_a_circle_that_was_endorsed_stays_so_when_its_key_changes(tell):
    async def story(world: World):
        await waiting(world, "beech", "cherry", "damson")
        ash = await be(world, "ash")
        await ash.endorse("night")
        first = (await ash.known())["night"]["key_id"]

        beech = await be(world, "beech", "night")
        assert (await beech.rotate()).status_code == 204

        assert "night" in await receiving(world)
        assert (await beech.known())["night"]["key_id"] == first

    tell(story)


def test_only_a_circle_that_could_receive_otherwise_waits_and_once(tell):
    async def story(world: World):
        new_circle(world, "beech", "cherry", "damson")
        ash = await be(world, "ash")
        mine = (await ash.epochs())[1]
        public = b64decode((await ash.known())["general"]["public_key"])
        beech = await be(world, "beech", "night")
        body = await beech.new_key({beech.person, id_of(world, "cherry")})
        made = await world.client.post(f"{beech.place}/rotation", json={"reason": "planned", **body})
        assert made.status_code == 204
        ash = await be(world, "ash")
        listed = await ash.known()
        early = await world.client.post(
            f"{ash.place}/endorsements",
            json=ash.vouch_for("night", b64decode(body["public_key"]), mine),
        )
        founded = await world.client.post(
            f"{ash.place}/endorsements", json=ash.vouch_for("general", public, mine)
        )
        beech = await be(world, "beech", "night")
        await beech.give(id_of(world, "damson"))
        ash = await be(world, "ash")
        await ash.endorse("night")

        again = await ash.endorse("night")

        assert "night" not in listed
        assert [(one.status_code, one.json()["code"]) for one in (early, founded, again)] == [
            (404, "not-found"),
            (409, "stale-edit"),
            (409, "stale-edit"),
        ]

    tell(story)


def test_an_endorsement_is_for_the_key_whose_words_were_read_and_under_the_active_one(tell):
    async def story(world: World):
        await waiting(world, "beech", "cherry", "damson")
        ash = await be(world, "ash")
        old = (await ash.known())["night"]
        beech = await be(world, "beech", "night")
        await beech.rotate()
        ash = await be(world, "ash")
        former = (await ash.epochs())[1]

        stale = await ash.endorse("night", key_id=old["key_id"])
        assert (await ash.rotate()).status_code == 204
        retired = await ash.endorse("night", by_key=former.key_id.hex())

        assert [(one.status_code, one.json()["code"]) for one in (stale, retired)] == [
            (409, "key-changed"),
            (409, "key-changed"),
        ]
        assert "night" not in await receiving(world)
        assert (await ash.endorse("night")).status_code == 204

    tell(story)


def test_what_waits_is_said_to_stewards_with_where_its_reports_go(tell):
    async def story(world: World):
        await waiting(world, "beech", "cherry", "damson")
        await world.sign_in("steward")
        routed = {"routes": {"digital-systems": "night"}}
        assert (await world.client.put(f"{world.api}/routes", json=routed)).status_code == 200

        shown = (await world.client.get(f"{world.api}/circles")).json()["circles"]
        general = await world.client.post(f"{world.api}/circles/night/make-general", json={})
        page = (await world.client.get("/o/harbour/steward")).text

        assert {one["circle"]: one["gap"] for one in shown}["night"] == "not-endorsed"
        assert (await world.directory())["routes"]["digital-systems"] == "general"
        assert (general.status_code, general.json()["code"]) == (409, "not-endorsed")
        assert "Nobody in another circle has endorsed it" in page
        assert page.count("it is one of the first circles here") == 2

    tell(story)


def test_an_endorsement_stands_when_the_endorser_leaves_afterwards(tell):
    async def story(world: World):
        await waiting(world, "beech", "cherry", "damson")
        ash = await be(world, "ash")
        await ash.endorse("night")

        remove(world, "ash")

        assert "night" in await receiving(world)

    tell(story)
