"""One-time links over HTTP: they work once, in their time, and let their holder set ways in."""

import secrets
from base64 import b64encode
from datetime import timedelta

import httpx
import pytest
from sqlmodel import Session

from service.crypto.keys import KeyPair
from service.crypto.passphrase import LOCKED_BYTES
from service.domain.audit import show_trail
from service.domain.changes import Change
from service.domain.invitations import invite_again, invite_person, revoke_invitation
from service.errors import NotFound, Refusal
from service.refusals import BadEntry, CodeTaken
from service.store.engine import transaction
from service.store.staff.handle import StaffStore
from service.store.staff.invitations import list_invitations
from service.store.work.handle import WorkStore
from service.terms import Role
from tests.authenticator import Authenticator
from tests.world import NAME, World

LOCKED = b64encode(b"\x21" + bytes(LOCKED_BYTES - 1)).decode()
PUBLIC = b64encode(KeyPair.from_seed(bytes(32)).public).decode()
KDF = {"memory_kib": 19456, "passes": 2, "lanes": 1}


def change(world: World, session: Session) -> Change:
    """A steward at work now."""
    return Change(WorkStore(session), StaffStore(session), NAME, ("steward", world.clock.now))


def invite(world: World, handle: str = "elder", role: Role = Role.MEMBER) -> str:
    """A new link's token, in base64."""
    with Session(world.app.state.runtime.writer) as session, transaction(StaffStore(session)):
        token = invite_person(change(world, session), (handle, handle.title()), role, secrets.token_bytes)
    return b64encode(token).decode()


def words(kind: str, **more: object) -> dict[str, object]:
    """A way in nobody could guess."""
    salt, proof = (b64encode(secrets.token_bytes(size)).decode() for size in (16, 32))
    return {"kind": kind, "salt": salt, "kdf": KDF, "proof": proof, **more}


def acceptance(token: str, *, member: bool = True) -> dict[str, object]:
    """What the invited browser sends."""
    lock: dict[str, object] = {"locked_key": LOCKED} if member else {}
    key: dict[str, object] = {"public_key": PUBLIC} if member else {}
    return {"token": token, "ways": [words("passphrase", **lock), words("recovery", **lock)], **key}


async def post(world: World, step: str, body: dict[str, object]) -> httpx.Response:
    """Open or accept."""
    return await world.client.post(f"{world.api}/invitation/{step}", json=body)


async def prove(world: World, body: dict[str, object], handle: str, kind: str) -> httpx.Response:
    """Sign in by one of the ways that were sent."""
    ways = body["ways"]
    assert isinstance(ways, list)
    proof = next(way["proof"] for way in ways if way["kind"] == kind)
    return await world.client.post(
        f"{world.api}/sign-in", json={"handle": handle, "kind": kind, "proof": proof}
    )


def trail(world: World) -> list[str]:
    """Deeds, newest first."""
    with Session(world.app.state.runtime.reader) as session:
        return [entry.deed for entry in show_trail(StaffStore(session), NAME, 20)]


def test_a_link_sets_two_ways_in_and_a_key_once_and_is_then_forgotten(tell):
    async def story(world: World):
        token = invite(world)
        opened = await post(world, "open", {"token": token})
        body = acceptance(token)

        assert (await post(world, "accept", body)).status_code == 204

        assert (opened.json()["handle"], opened.json()["role"]) == ("elder", "member")
        for kind in ("passphrase", "recovery"):
            assert (await prove(world, body, "elder", kind)).status_code == 200
            me = (await world.client.get(f"{world.api}/me")).json()
            assert (me["person"], me["public_key"], me["locked_key"]) == (
                opened.json()["person"],
                PUBLIC,
                LOCKED,
            )
        again = [await post(world, "open", {"token": token}), await post(world, "accept", acceptance(token))]
        assert [(one.status_code, one.json()["code"]) for one in again] == [(410, "invitation-over")] * 2
        assert trail(world)[2:] == ["way-in-added", "way-in-added", "joined", "invited"]

    tell(story)


def test_used_revoked_replaced_expired_and_made_up_links_are_answered_alike(tell):
    async def story(world: World):
        replaced, revoked = invite(world, "one"), invite(world, "two")
        invite(world, "one")
        with Session(world.app.state.runtime.writer) as session, transaction(StaffStore(session)):
            pending = list_invitations(StaffStore(session), NAME, world.clock.now)
            revoke_invitation(change(world, session), pending[1].invitation)
        expired = invite(world, "three")
        world.clock.now += timedelta(days=7)
        made_up = b64encode(secrets.token_bytes(32)).decode()

        answers = [await post(world, "open", {"token": one}) for one in (replaced, revoked, expired, made_up)]

        assert {(one.status_code, one.content) for one in answers} == {(410, answers[0].content)}

    tell(story)


def test_a_link_works_until_its_seventh_day_is_over(tell):
    async def story(world: World):
        token = invite(world)
        world.clock.now += timedelta(days=7) - timedelta(seconds=1)

        assert (await post(world, "open", {"token": token})).status_code == 200

    tell(story)


@pytest.mark.parametrize(
    ("role", "spoil"),
    [
        (Role.MEMBER, {"public_key": None}),
        (Role.MEMBER, {"public_key": b64encode(b"\xff" * 1216).decode()}),
        (Role.MEMBER, {"ways": [words("passphrase"), words("recovery")]}),
        (Role.MEMBER, {"ways": [words("recovery", locked_key=LOCKED)] * 2}),
        (Role.MEMBER, {"ways": [words("recovery", locked_key=LOCKED)]}),
        (Role.LEADER, {}),
    ],
    ids=["no key", "no point", "no lock", "one kind", "one way", "a leader's key"],
)
def test_what_does_not_fit_the_role_sets_nothing_and_leaves_the_link_good(tell, role, spoil):
    async def story(world: World):
        token = invite(world, role=role)

        refused = await post(world, "accept", {**acceptance(token), **spoil})

        assert refused.status_code == 422
        assert (await post(world, "open", {"token": token})).status_code == 200
        good = await post(world, "accept", acceptance(token, member=role is Role.MEMBER))
        assert good.status_code == 204

    tell(story)


def test_a_steward_who_lost_everything_comes_back_and_the_old_ways_and_sessions_end(tell):
    async def story(world: World):
        await world.sign_in("steward")
        with Session(world.app.state.runtime.writer) as session, transaction(StaffStore(session)):
            token = invite_again(change(world, session), "steward", secrets.token_bytes)
        before = await world.client.get(f"{world.api}/me")
        body = acceptance(b64encode(token).decode(), member=False)

        await post(world, "accept", body)

        assert (before.status_code, (await world.client.get(f"{world.api}/me")).status_code) == (200, 401)
        assert (await world.sign_in("steward")).status_code == 401
        entered = await prove(world, body, "steward", "recovery")
        assert (entered.status_code, entered.json()["role"]) == (200, "steward")
        assert "recovered" in trail(world)

    tell(story)


def test_nobody_is_invited_under_a_name_that_is_taken_and_nobody_unknown_is_invited_again(tell):
    async def story(world: World):
        with Session(world.app.state.runtime.writer) as session:
            at_work = change(world, session)
            tries: list[tuple[type[Refusal], tuple[str, str] | str]] = [
                (CodeTaken, ("ash", "Ash")),
                (BadEntry, ("", "Nobody")),
                (BadEntry, ("elder", "\n")),
                (NotFound, "nobody"),
            ]
            for refusal, named in tries:
                with pytest.raises(refusal):
                    if isinstance(named, str):
                        invite_again(at_work, named, secrets.token_bytes)
                    else:
                        invite_person(at_work, named, Role.MEMBER, secrets.token_bytes)

    tell(story)


async def with_passkey(world: World, token: str, device: Authenticator, **more: object) -> dict[str, object]:
    """What a browser sends whose first way in is a passkey."""
    plan = (await post(world, "challenge", {"token": token})).raise_for_status().json()
    passkey = {**device.make(plan), "locked_key": LOCKED, **more}
    return {**acceptance(token), "ways": [words("recovery", locked_key=LOCKED)], "passkey": passkey}


def test_a_passkey_can_be_the_first_way_in_and_signs_its_person_in(tell):
    async def story(world: World):
        token, device = invite(world), Authenticator()
        body = await with_passkey(world, token, device)

        assert (await post(world, "accept", body)).status_code == 204

        asked = (await world.client.post(f"{world.api}/sign-in/passkey", json={})).json()
        proven = await world.client.post(f"{world.api}/sign-in/passkey/answer", json=device.prove(asked))
        assert (proven.status_code, proven.json()["role"]) == (200, "member")
        assert (await world.client.get(f"{world.api}/me")).json()["locked_key"] == LOCKED
        assert (await prove(world, body, "elder", "recovery")).status_code == 200

    tell(story)


def test_a_passkey_alone_without_a_lock_or_for_another_link_sets_nothing(tell):
    async def story(world: World):
        token, other = invite(world), invite(world, "fir")
        alone = {**await with_passkey(world, token, Authenticator()), "ways": []}
        bare = await with_passkey(world, token, Authenticator(), locked_key=None)
        astray = {**await with_passkey(world, other, Authenticator()), "token": token}

        answers = [await post(world, "accept", body) for body in (alone, bare, astray)]

        assert [one.status_code for one in answers] == [422, 422, 401]
        assert (await post(world, "open", {"token": token})).status_code == 200
        over = await post(world, "challenge", {"token": b64encode(bytes(32)).decode()})
        assert (over.status_code, over.json()["code"]) == (410, "invitation-over")

    tell(story)
