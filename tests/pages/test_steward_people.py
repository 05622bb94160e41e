"""The stewards' page of people: invitations, sessions, roles, what is refused. Never what anybody read."""

import re

from sqlmodel import Session

from service.domain.audit import show_trail
from service.domain.people import Known, Waits, list_known
from service.store.staff.handle import StaffStore
from service.store.work.handle import WorkStore
from service.terms import Role
from tests.api.test_invitations import acceptance, invite
from tests.api.test_invitations import post as use_link
from tests.pages.test_steward_forms import post
from tests.world import NAME, World

ELDER = {"display": "Elder", "handle": "elder", "role": "leader"}


def everybody(world: World) -> dict[str, Known]:
    with Session(world.app.state.runtime.reader) as session:
        known = list_known(StaffStore(session), WorkStore(session), NAME, world.clock.now)
    return {one.handle: one for one in known}


def deeds(world: World) -> list[tuple[str, str]]:
    with Session(world.app.state.runtime.reader) as session:
        return [(one.deed, one.subject) for one in show_trail(StaffStore(session), NAME, 20)]


def test_the_list_says_role_circles_and_what_is_still_to_come(tell):
    async def story(world: World):
        token = invite(world, "elder", Role.MEMBER)
        await use_link(world, "accept", acceptance(token))
        invite(world, "fir", Role.LEADER)
        await world.sign_in("steward")

        page = await world.client.get(f"/o/{NAME}/steward/people")

        known = everybody(world)
        assert known["beech"].circles == ("general", "tools")
        assert (known["elder"].ways, known["elder"].waits) == (2, Waits.CIRCLE)
        assert (known["ash"].ways, known["ash"].waits) == (1, Waits.WAYS)
        assert known["fir"].waits is Waits.LINK
        assert "General circle, Tools circle" in page.text
        assert "Invited; the link works until 2 December 2026" in page.text

    tell(story)


def test_a_link_is_shown_in_one_answer_only_and_lets_its_holder_in(tell):
    async def story(world: World):
        await world.sign_in("steward")

        made = await post(world, "people", step="invite", **ELDER)
        link = re.search(rf"https://candour\.test/o/{NAME}/invitation#([\w-]{{43}})", made.text)
        page = await world.client.get(f"/o/{NAME}/steward/people")
        taken = await post(world, "people", step="invite", **{**ELDER, "handle": "ash"})
        nobody = await post(world, "people", step="invite", **{**ELDER, "role": "king"})

        assert made.status_code == 200 and made.headers["cache-control"] == "no-store"
        assert link is not None and link[1] not in page.text
        assert taken.status_code == 422 and 'href="#invite-handle"' in taken.text
        assert 'value="Elder"' in taken.text
        assert nobody.status_code == 422 and 'href="#invite-role"' in nobody.text
        token = link[1].replace("-", "+").replace("_", "/") + "="
        assert (await use_link(world, "open", {"token": token})).json()["handle"] == "elder"

    tell(story)


def test_an_open_invitation_ends(tell):
    async def story(world: World):
        token = invite(world)
        await world.sign_in("steward")
        elder = everybody(world)["elder"]
        page = await world.client.get(f"/o/{NAME}/steward/people?person={elder.person}")

        ended = await post(world, "people", step="revoke", subject=elder.person, invitation=elder.invitation)

        assert f'value="{elder.invitation}"' in page.text
        assert ended.status_code == 303 and "elder" not in everybody(world)
        assert (await use_link(world, "open", {"token": token})).status_code == 410

    tell(story)


def test_sessions_end_everywhere_and_the_trail_says_whose(tell):
    async def story(world: World):
        await world.sign_in("ash")
        cookies = dict(world.client.cookies)
        world.client.cookies.clear()
        await world.sign_in("steward")
        ash = everybody(world)["ash"].person

        ended = await post(world, "people", step="sessions", subject=ash)
        unknown = await post(world, "people", step="sessions", subject="0" * 32)

        world.client.cookies.clear()
        world.client.cookies.update(cookies)
        assert ended.status_code == 303 and unknown.status_code == 422
        assert (await world.client.get(f"{world.api}/me")).status_code == 401
        assert ("sessions-ended", ash) in deeds(world)

    tell(story)


def test_a_leader_becomes_a_steward_and_only_then_may_the_first_one_go(tell):
    async def story(world: World):
        await world.sign_in("steward")
        known = everybody(world)
        leader, steward = known["leader"].person, known["steward"].person

        last = await post(world, "people", step="remove", subject=steward)
        given = await post(world, "people", step="role", subject=leader, role="steward")
        gone = await post(world, "people", step="remove", subject=steward)

        assert last.status_code == 422 and "the only steward" in last.text
        assert (given.status_code, gone.status_code) == (303, 303)
        assert everybody(world)["leader"].role is Role.STEWARD and "steward" not in everybody(world)
        assert deeds(world)[:2] == [("person-removed", steward), ("role-changed", f"{leader}: steward")]
        assert (await world.client.get(f"/o/{NAME}/steward/people")).status_code in (303, 401)

    tell(story)


def test_nobody_is_made_a_member_and_nobody_in_a_circle_changes_role(tell):
    async def story(world: World):
        await world.sign_in("steward")
        known = everybody(world)

        member = await post(world, "people", step="role", subject=known["leader"].person, role="member")
        inside = await post(world, "people", step="role", subject=known["ash"].person, role="steward")
        gone = await post(world, "people", step="remove", subject=known["ash"].person)

        assert "makes a key of their own" in member.text
        assert "They leave it first" in inside.text and "They leave it first" in gone.text
        assert everybody(world) == known

    tell(story)


def test_a_member_of_no_circle_who_becomes_a_leader_keeps_their_ways_in_and_no_key(tell):
    async def story(world: World):
        body = acceptance(invite(world))
        await use_link(world, "accept", body)
        await world.sign_in("steward")
        elder = everybody(world)["elder"]

        given = await post(world, "people", step="role", subject=elder.person, role="leader")

        assert given.status_code == 303
        world.client.cookies.clear()
        proof = body["ways"][0]["proof"]
        entered = await world.client.post(f"{world.api}/sign-in", json={"handle": "elder", "proof": proof})
        me = await world.client.get(f"{world.api}/me")
        assert entered.json()["role"] == "leader"
        assert (me.json()["public_key"], me.json()["locked_key"]) == (None, None)

    tell(story)


def test_a_member_is_put_into_a_circle_and_taken_out_and_the_page_says_what_that_left(tell):
    async def story(world: World):
        await use_link(world, "accept", acceptance(invite(world)))
        await world.sign_in("steward")
        elder = everybody(world)["elder"].person

        joined = await post(world, "people", step="join", subject=elder, circle="tools")
        twice = await post(world, "people", step="join", subject=elder, circle="tools")
        known = everybody(world)["elder"]
        left = await post(world, "people", step="leave", subject=elder, circle="tools")
        await post(world, "people", step="leave", subject=everybody(world)["ash"].person, circle="tools")
        page = await world.client.get(f"/o/{NAME}/steward/people")

        assert (joined.status_code, twice.status_code, left.status_code) == (303, 422, 303)
        assert (known.circles, known.waits) == (("tools",), Waits.KEY)
        assert everybody(world)["elder"].circles == () and everybody(world)["ash"].circles == ()
        assert "Tools circle: Nothing yet" in page.text

    tell(story)


def test_a_member_joins_and_leaves_over_the_api(tell):
    async def story(world: World):
        await use_link(world, "accept", acceptance(invite(world)))
        await world.sign_in("steward")
        path = f"{world.api}/circles/tools/members/{everybody(world)['elder'].person}"

        joined = await world.client.put(path, json={})
        known = everybody(world)["elder"]
        left = await world.client.request("DELETE", path, json={})
        gone = await world.client.request("DELETE", path, json={})

        assert (joined.status_code, left.status_code, gone.status_code) == (200, 200, 404)
        assert known.circles == ("tools",) and everybody(world)["elder"].circles == ()
        assert left.json()["revision"] > joined.json()["revision"]

    tell(story)
