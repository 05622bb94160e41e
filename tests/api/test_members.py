"""Joining a circle and coming back to it, over HTTP, with keys made as browsers make them."""

import secrets
from base64 import b64decode

import pytest

from service.domain.invitations import invite_again
from service.domain.members import add_member, leave_every_circle, remove_member
from service.errors import NotFound
from service.refusals import BadEntry
from service.terms import CircleId, PersonId
from tests.circlework import TOOLS, WORDS, at_work, id_of, newcomer, public_key, trail
from tests.keyholder import Keyholder, accept, be
from tests.world import World


def test_a_newcomer_waits_is_given_the_key_and_reads_from_then_on(tell):
    async def story(world: World):
        old = (await world.submit("Before the newcomer.")).body["report"]
        person = await newcomer(world)
        elder = await be(world, "elder", words=WORDS)
        me = (await world.client.get(f"{world.api}/me")).json()
        shut = [
            (await world.client.get(f"{elder.place}/{part}")).status_code
            for part in ("keys", "reports", f"reports/{old}")
        ]
        ash = await be(world, "ash")
        (waiting,) = [one for one in (await ash.people())["members"] if not one["epochs"]]

        given = await ash.give(person)

        assert (me["circles"], [one["circle"] for one in me["waiting"]]) == ([], ["tools"])
        assert shut == [403, 403, 403]
        assert (waiting["person"], waiting["display"], waiting["vouch"]) == (person, "Elder", None)
        assert given.status_code == 204
        elder = await be(world, "elder", words=WORDS)
        assert await world.open("tools", old) == "Before the newcomer."
        assert list(await elder.epochs()) == [1]
        assert trail(world) == [("member-added", f"tools: {person}"), ("key-wrapped", f"tools: {person}")]
        assert world.name not in str(trail(world)) and old not in str(trail(world))

    tell(story)


def test_a_newcomer_is_given_only_the_epochs_that_were_chosen(tell):
    async def story(world: World):
        ash = await be(world, "ash")
        assert (await ash.rotate()).status_code == 204
        person = await newcomer(world)
        ash = await be(world, "ash")

        await ash.give(person)
        elder = await be(world, "elder", words=WORDS)
        current = list(await elder.epochs())
        ash = await be(world, "ash")
        await ash.give(person, 1, 2)

        elder = await be(world, "elder", words=WORDS)
        assert (current, list(await elder.epochs())) == ([2], [1, 2])

    tell(story)


def test_nobody_gives_a_key_they_do_not_hold_or_to_a_key_that_is_not_theirs(tell):
    async def story(world: World):
        person = await newcomer(world)
        ash = await be(world, "ash")
        mine, other = (await ash.epochs())[1], b64decode((await ash.people())["members"][0]["public_key"])
        good = ash.wrapping(mine, person, b64decode(await public_key(ash, person)))
        body = {"public_key": await public_key(ash, person), "wraps": [{"epoch": 1, **good}]}
        place = f"{ash.place}/members/{person}/keys"

        async def tried(**changed: object) -> tuple[int, str]:
            answer = await world.client.put(place, json={**body, **changed})
            return answer.status_code, answer.json().get("code", "")

        stranger = b64decode(await public_key(ash, ash.person))
        refused = [
            await tried(wraps=[{"epoch": 2, **good}]),
            await tried(public_key=await public_key(ash, ash.person)),
            await tried(wraps=[{"epoch": 1, **ash.wrapping(mine, person, stranger)}]),
            await tried(wraps=[{"epoch": 1, **good}] * 2),
        ]
        nobody = await world.client.put(place.replace(person, "0" * 32), json=body)
        elder = await be(world, "elder", words=WORDS)
        helped = await world.client.put(place, json=body)
        await be(world, "damson")
        elsewhere = await world.client.put(place, json=body)

        assert other and refused == [
            (403, "no-key-held"),
            (409, "key-changed"),
            (422, "malformed-request"),
            (422, "malformed-request"),
        ]
        assert (nobody.status_code, helped.status_code, elsewhere.status_code) == (404, 403, 403)
        assert elder.person == person
        assert [deed for deed, _ in trail(world)] == ["member-added"]

    tell(story)


def test_a_member_who_lost_everything_waits_again_and_reads_old_reports_once_others_gave_the_keys(tell):
    async def story(world: World):
        old = (await world.submit("From before the loss.")).body["report"]
        ash = await be(world, "ash")
        await ash.prepare(id_of(world, "cherry"))
        with at_work(world) as change:
            token = invite_again(change, "cherry", secrets.token_bytes)
        person = await accept(world, token, WORDS)

        cherry = await be(world, "cherry", words=WORDS)
        shut = (await world.client.get(f"{cherry.place}/reports/{old}")).status_code
        ash = await be(world, "ash")
        found = await ash.people()
        given = await ash.give(person, 1, 2)

        assert (person, shut, given.status_code) == (id_of(world, "cherry"), 403, 204)
        assert {one["person"]: one["epochs"] for one in found["members"]}[person] == []
        assert [key["reason"] for key in found["keys"]] == ["founded", "lost"]
        cherry = await be(world, "cherry", words=WORDS)
        assert await world.open("tools", old) == "From before the loss."
        # In the general circle nothing stood by, so it waits for a member of its own.
        assert trail(world)[1:] == [
            ("key-stopped", "general"),
            ("key-rotated", "tools: lost"),
            ("key-wrapped", f"tools: {person}"),
        ]

    tell(story)


def test_a_steward_who_makes_up_a_member_gets_nothing_until_a_member_gives_the_key(tell):
    async def story(world: World):
        sealed = await world.submit("Not for the steward.")
        await newcomer(world)
        elder = await be(world, "elder", words=WORDS)
        found = await elder.people()
        places = ("keys", "reports", "clocks", "themes", "second-readings", "agreement")
        shut = {part: (await world.client.get(f"{elder.place}/{part}")).status_code for part in places}
        body = {"reports": [sealed.body["report"]]}
        closed = await world.client.post(f"{elder.place}/envelopes", json=body)

        own = await world.client.put(f"{elder.place}/members/{elder.person}/keys", json=await forged(elder))

        assert set(shut.values()) == {403} and closed.status_code == 403
        assert (own.status_code, own.json()["code"]) == (403, "no-key-held")
        assert all("wrapped" not in one for one in found["members"])

    tell(story)


@pytest.mark.parametrize(
    ("circle", "handle", "refusal"),
    [
        (TOOLS, "leader", BadEntry),
        (TOOLS, "ash", BadEntry),
        (TOOLS, "nobody", NotFound),
        ("nowhere", "ash", NotFound),
    ],
)
def test_only_members_who_are_not_in_a_circle_are_put_into_one_that_exists(tell, circle, handle, refusal):
    async def story(world: World):
        with pytest.raises(refusal), at_work(world) as change:
            add_member(change, CircleId(circle), handle)

    tell(story)


def test_somebody_who_leaves_altogether_is_out_of_every_circle(tell):
    async def story(world: World):
        beech = await be(world, "beech")
        with at_work(world) as change:
            left = leave_every_circle(change, PersonId(beech.person))
        with pytest.raises(NotFound), at_work(world) as change:
            remove_member(change, TOOLS, PersonId(beech.person))

        assert left == ("general", "tools")
        await be(world, "beech")
        me = (await world.client.get(f"{world.api}/me")).json()
        assert (me["circles"], me["waiting"]) == ([], [])

    tell(story)


def test_older_keys_can_follow_the_active_one_and_never_come_before_it(tell):
    async def story(world: World):
        ash = await be(world, "ash")
        await ash.rotate()
        person = await newcomer(world)
        ash = await be(world, "ash")

        early = await ash.give(person, 1)
        await ash.give(person, 2)
        late = await ash.give(person, 1)

        assert (early.status_code, late.status_code) == (422, 204)
        elder = await be(world, "elder", words=WORDS)
        assert list(await elder.epochs()) == [1, 2]

    tell(story)


async def forged(holder: Keyholder) -> dict[str, object]:
    """A wrap to oneself of a key one made up."""
    made = holder.wrapping(holder.pair, holder.person, holder.pair.public)
    return {"public_key": await public_key(holder, holder.person), "wraps": [{"epoch": 1, **made}]}
