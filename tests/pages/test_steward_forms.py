"""The stewards' forms: what they change, what they refuse in words, and that they overwrite nobody's work."""

import re
from urllib.parse import urlencode

import httpx
import pytest
from sqlmodel import Session

from service.crypto.tokens import hash_token
from service.domain.audit import Deed
from service.pages.deeds import DEEDS
from service.store.staff.api_keys import find_api_key
from service.store.staff.handle import StaffStore
from tests.world import NAME, World

UNIT = {"label": "Canal side", "group": "areas", "headcount": "40", "rolls_up_to": ""}


async def post(world: World, page_name: str, **told: object) -> httpx.Response:
    """Send a form as a browser on the page would, with the revision it shows."""
    address = f"/o/{world.name}/steward/{page_name}"
    page = await world.client.get(address)
    revision = re.search(r'name="revision" value="(\d+)"', page.text)
    body = {"revision": revision[1] if revision else "0", **told}
    return await world.client.post(
        address,
        content=urlencode(body, doseq=True),
        headers={
            "content-type": "application/x-www-form-urlencoded",
            "sec-fetch-site": "same-origin",
            "accept": "text/html",
        },
    )


def directory(world: World):
    return world.app.state.runtime.directory(NAME, newest=True)


def test_a_unit_is_added_changed_and_moved_and_the_page_says_so(tell):
    async def story(world: World):
        await world.sign_in("steward")
        before = directory(world).organisation.revision

        added = await post(world, "units", step="add", unit="canal", **UNIT)
        changed = await post(world, "units", step="change", subject="canal", **{**UNIT, "headcount": "55"})
        moved = await post(world, "units", step="move", subject="canal", place="1")
        page = await world.client.get(added.headers["location"])

        assert [answer.status_code for answer in (added, changed, moved)] == [303] * 3
        assert (directory(world).units[0].unit, directory(world).units[0].headcount) == ("canal", 55)
        assert directory(world).organisation.revision == before + 3
        assert "It is saved." in page.text and "Canal side" in page.text

    tell(story)


def test_a_unit_goes_one_up_or_one_down_and_stops_at_either_end(tell):
    async def story(world: World):
        await world.sign_in("steward")
        steps = (("south", "up"), ("south", "up"), ("north", "down"), ("north", "down"))

        answers = [
            await post(world, "units", step="move", subject=unit, to=to, place="") for unit, to in steps
        ]

        assert [answer.status_code for answer in answers] == [303] * 4
        assert [one.unit for one in directory(world).units] == ["south", "tiny", "north"]

    tell(story)


def test_the_floor_is_said_in_words_and_what_was_typed_is_kept(tell):
    async def story(world: World):
        await world.sign_in("steward")

        answer = await post(world, "units", step="add", unit="canal", **{**UNIT, "headcount": "7"})

        assert answer.status_code == 422
        assert 'href="#add-rolls_up_to"' in answer.text and "rolls up to one of 20 or more" in answer.text
        assert 'value="Canal side"' in answer.text and 'value="7"' in answer.text
        assert len(directory(world).units) == 3

    tell(story)


def test_a_number_that_is_none_is_named(tell):
    async def story(world: World):
        await world.sign_in("steward")

        answer = await post(world, "units", step="add", unit="canal", **{**UNIT, "headcount": "many"})

        assert answer.status_code == 422 and 'href="#add-headcount"' in answer.text

    tell(story)


def test_who_saw_an_older_page_overwrites_nothing(tell):
    async def story(world: World):
        await world.sign_in("steward")
        seen = directory(world).organisation.revision
        await post(world, "units", step="move", subject="south", place="1")

        late = await post(world, "units", step="add", unit="canal", **UNIT, revision=str(seen))

        assert late.status_code == 422 and "Somebody changed this" in late.text
        assert 'value="Canal side"' in late.text
        assert len(directory(world).units) == 3

    tell(story)


def test_factors_are_routed_and_a_circle_without_people_is_a_gap(tell):
    async def story(world: World):
        await world.sign_in("steward")

        await post(world, "routes", step="add", circle="people", label="People circle", about="Some.")
        routed = await post(world, "routes", step="route", **{"workload-demand": "people"})
        page = await world.client.get(f"/o/{NAME}/steward/routes")
        small = await post(world, "routes", step="general", subject="people")

        assert routed.status_code == 303
        assert dict(directory(world).routes)["workload-demand"] == "people"
        assert directory(world).routing_table["workload-demand"] == "general"
        assert "People circle: Nothing yet: it has fewer than three members" in page.text
        assert "These go to the general circle for now" in page.text
        assert small.status_code == 422 and "at least three members" in small.text

    tell(story)


@pytest.mark.parametrize(
    ("told", "attribute", "value"),
    [
        ({"step": "door", "switches": ["quick_only"], "leave_to": ""}, "door.quick_only", True),
        ({"step": "retention", "days": "120"}, "retention.days", 120),
        ({"step": "hold", "reason": "court"}, "retention.hold", "court"),
        (
            {"step": "settings", "name": "Hill", "timezone": "Europe/London", "languages": ["pl"]},
            "organisation.languages",
            ("pl",),
        ),
    ],
    ids=["door", "retention", "hold", "settings"],
)
def test_each_setting_is_changed_by_its_own_form(tell, told: dict, attribute: str, value: object):
    async def story(world: World):
        await world.sign_in("steward")

        answer = await post(world, "settings", **told)

        found = directory(world)
        for part in attribute.split("."):
            found = getattr(found, part)
        assert answer.status_code == 303
        assert found == value

    tell(story)


def test_the_digests_hour_is_chosen_shown_refused_in_words_and_stopped(tell):
    async def story(world: World):
        await world.sign_in("steward")
        page = f"/o/{NAME}/steward/settings"

        chosen = await post(world, "settings", step="digest", weekday="4", hour="15")
        shown = (await world.client.get(page)).text
        never = await post(world, "settings", step="digest", weekday="4", hour="24")
        stopped = await post(world, "settings", step="digest", weekday="", hour="15")

        assert (chosen.status_code, never.status_code, stopped.status_code) == (303, 422, 303)
        assert '<option value="4" selected>Friday</option>' in shown and 'value="15"' in shown
        assert 'id="digest-hour-error"' in never.text
        assert '<option value="" selected>Send none</option>' in (await world.client.get(page)).text

    tell(story)


def test_a_signpost_is_worded_and_taken_back(tell):
    async def story(world: World):
        await world.sign_in("steward")
        words = {"show": "A hard time", "action": "Ring 4400."}

        await post(world, "settings", step="signpost", subject="wellbeing", **words)
        worded = directory(world).own_signposts
        taken = await post(world, "settings", step="take-back", subject="wellbeing")

        assert [one.show for one in worded] == ["A hard time"]
        assert taken.status_code == 303 and directory(world).own_signposts == ()

    tell(story)


def test_a_key_is_shown_in_one_answer_only_and_ends(tell):
    async def story(world: World):
        await world.sign_in("steward")

        made = await post(world, "keys", step="add", label="Intranet", scopes=["reports:write"])
        token = re.search(r"candour-[0-9a-f]{64}", made.text)[0]
        page = await world.client.get(f"/o/{NAME}/steward/keys")
        name = re.search(r"Intranet \(([0-9a-f]{8})\)", page.text)[1]
        none = await post(world, "keys", step="add", label="Nothing")
        ended = await post(world, "keys", step="end", key=name)

        with Session(world.app.state.runtime.reader) as session:
            assert find_api_key(StaffStore(session), NAME, hash_token(token.encode())) is None
        assert made.headers["cache-control"] == "no-store" and token not in page.text
        assert none.status_code == 422 and 'href="#add-scopes"' in none.text
        assert ended.status_code == 303

    tell(story)


def test_the_trail_shows_each_deed_and_no_report(tell):
    async def story(world: World):
        sealed = await world.submit()
        await world.sign_in("steward")
        await post(world, "units", step="move", subject="south", place="1")

        page = await world.client.get(f"/o/{NAME}/steward/trail")

        assert "A unit changed" in page.text and "south: place" in page.text
        assert sealed.body["report"] not in page.text

    tell(story)


def test_every_deed_has_plain_words():
    assert set(DEEDS) == set(Deed)


@pytest.mark.parametrize("place", ["units", "routes", "people", "settings", "keys"])
def test_a_form_of_another_site_changes_nothing_and_an_unknown_step_is_refused(tell, place: str):
    async def story(world: World):
        await world.sign_in("steward")
        before = directory(world)

        foreign = await world.client.post(
            f"/o/{NAME}/steward/{place}",
            content="step=add",
            headers={"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "cross-site"},
        )
        unknown = await post(world, place, step="open-every-report")

        assert (foreign.status_code, unknown.status_code) == (403, 422)
        assert directory(world) == before

    tell(story)
