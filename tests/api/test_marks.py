"""A steward records marks over HTTP; leaders read them; nobody else does either."""

import pytest

from tests.world import API_KEY

LEADER = {"authorization": f"Bearer {API_KEY}"}
EVENT = {"kind": "open-call", "month": "2026-10", "expected_rise": True}
REBASE = {"scope": "factor:digital-systems", "month": "2026-06", "why": "work-changed"}


def test_what_a_steward_records_a_leader_reads_and_what_is_taken_back_is_gone(tell):
    async def story(world):
        (await world.sign_in("steward")).raise_for_status()
        for path, body in (("events", EVENT), ("rebases", REBASE)):
            (await world.client.post(f"{world.api}/{path}", json=body)).raise_for_status()
        told = (await world.client.get(f"{world.api}/marks", headers=LEADER)).raise_for_status().json()
        back = await world.client.post(f"{world.api}/events", json=EVENT | {"stands": False})

        assert told["events"] == [
            {
                "kind": "open-call",
                "label": "Open call for reports",
                "month": "2026-10",
                "expected_rise": True,
                "words": "More reports were expected after this.",
                "by": "steward",
                "decided": "2026-11-25",
            }
        ]
        assert [(one["scope"], one["why"]) for one in told["rebases"]] == [
            ("factor:digital-systems", "work-changed")
        ]
        assert back.json()["events"] == []

    tell(story)


def test_only_a_steward_records_and_only_a_leader_reads(tell):
    async def story(world):
        statuses = {}
        for who in ("ash", "leader", "steward"):
            (await world.sign_in(who)).raise_for_status()
            asked = [
                await world.client.post(f"{world.api}/events", json=EVENT),
                await world.client.post(f"{world.api}/rebases", json=REBASE),
                await world.client.get(f"{world.api}/marks"),
            ]
            statuses[who] = [answer.status_code for answer in asked]
            world.client.cookies.clear()

        assert statuses == {"ash": [403, 403, 403], "leader": [403, 403, 200], "steward": [200, 200, 403]}

    tell(story)


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("events", EVENT | {"kind": "a person left"}, "malformed-request"),
        ("events", EVENT | {"month": "2026-13"}, "unknown-code"),
        ("events", EVENT | {"note": "free text"}, "malformed-request"),
        ("rebases", REBASE | {"scope": "unit:tiny"}, "unknown-code"),
        ("rebases", REBASE | {"why": "it looks better"}, "malformed-request"),
    ],
)
def test_what_is_on_no_list_is_refused_and_not_repeated(tell, path, body, code):
    async def story(world):
        (await world.sign_in("steward")).raise_for_status()
        answer = await world.client.post(f"{world.api}/{path}", json=body)

        assert answer.status_code == 422
        assert answer.json()["code"] == code
        assert "person left" not in answer.text

    tell(story)
