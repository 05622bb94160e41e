"""A steward alone opens nothing: no circle of people they made up ever receives (LEAKS 43)."""

import asyncio
import secrets
from base64 import b64decode

import httpx
from click.testing import CliRunner

from service.cli import main
from service.crypto.keys import KeyPair
from service.domain.invitations import invite_again
from service.domain.members import remove_member
from service.store.work.circles import list_members
from service.terms import CircleId
from tests.circlework import GENERAL, NIGHT, TOOLS, WORDS, at_work, id_of, new_circle, newcomer, remove
from tests.keyholder import Keyholder, accept, be, text
from tests.leaks.plants import passphrase
from tests.world import NAME, World

MADE_UP = ("elder", "fern", "gorse")
DAWN = CircleId("dawn")


async def real(world: World, handle: str, circle: str = TOOLS) -> Keyholder:
    """Somebody who was there from the start."""
    return await be(world, handle, circle, passphrase(handle))


async def make_up(world: World, circle: CircleId = NIGHT, handles: tuple[str, ...] = MADE_UP) -> Keyholder:
    """A circle of people whose links a steward kept, with a first key; the steward is one of them now."""
    new_circle(world, circle=circle)
    for handle in handles:
        await newcomer(world, circle, handle)
    someone = await be(world, handles[0], circle, WORDS)
    assert (await someone.rotate()).status_code == 204
    return someone


async def receiving(world: World) -> set[str]:
    return {one["circle"] for one in (await world.directory())["circles"]}


def said(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def make_key(holder: Keyholder) -> httpx.Response:
    """Ask for a key of one's own making for a circle that has none in use, as somebody who holds none."""
    pair = KeyPair.from_seed(secrets.token_bytes(32))
    wrap = {"person": holder.person, **holder.wrapping(pair, holder.person, holder.pair.public)}
    body = {"after": None, "public_key": text(pair.public), "endorsement": "A" * 43 + "=", "wraps": [wrap]}
    return await holder.world.client.post(f"{holder.place}/rotation", json={"reason": "planned", **body})


def test_what_is_routed_to_a_made_up_circle_goes_to_the_general_one(tell):
    async def story(world: World):
        await make_up(world)
        world.client.cookies.clear()
        await world.sign_in("steward", passphrase("steward"))
        await world.client.put(f"{world.api}/routes", json={"routes": {"digital-systems": NIGHT}})
        general = await world.client.post(f"{world.api}/circles/{NIGHT}/make-general", json={})
        named = {"label": "Tools circle", "about": "Learns from tools."}
        await world.client.put(f"{world.api}/circles/{NIGHT}", json=named)

        report = (await world.submit()).body

        assert report["circle"] == GENERAL
        assert said(general) == (409, "not-endorsed")
        elder = await be(world, "elder", NIGHT, WORDS)
        assert (await world.client.get(f"{elder.place}/reports")).json()["reports"] == []
        assert await receiving(world) == {TOOLS, GENERAL}

    tell(story)


def test_made_up_circles_endorse_neither_themselves_nor_each_other(tell):
    async def story(world: World):
        await make_up(world)
        await make_up(world, DAWN, ("heath", "ivy", "juniper"))

        heath = await be(world, "heath", DAWN, WORDS)
        seen = (await heath.known())[NIGHT]
        other, own = await heath.endorse(NIGHT), await heath.endorse(DAWN)

        assert (said(other), said(own)) == ((409, "not-endorsed"), (409, "not-endorsed"))
        assert seen["people"] == [], "who nobody knows is not told who waits elsewhere"
        assert await receiving(world) == {TOOLS, GENERAL}

    tell(story)


def test_a_made_up_member_of_a_real_circle_endorses_nothing_until_somebody_gave_them_its_key(tell):
    async def story(world: World):
        waits = b64decode((await (await make_up(world)).known())[NIGHT]["public_key"])
        await newcomer(world, TOOLS, "heath")
        ash = await real(world, "ash")
        mine = (await ash.epochs())[1]

        heath = await be(world, "heath", TOOLS, WORDS)
        forged = {**heath.vouch_for(NIGHT, waits, mine), "vouch": "A" * 43 + "="}
        answers = [
            await world.client.get(f"{heath.place}/endorsements"),
            await world.client.post(f"{heath.place}/endorsements", json=forged),
        ]

        assert [said(one) for one in answers] == [(403, "not-allowed"), (403, "not-allowed")]

    tell(story)


def test_whoever_comes_in_by_a_members_new_link_endorses_nothing(tell):
    async def story(world: World):
        await make_up(world)
        with at_work(world) as change:
            token = invite_again(change, "ash", secrets.token_bytes)
        await accept(world, token, WORDS)

        ash = await be(world, "ash", TOOLS, WORDS)

        assert said(await world.client.get(f"{ash.place}/endorsements")) == (403, "not-allowed")

    tell(story)


def test_a_holder_of_older_keys_only_endorses_nothing(tell):
    async def story(world: World):
        await make_up(world)
        ash = await real(world, "ash")
        body = await ash.new_key({ash.person, id_of(world, "beech")})
        await world.client.post(f"{ash.place}/rotation", json={"reason": "planned", **body})
        active = (await ash.epochs())[2].key_id.hex()

        cherry = await real(world, "cherry")
        answers = [await cherry.endorse(NIGHT), await cherry.endorse(NIGHT, by_key=active)]

        assert [said(one) for one in answers] == [(409, "key-changed"), (403, "no-key-held")]

    tell(story)


def test_nobody_endorses_a_circle_they_are_in(tell):
    async def story(world: World):
        new_circle(world, "ash")
        for handle in MADE_UP[:2]:
            await newcomer(world, NIGHT, handle)
        elder = await be(world, "elder", NIGHT, WORDS)
        await elder.rotate()

        ash = await real(world, "ash")
        mine = await ash.endorse(NIGHT)

        assert said(mine) == (403, "not-allowed")
        assert (await ash.known())[NIGHT]["people"] == []
        assert NIGHT not in await receiving(world)

    tell(story)


def test_when_no_real_circle_is_left_a_new_one_is_no_first_one(tell):
    async def story(world: World):
        for circle in (TOOLS, GENERAL):
            with at_work(world) as change:
                for person in list_members(change.work, NAME, circle):
                    remove_member(change, circle, person)

        await make_up(world)
        await newcomer(world, TOOLS, "heath")

        assert (await world.client.get(f"{world.api}/directory")).json()["code"] == "no-circle"
        heath = await be(world, "heath", TOOLS, WORDS)
        assert said(await make_key(heath)) == (403, "no-key-held")

    tell(story)


def test_a_circle_whose_key_everybody_lost_gets_no_other_from_whoever_has_their_links(tell):
    async def story(world: World):
        for handle in ("ash", "beech", "cherry"):
            with at_work(world) as change:
                token = invite_again(change, handle, secrets.token_bytes)
            await accept(world, token, WORDS)

        ash = await be(world, "ash", TOOLS, WORDS)

        assert said(await make_key(ash)) == (403, "no-key-held")
        assert not any(key["active"] for key in (await ash.people())["keys"])

    tell(story)


def test_the_command_line_founds_and_endorses_nothing(tell, house, monkeypatch):
    async def story(world: World):
        await make_up(world)
        monkeypatch.setenv("CANDOUR_DATABASE_URL", house)

        def ran(*words: str) -> str:
            return CliRunner().invoke(main, list(words)).output

        told = await asyncio.to_thread(ran, "circle", "list", NAME)
        general = await asyncio.to_thread(ran, "circle", "make-general", NAME, NIGHT)
        await asyncio.to_thread(ran, "route", "set", NAME, "digital-systems", NIGHT)
        routes = await asyncio.to_thread(ran, "route", "list", NAME)

        assert "receives nothing: nobody in another circle has endorsed it" in told
        assert told.count("; founded") == 2
        assert "(not-endorsed)" in general
        assert "digital-systems: general (its circle cannot receive)" in routes

    tell(story)


def test_an_endorsement_and_its_endorsers_removal_at_one_moment_leave_one_order(tell):
    async def story(world: World):
        await make_up(world)
        ash = await real(world, "ash")
        mine, known = (await ash.epochs())[1], (await ash.known())[NIGHT]
        body = ash.vouch_for(NIGHT, b64decode(known["public_key"]), mine)

        answer, _ = await asyncio.gather(
            world.client.post(f"{ash.place}/endorsements", json=body),
            asyncio.to_thread(remove, world, "ash"),
        )

        assert answer.status_code in (204, 401, 403, 409)
        assert (NIGHT in await receiving(world)) == (answer.status_code == 204)
        again = await world.client.post(f"{ash.place}/endorsements", json=body)
        assert again.status_code == 401

    tell(story)


def test_two_who_endorse_at_one_moment_make_one_endorsement(tell):
    async def story(world: World):
        await make_up(world)
        ash = await real(world, "ash")
        mine, known = (await ash.epochs())[1], (await ash.known())[NIGHT]
        body = ash.vouch_for(NIGHT, b64decode(known["public_key"]), mine)

        answers = await asyncio.gather(
            *(world.client.post(f"{ash.place}/endorsements", json=body) for _ in range(2))
        )

        assert sorted(one.status_code for one in answers) == [204, 409]

    tell(story)


def test_no_steward_endorses(tell):
    async def story(world: World):
        await make_up(world)
        world.client.cookies.clear()
        await world.sign_in("steward", passphrase("steward"))
        place = f"{world.api}/circles/{TOOLS}/endorsements"
        body = {"circle": NIGHT, "key_id": "0" * 32, "by_key": "0" * 32, "vouch": "A" * 43 + "="}

        answers = [await world.client.get(place), await world.client.post(place, json=body)]

        assert [said(one) for one in answers] == [(403, "not-allowed")] * 2

    tell(story)
