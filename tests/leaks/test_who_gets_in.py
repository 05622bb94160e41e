"""Roles times routes: whoever is not named for a route is refused there (LEAKS 37, 38, 43, 45)."""

from base64 import b64decode, b64encode
from math import log2

import pytest

from service.crypto.receipts import RECEIPT_WORDS, derive_receipt_keys
from service.crypto.words import WORDS
from tests.leaks.costs import statements, told_apart
from tests.leaks.may import DOORS, EVERYBODY, MAY, SIGNED_IN
from tests.leaks.places import database_bytes
from tests.leaks.plants import passphrase, sightings
from tests.leaks.rooms import knock, rooms, visitors
from tests.world import NAME, World


def test_every_route_has_somebody_who_decided_who_may_enter(tell):
    async def story(world: World):
        assert {room.name for room in rooms(world, "0" * 32)} == set(MAY)
        described = world.app.openapi()["paths"]
        assert {room.template for room in rooms(world, "0" * 32)} >= set(described)

    tell(story)


def test_every_visitor_enters_the_rooms_that_are_theirs_and_no_other(tell):
    async def story(world: World):
        sealed = await world.submit()
        tried = 0
        async for visitor in visitors(world):
            for room in rooms(world, sealed.body["report"]):
                if room.name.startswith("sign_out") and visitor in SIGNED_IN:
                    continue
                answer = await knock(world, room)
                allowed = MAY[room.name]
                if visitor in allowed or allowed is EVERYBODY:
                    expected = {DOORS.get(room.name, 200)} if room.name in DOORS else {200, 409}
                else:
                    expected = {401, 403}
                assert answer.status_code in expected, (visitor, room, answer.status_code)
                tried += 1
        assert tried > 13 * len(MAY) - 9

    tell(story)


def test_a_room_that_is_closed_for_reading_is_closed_for_every_other_method(tell):
    async def story(world: World):
        sealed = await world.submit()
        known = {(room.path, room.method) for room in rooms(world, sealed.body["report"])}
        for path in sorted({path for path, _ in known}):
            for method in ("POST", "PUT", "PATCH", "DELETE"):
                if (path, method) not in known:
                    answer = await world.client.request(method, path, json={})
                    assert answer.status_code == 405, (method, path)

    tell(story)


@pytest.mark.parametrize("visitor", ["ash", "damson", "leader", "steward"])
def test_no_page_and_no_answer_for_staff_holds_anything_of_a_receipt(tell, visitor):
    async def story(world: World):
        sealed = await world.submit()
        keys = derive_receipt_keys(sealed.receipt, NAME)
        hidden = {
            "words": sealed.receipt.text,
            "token": keys.token,
            "seed": keys.seed,
            "thread": keys.thread,
            "lookup": keys.lookup,
            "verifier": bytes.fromhex(sealed.body["dialogue"]["verifier"]),
            "public key": b64decode(sealed.body["dialogue"]["public_key"]),
        }
        await world.sign_in(visitor, passphrase(visitor))
        for room in rooms(world, sealed.body["report"]):
            if room.name not in {"sign_out", "sign_out_everywhere", "submit_report"}:
                answer = await knock(world, room)
                # Whoever seals to a key is given it: the members of the report's circle, and nobody else.
                given = {"public key"} if (visitor, room.name) == ("ash", "show_dialogue") else set()
                kept = {name: secret for name, secret in hidden.items() if name not in given}
                assert sightings(answer.content, **kept) == [], room

    tell(story)


def test_a_receipt_cannot_be_guessed_and_only_what_follows_from_it_one_way_is_kept(tell, house):
    assert RECEIPT_WORDS * log2(len(WORDS)) >= 80

    async def story(world: World):
        sealed = await world.submit()
        keys = derive_receipt_keys(sealed.receipt, NAME)
        kept = {"lookup": keys.lookup, "verifier": bytes.fromhex(sealed.body["dialogue"]["verifier"])}
        hidden = {"words": sealed.receipt.text, "token": keys.token, "seed": keys.seed}

        heap = database_bytes(house)

        assert sightings(heap, **hidden) == []
        assert {one.partition(" (")[0] for one in sightings(heap, **kept)} == set(kept)

    tell(story)


@pytest.mark.parametrize("path", ["/sign-in/parameters", "/sign-in"])
def test_a_name_that_exists_and_one_that_does_not_cost_the_same(tell, path):
    async def story(world: World):
        proof = {"proof": b64encode(b"\7" * 32).decode()} if path == "/sign-in" else {}
        bodies = {handle: {"handle": handle, **proof} for handle in ("cherry", "nobody")}

        asked = [await statements(world, path, body) for body in bodies.values()]
        assert asked[0] == asked[1]
        assert await told_apart(world, path, bodies) == [], "a known name can be told from an unknown one"

    tell(story)
