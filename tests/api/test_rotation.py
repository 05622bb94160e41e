"""A circle's key changes: a member leaves, nobody prepared for it, or somebody decides so."""

import asyncio
from base64 import b64decode

from service.crypto.context import Purpose
from service.crypto.vouching import vouch
from tests.circlework import WORDS, id_of, new_circle, newcomer, remove, trail
from tests.keyholder import be
from tests.world import World


def test_when_a_member_leaves_the_key_that_stood_by_takes_over_at_once(tell):
    async def story(world: World):
        old = (await world.submit("While all were here.")).body["report"]
        late = await world.seal("Sealed before, sent after.")
        gone = id_of(world, "cherry")
        person = await newcomer(world)
        ash = await be(world, "ash")
        await ash.give(person)
        assert (await ash.prepare(gone)).status_code == 204
        before = (await ash.people())["keys"][-1]["key_id"]
        cherry = await be(world, "cherry")

        remove(world, "cherry")

        assert (await world.client.get(f"{cherry.place}/keys")).status_code == 401
        answer = await world.send(late)
        assert (answer.status_code, answer.json()["code"]) == (409, "retired-key")
        new = (await world.submit("After somebody left.")).body["report"]
        for handle, words in (("beech", None), ("elder", WORDS)):
            holder = await be(world, handle, words=words)
            assert await world.open("tools", old) == "While all were here."
            assert await world.open("tools", new) == "After somebody left."
            keys = (await holder.people())["keys"]
            assert [(key["epoch"], key["active"], key["reason"]) for key in keys] == [
                (1, False, "founded"),
                (2, True, "left"),
            ]
            assert keys[0]["key_id"] == before and keys[1]["since"] == "2026-11-25"
        cherry = await be(world, "cherry")
        shut = [
            (await world.client.get(f"{cherry.place}/{part}")).status_code for part in ("keys", "members")
        ]
        assert shut == [403, 403]
        assert trail(world)[-2:] == [("member-removed", f"tools: {gone}"), ("key-rotated", "tools: left")]

    tell(story)


def test_a_key_that_took_over_was_endorsed_by_the_one_before_and_vouches_for_who_holds_it(tell):
    async def story(world: World):
        ash = await be(world, "ash")
        await ash.prepare(id_of(world, "cherry"))

        remove(world, "cherry")

        ash = await be(world, "ash")
        found, mine = await ash.people(), await ash.epochs()
        new = found["keys"][1]
        before = ash.context(mine[1].key_id.hex(), "", Purpose.VOUCH_KEY)
        assert b64decode(new["endorsement"]) == vouch(mine[1].seed, mine[2].public, before)
        for one in found["members"]:
            context = ash.context(new["key_id"], one["person"], Purpose.VOUCH_MEMBER)
            public = b64decode(one["public_key"])
            assert b64decode(one["vouch"]) == vouch(mine[2].seed, public, context)

    tell(story)


def test_without_a_key_that_stands_by_the_circle_receives_nothing_until_a_member_makes_one(tell):
    async def story(world: World):
        person = await newcomer(world)
        ash = await be(world, "ash")
        await ash.give(person)

        remove(world, "cherry")

        shown = await world.directory()
        assert [one["circle"] for one in shown["circles"]] == ["general"]
        assert shown["routes"]["digital-systems"] == "general"
        ash = await be(world, "ash")
        theme = {"theme": "ab" * 16, "factor": "workload-demand", "note": "AA=="}
        assert not any(key["active"] for key in (await ash.people())["keys"])
        assert (await world.client.post(f"{ash.place}/themes", json=theme)).status_code == 422
        assert (await ash.rotate()).status_code == 204
        assert (await world.directory())["routes"]["digital-systems"] == "tools"
        assert trail(world)[-3:] == [
            ("member-removed", f"tools: {id_of(world, 'cherry')}"),
            ("key-stopped", "tools"),
            ("key-rotated", "tools: stopped"),
        ]

    tell(story)


def test_only_members_who_hold_the_newest_key_count(tell):
    async def story(world: World):
        ash = await be(world, "ash")
        found = await ash.new_key({ash.person, id_of(world, "beech")})

        answer = await world.client.post(f"{ash.place}/rotation", json={"reason": "planned", **found})

        assert answer.status_code == 204
        assert [one["circle"] for one in (await world.directory())["circles"]] == ["general"]
        assert (await ash.give(id_of(world, "cherry"))).status_code == 204
        assert {one["circle"] for one in (await world.directory())["circles"]} == {"tools", "general"}

    tell(story)


def test_whoever_waits_and_leaves_changes_no_key_and_a_change_voids_what_stood_by(tell):
    async def story(world: World):
        await newcomer(world)
        ash = await be(world, "ash")
        await ash.prepare(id_of(world, "cherry"))

        remove(world, "elder")
        ash = await be(world, "ash")
        kept = (await ash.people())["standbys"]
        await ash.rotate()

        assert [one["without"] for one in kept] == [id_of(world, "cherry")]
        assert (await ash.people())["standbys"] == []
        assert [key["reason"] for key in (await ash.people())["keys"]] == ["founded", "planned"]

    tell(story)


def test_nobody_makes_the_key_they_are_left_out_of_or_one_that_does_not_fit(tell):
    async def story(world: World):
        ash = await be(world, "ash")
        beech, person = id_of(world, "beech"), await newcomer(world)
        ash = await be(world, "ash")
        used = (await ash.people())["keys"][0]["public_key"]

        refused = [
            await ash.prepare(ash.person),
            await ash.prepare(beech, after="0" * 32),
            await ash.prepare(beech, wraps=[]),
            await ash.prepare(beech, public_key=used),
            await ash.prepare(person),
            await ash.rotate(after=None),
            await ash.rotate(endorsement=None),
            await ash.rotate(reason="left"),
        ]
        elder = await be(world, "elder", words=WORDS)
        mine = await world.client.post(
            f"{elder.place}/rotation",
            json={
                "reason": "planned",
                "after": (await elder.people())["keys"][0]["key_id"],
                "public_key": used,
                "endorsement": "A" * 43 + "=",
                "wraps": [],
            },
        )

        assert [(one.status_code, one.json()["code"]) for one in (*refused, mine)] == [
            (403, "no-key-held"),
            (409, "key-changed"),
            (422, "malformed-request"),
            (422, "malformed-request"),
            (422, "malformed-request"),
            (409, "key-changed"),
            (422, "malformed-request"),
            (422, "malformed-request"),
            (403, "no-key-held"),
        ]
        assert [deed for deed, _ in trail(world)] == ["member-added"]

    tell(story)


def test_a_new_circle_gets_its_first_key_from_a_member_of_it(tell):
    async def story(world: World):
        new_circle(world, "ash", "beech", "damson")
        ash = await be(world, "ash", "night")

        made = await ash.rotate()

        assert made.status_code == 204
        assert list(await ash.epochs()) == [1]
        assert trail(world)[-1] == ("key-rotated", "night: founded")

    tell(story)


def test_nobody_is_kept_in_by_a_key_that_stands_by_and_became_another_circles(tell):
    async def story(world: World):
        new_circle(world, "ash", "beech", "damson")
        night = await be(world, "ash", "night")
        one = await night.new_key({night.person})
        ash = await be(world, "ash")
        stands_by = await ash.prepare(id_of(world, "cherry"), public_key=one["public_key"])
        night = await be(world, "ash", "night")
        made = await world.client.post(f"{night.place}/rotation", json={"reason": "planned", **one})
        assert (stands_by.status_code, made.status_code) == (204, 204)

        remove(world, "cherry")

        assert trail(world)[-2:] == [
            ("member-removed", f"tools: {id_of(world, 'cherry')}"),
            ("key-stopped", "tools"),
        ]

    tell(story)


def test_a_rotation_and_a_removal_at_one_moment_leave_no_key_in_use_with_whoever_left(tell):
    async def story(world: World):
        ash = await be(world, "ash")
        body = {"reason": "planned", **await ash.new_key(await ash.holders())}

        rotated, _ = await asyncio.gather(
            world.client.post(f"{ash.place}/rotation", json=body),
            asyncio.to_thread(remove, world, "cherry"),
        )

        assert rotated.status_code in (204, 409)
        found = await ash.people()
        assert not [key for key in found["keys"] if key["active"]]
        assert id_of(world, "cherry") not in {one["person"] for one in found["members"]}
        assert (await ash.rotate()).status_code == 204
        assert await ash.holders() == {ash.person, id_of(world, "beech")}

    tell(story)
