"""Signing in and out: one answer for every failure, sessions that end, nobody in another circle's room."""

from base64 import b64decode, b64encode
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlmodel import Session

from service.crypto.tokens import hash_token
from service.deps import COOKIE
from service.domain.founding import add_api_key
from service.store.engine import transaction
from service.store.staff.tables import SessionRow
from service.terms import OrganisationId, Scope
from tests.world import API_KEY, NAME, NOON, WRITE_ONLY_KEY, World, found

OTHER = OrganisationId("quay")
ZEROS = b64encode(bytes(32)).decode()


def sessions(world: World) -> int:
    """How many sessions are stored."""
    with Session(world.app.state.runtime.reader) as session:
        return session.scalar(select(func.count()).select_from(SessionRow)) or 0


def bearer(key: str) -> dict[str, str]:
    """The header of an API key."""
    return {"authorization": f"Bearer {key}"}


@pytest.mark.parametrize(
    ("handle", "role", "door"),
    [("ash", "member", "circle"), ("leader", "leader", "leader"), ("steward", "steward", "steward")],
)
def test_the_right_passphrase_opens_the_door_of_ones_role(tell, handle, role, door):
    async def story(world: World):
        answer = await world.sign_in(handle)

        assert answer.status_code == 200
        assert answer.json() == {"role": role, "next": f"/o/{NAME}/{door}"}
        assert (await world.client.get(f"{world.api}/me")).json()["role"] == role

    tell(story)


def test_an_unknown_name_and_a_wrong_passphrase_get_the_same_answer_and_no_session(tell):
    async def story(world: World):
        wrong = await world.sign_in("ash", "CANARY not these words")
        unknown = await world.sign_in("CANARY-nobody", "CANARY not these words")
        empty = await world.client.post(f"{world.api}/sign-in", json={"handle": "nobody", "proof": ZEROS})

        assert {answer.status_code for answer in (wrong, unknown, empty)} == {401}
        assert wrong.json()["code"] == "sign-in-failed"
        assert wrong.content == unknown.content == empty.content
        assert b"CANARY" not in wrong.content
        assert set(wrong.headers) == set(unknown.headers)
        assert "set-cookie" not in wrong.headers
        assert sessions(world) == 0

    tell(story)


def test_a_name_nobody_has_gets_a_lasting_salt_of_its_own_like_any_other(tell):
    async def story(world: World):
        async def ask(handle: str) -> dict:
            answer = await world.client.post(f"{world.api}/sign-in/parameters", json={"handle": handle})
            return answer.raise_for_status().json()

        real, made_up, again, another = [await ask(name) for name in ("ash", "nobody", "nobody", "no-one")]

        assert made_up == again
        assert made_up["salt"] != another["salt"]
        assert made_up["kdf"] == real["kdf"]
        assert {len(b64decode(one["salt"])) for one in (real, made_up, another)} == {16}
        assert set(made_up) == set(real)

    tell(story)


def test_the_cookie_is_opaque_bound_to_the_host_and_gone_with_the_browser(tell):
    async def story(world: World):
        first, second = [(await world.sign_in("ash")).headers["set-cookie"] for _ in range(2)]

        value, *attributes = [part.strip().lower() for part in first.split(";")]
        assert value.startswith("__host-candour=")
        assert sorted(attributes) == ["httponly", "path=/", "samesite=strict", "secure"]
        token = first.partition("=")[2].partition(";")[0]
        assert len(token) == 43 and token not in second

    tell(story)


def test_the_server_keeps_only_the_hash_of_a_cookie(tell):
    async def story(world: World):
        await world.sign_in("ash")
        token = b64decode(world.client.cookies[COOKIE] + "=", altchars=b"-_")

        with Session(world.app.state.runtime.reader) as session:
            (row,) = session.scalars(select(SessionRow))
            assert row.token_hash == hash_token(token) != token

    tell(story)


def test_a_session_holds_until_its_hour_and_not_beyond(tell):
    async def story(world: World):
        await world.sign_in("ash")

        world.clock.now = NOON + timedelta(hours=8) - timedelta(seconds=1)
        before = await world.client.get(f"{world.api}/me")
        world.clock.now = NOON + timedelta(hours=8)
        after = await world.client.get(f"{world.api}/me")

        assert before.status_code == 200
        assert (after.status_code, after.json()["code"]) == (401, "not-signed-in")

    tell(story)


def test_sessions_that_have_ended_are_forgotten_at_the_next_sign_in(tell):
    async def story(world: World):
        await world.sign_in("ash")
        world.clock.now = NOON + timedelta(hours=9)
        await world.sign_in("beech")

        assert sessions(world) == 1

    tell(story)


def test_signing_out_ends_this_session_and_no_other(tell):
    async def story(world: World):
        await world.sign_in("ash")
        one = world.client.cookies[COOKIE]
        world.client.cookies.clear()
        await world.sign_in("ash")
        two = world.client.cookies[COOKIE]

        answer = await world.client.post(f"{world.api}/sign-out", json={})

        world.client.cookies.clear()
        assert answer.status_code == 204
        assert 'candour="";' in answer.headers["set-cookie"]
        me = f"{world.api}/me"
        assert (await world.client.get(me, headers={"cookie": f"{COOKIE}={two}"})).status_code == 401
        assert (await world.client.get(me, headers={"cookie": f"{COOKIE}={one}"})).status_code == 200

    tell(story)


@pytest.mark.parametrize("cookie", ["", "CANARY", "%%%", "=" * 44, "A" * 43, "é", "A" * 10_000])
def test_a_cookie_that_is_none_of_ours_is_nobody(tell, cookie):
    async def story(world: World):
        header = f"{COOKIE}={cookie}".encode()

        answer = await world.client.get(f"{world.api}/me", headers={b"cookie": header})

        assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in")
        assert "CANARY" not in answer.text

    tell(story)


@pytest.mark.parametrize("proof", ["", "AAAA", "CANARY", b64encode(bytes(33)).decode(), 7, None])
def test_a_proof_of_the_wrong_form_is_refused_without_an_echo(tell, proof):
    async def story(world: World):
        answer = await world.client.post(f"{world.api}/sign-in", json={"handle": "ash", "proof": proof})

        assert (answer.status_code, answer.json()["code"]) == (422, "malformed-request")
        assert "CANARY" not in answer.text

    tell(story)


def test_a_session_of_another_organisation_opens_nothing_here(tell, database_url):
    found(database_url, OTHER)

    async def story(world: World):
        await world.sign_in("ash")
        there = f"/api/v1/o/{OTHER}"

        for path in ("/me", "/circles/tools/reports", "/circles/tools/keys"):
            answer = await world.client.get(there + path)
            assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in"), path
        stray = await world.client.post(f"{there}/sign-out", json={})
        assert stray.status_code == 401
        assert (await world.client.get(f"{world.api}/me")).status_code == 200

    tell(story)


def test_the_same_name_in_two_organisations_is_two_people(tell, database_url):
    found(database_url, OTHER)

    async def story(world: World):
        asked = [
            (await world.client.post(f"/api/v1/o/{name}/sign-in/parameters", json={"handle": handle})).json()
            for name in (NAME, OTHER)
            for handle in ("ash", "nobody")
        ]

        assert len({one["salt"] for one in asked}) == 4

    tell(story)


def test_a_member_of_another_circle_is_refused_at_every_address_of_the_circle(tell):
    async def story(world: World):
        sealed = await world.submit()
        await world.sign_in("damson")
        circle, report = f"{world.api}/circles/tools", sealed.body["report"]

        answers = [
            await world.client.get(f"{circle}/reports"),
            await world.client.get(f"{circle}/reports/{report}"),
            await world.client.get(f"{circle}/keys"),
            await world.client.put(f"{circle}/reports/{report}/factors", json={"factors": [], "version": 1}),
            await world.client.get(f"{world.api}/circles/none-such/reports"),
        ]

        assert {(one.status_code, one.json()["code"]) for one in answers} == {(403, "not-allowed")}

    tell(story)


def test_a_report_of_another_circle_is_not_there_at_the_address_of_ones_own(tell):
    async def story(world: World):
        sealed = await world.submit()
        await world.sign_in("damson")
        address = f"{world.api}/circles/general/reports/{sealed.body['report']}"

        read = await world.client.get(address)
        coded = await world.client.put(f"{address}/factors", json={"factors": [], "version": 1})
        absent = await world.client.get(f"{world.api}/circles/general/reports/{'0' * 32}")

        assert {one.status_code for one in (read, coded, absent)} == {404}
        assert read.content == coded.content == absent.content

    tell(story)


def test_a_key_opens_what_its_scope_says_and_only_in_its_own_organisation(tell, database_url, staff):
    found(database_url, OTHER)
    with transaction(staff):
        add_api_key(staff, OTHER, "Quay's own", (Scope.DASHBOARDS,), "quay-key")

    async def story(world: World):
        async def code(path: str, key: str) -> tuple[int, str]:
            answer = await world.client.get(path, headers=bearer(key))
            return answer.status_code, answer.json().get("code", "")

        dashboard = f"{world.api}/dashboard"
        assert await code(dashboard, API_KEY) == (200, "")
        assert await code(dashboard, WRITE_ONLY_KEY) == (403, "not-allowed")
        assert await code(dashboard, "CANARY") == (401, "not-signed-in")
        assert await code(dashboard, "") == (401, "not-signed-in")
        assert await code(dashboard, "quay-key") == (401, "not-signed-in")
        assert await code(f"/api/v1/o/{OTHER}/dashboard", "quay-key") == (200, "")
        for path in ("/me", "/circles/tools/reports", "/circles/tools/keys"):
            assert await code(world.api + path, API_KEY) == (401, "not-signed-in"), path

    tell(story)


def test_no_organisation_of_that_name_is_said_plainly_at_the_door(tell):
    async def story(world: World):
        for path, body in (
            ("/sign-in/parameters", {"handle": "ash"}),
            ("/sign-in", {"handle": "ash", "proof": ZEROS}),
        ):
            answer = await world.client.post(f"/api/v1/o/nowhere{path}", json=body)
            assert (answer.status_code, answer.json()["code"]) == (404, "unknown-organisation")

    tell(story)
