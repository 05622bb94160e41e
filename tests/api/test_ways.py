"""Ways in over HTTP: passkeys that are this person's, here and now, and nobody's key without its lock."""

import secrets
from base64 import b64encode
from datetime import timedelta

import httpx
import pytest
from sqlmodel import Session

from service.crypto.passphrase import LOCKED_BYTES
from service.domain.audit import show_trail
from service.store.staff.handle import StaffStore
from tests.authenticator import PRESENT, Authenticator
from tests.world import NAME, World, passphrase

LOCKED = b64encode(b"\x21" + bytes(LOCKED_BYTES - 1)).decode()
KDF = {"memory_kib": 19456, "passes": 2, "lanes": 1}


def words(kind: str = "recovery", **more: object) -> dict[str, object]:
    """A body that sets words nobody could guess."""
    salt, proof = (b64encode(secrets.token_bytes(size)).decode() for size in (16, 32))
    return {"kind": kind, "salt": salt, "kdf": KDF, "proof": proof, **more}


async def add_passkey(world: World, device: Authenticator, **more: object) -> httpx.Response:
    """Ask for a plan and post what the device made."""
    plan = (await world.client.post(f"{world.api}/new-way/challenge", json={})).raise_for_status().json()
    return await world.client.post(f"{world.api}/new-way/passkey", json={**device.make(plan), **more})


async def ask(world: World) -> dict[str, str]:
    """A challenge for signing in."""
    asked: dict[str, str] = (
        (await world.client.post(f"{world.api}/sign-in/passkey", json={})).raise_for_status().json()
    )
    return asked


async def answer(world: World, body: dict[str, str]) -> httpx.Response:
    """Prove a passkey."""
    return await world.client.post(f"{world.api}/sign-in/passkey/answer", json=body)


def be(world: World, cookies: dict[str, str]) -> httpx.AsyncClient:
    """The client as the browser that holds these cookies, and no others."""
    world.client.cookies.clear()
    world.client.cookies.update(cookies)
    return world.client


def trail(world: World) -> list[tuple[str, str]]:
    """Deeds and what they were about, newest first."""
    with Session(world.app.state.runtime.reader) as session:
        return [(entry.deed, entry.subject) for entry in show_trail(StaffStore(session), NAME, 20)]


def test_a_passkey_signs_its_person_in_and_each_step_is_in_the_trail(tell):
    async def story(world: World):
        device = Authenticator()
        await world.sign_in("ash")
        assert (await add_passkey(world, device, locked_key=LOCKED)).status_code == 204
        world.client.cookies.clear()

        entered = await answer(world, device.prove(await ask(world)))

        assert (entered.status_code, entered.json()["role"]) == (200, "member")
        me = (await world.client.get(f"{world.api}/me")).json()
        assert (me["display"], me["locked_key"]) == ("Ash", LOCKED)
        assert trail(world) == [("signed-in", ""), ("way-in-added", "passkey"), ("signed-in", "")]

    tell(story)


def test_an_answer_is_taken_once_and_only_in_its_time(tell):
    async def story(world: World):
        device = Authenticator()
        await world.sign_in("leader")
        await add_passkey(world, device)
        proven = device.prove(await ask(world))
        late = device.prove(await ask(world))

        assert (await answer(world, proven)).status_code == 200
        again = await answer(world, proven)
        world.clock.now += timedelta(minutes=6)
        too_late = await answer(world, late)

        assert [(one.status_code, one.json()["code"]) for one in (again, too_late)] == [
            (401, "passkey-refused")
        ] * 2

    tell(story)


@pytest.mark.parametrize(
    "device",
    [
        Authenticator(origin="https://candour.example"),
        Authenticator(domain="candour.example"),
        Authenticator(flags=PRESENT),
    ],
    ids=["another page", "another domain", "nobody verified"],
)
def test_a_passkey_for_somewhere_else_or_of_anybody_at_the_device_is_refused(tell, device):
    async def story(world: World):
        await world.sign_in("leader")

        made = await add_passkey(world, device)
        good = Authenticator(credential=device.credential, key=device.key)
        assert (await add_passkey(world, good)).status_code == 204
        proven = await answer(world, device.prove(await ask(world)))

        assert (made.status_code, proven.status_code) == (401, 401)

    tell(story)


def test_a_made_up_challenge_one_for_another_purpose_and_another_key_are_refused_alike(tell):
    async def story(world: World):
        device = Authenticator()
        await world.sign_in("leader")
        await add_passkey(world, device)
        plan = (await world.client.post(f"{world.api}/new-way/challenge", json={})).json()
        made_up = {"challenge": b64encode(secrets.token_bytes(56)).decode()}
        other = Authenticator(credential=device.credential)

        answers = [
            await answer(world, device.prove(made_up)),
            await answer(world, device.prove(plan)),
            await answer(world, other.prove(await ask(world))),
            await answer(world, Authenticator().prove(await ask(world))),
            await answer(world, {**device.prove(await ask(world)), "client_data": "e30="}),
        ]

        assert {(one.status_code, one.content) for one in answers} == {(401, answers[0].content)}

    tell(story)


def test_what_an_extension_gave_has_no_place_in_any_body(tell):
    async def story(world: World):
        device = Authenticator()
        await world.sign_in("leader")

        made = await add_passkey(world, device, clientExtensionResults={"prf": {"results": {"first": "AA"}}})
        await add_passkey(world, device)
        proven = await answer(world, {**device.prove(await ask(world)), "prf": "AA"})

        assert (made.status_code, proven.status_code) == (422, 422)

    tell(story)


def test_a_members_way_in_locks_a_key_and_nobody_elses_does(tell):
    async def story(world: World):
        for handle, body, expected in (
            ("ash", words(), 422),
            ("ash", words(locked_key=b64encode(bytes(LOCKED_BYTES)).decode()), 422),
            ("ash", words(locked_key=LOCKED), 204),
            ("leader", words(locked_key=LOCKED), 422),
            ("leader", words(), 204),
            ("steward", words(kdf={**KDF, "memory_kib": 8}), 422),
        ):
            await world.sign_in(handle)
            set_ = await world.client.put(f"{world.api}/new-way/words", json=body)
            assert set_.status_code == expected, (handle, set_.text)

    tell(story)


def test_the_last_two_ways_in_stay_and_a_third_goes_with_its_sessions(tell):
    async def story(world: World):
        device = Authenticator()
        await world.sign_in("leader")
        await world.client.put(f"{world.api}/new-way/words", json=words())
        refused = await world.client.request("DELETE", f"{world.api}/ways/recovery", json={})
        await add_passkey(world, device)
        listed = (await world.client.get(f"{world.api}/ways")).json()["ways"]
        by_passphrase = dict(world.client.cookies)
        world.client.cookies.clear()
        await answer(world, device.prove(await ask(world)))

        gone = await world.client.request("DELETE", f"{world.api}/ways/passphrase", json={})
        mine = await world.client.get(f"{world.api}/me")
        theirs = await be(world, by_passphrase).get(f"{world.api}/me")

        assert (refused.status_code, refused.json()["code"]) == (409, "too-few-ways-in")
        assert [(way["kind"], way["here"]) for way in listed if way["kind"] != "passkey"] == [
            ("passphrase", True),
            ("recovery", False),
        ]
        assert (gone.status_code, mine.status_code, theirs.status_code) == (204, 200, 401)
        assert (await world.sign_in("leader")).status_code == 401

    tell(story)


def test_signing_out_everywhere_ends_every_session_of_this_person_and_no_other(tell):
    async def story(world: World):
        cookies = []
        for handle in ("ash", "ash", "beech"):
            await world.sign_in(handle, passphrase(handle))
            cookies.append(dict(world.client.cookies))
            world.client.cookies.clear()
        path = f"{world.api}/sign-out/everywhere"

        assert (await be(world, cookies[1]).post(path, json={})).status_code == 204

        found = [(await be(world, one).get(f"{world.api}/me")).status_code for one in cookies]
        assert found == [401, 401, 200]
        assert trail(world)[0] == ("signed-out-everywhere", "")

    tell(story)
