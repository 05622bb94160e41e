"""Another's id inside a body or a form finds nothing, as in an address (LEAKS 43)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest

from service.api.schemas import Form
from tests.architecture.routes import walk
from tests.leaks.belongings import GAP, UNIT, Owned, be, note, prepare
from tests.leaks.places import rows
from tests.leaks.plants import OTHER
from tests.leaks.rooms import FORMS
from tests.world import NAME, World

THINGS = {"report", "reports", "original", "circle", "theme", "person", "rolls_up_to", "routes", "wraps"}
"""Fields of a body that name a thing."""
NEW = {"add_circle", "give_circle_keys"}
"""What names a thing that is not there yet, or nobody: its wraps are for the person in the address."""


@dataclass(frozen=True)
class Case:
    """A request whose address is one's own, and whose body names a thing of somebody else.

    `beside` and `elsewhere`: the answer for a thing of the circle beside, and of another organisation.
    """

    role: str
    address: str
    body: Callable[[World, Owned, Owned], dict[str, Any]]
    elsewhere: str
    beside: str = ""


def _handing(_: World, __: Owned, other: Owned) -> dict[str, Any]:
    nothing: dict[str, Any] = {name: [] for name in ("from_reporter", "to_reporter", "copies")}
    return {"circle": other.things["circle"], "version": 1, "envelope": "AQAA", **nothing}


def _theme(world: World, own: Owned, other: Owned) -> dict[str, Any]:
    theme = other.things["theme"]
    return {"theme": theme, "factor": "workload-demand", "note": note(world, own.things["circle"], theme)}


def _unit(_: World, __: Owned, other: Owned) -> dict[str, Any]:
    return {**UNIT, "headcount": 12, "rolls_up_to": other.things["unit"]}


def _report(name: str, **more: Any) -> Callable[[World, Owned, Owned], dict[str, Any]]:
    return lambda _, __, other: {name: other.things["report"], **more}


def _wraps(route: str) -> Callable[[World, Owned, Owned], dict[str, Any]]:
    def made(_: World, own: Owned, other: Owned) -> dict[str, Any]:
        first, *rest = own.bodies[route]["wraps"]
        return {**own.bodies[route], "wraps": [{**first, "person": other.things["person"]}, *rest]}

    return made


CASES = {
    "set_standby": Case(
        "member",
        "PUT /circles/{circle}/standbys/{person}",
        _wraps("set_standby"),
        "422 malformed-request",
        "422 malformed-request",
    ),
    "change_circle_key": Case(
        "member",
        "POST /circles/{circle}/rotation",
        _wraps("change_circle_key"),
        "422 malformed-request",
        "422 malformed-request",
    ),
    "endorse_new_circle": Case(
        "handing",
        "POST /circles/{circle}/endorsements",
        lambda _, own, other: {**own.bodies["endorse_new_circle"], "circle": other.things["circle"]},
        "404 not-found",
        "409 stale-edit",
    ),
    "read_envelopes": Case(
        "member",
        "POST /circles/{circle}/envelopes",
        lambda _, __, other: {"reports": [other.things["report"]]},
        "200",
        "200",
    ),
    "set_duplicate": Case(
        "member",
        "PUT /circles/{circle}/reports/{report}/duplicate",
        _report("original"),
        "404 not-found",
        "404 not-found",
    ),
    "link_report": Case(
        "member",
        "PUT /circles/{circle}/themes/{theme}/reports",
        _report("report", linked=True),
        "404 not-found",
        "404 not-found",
    ),
    "begin_theme": Case("member", "POST /circles/{circle}/themes", _theme, "202", "409 stale-edit"),
    "hand_report_over": Case(
        "handing", "POST /circles/{circle}/reports/{report}/hand-over", _handing, "422 unknown-code circle"
    ),
    "add_unit": Case(
        "steward", "POST /units", lambda *told: {"unit": "small", **_unit(*told)}, "422 bad-entry rolls_up_to"
    ),
    "change_unit": Case("steward", "PUT /units/{unit}", _unit, "422 bad-entry rolls_up_to"),
    "change_routes": Case(
        "steward",
        "PUT /routes",
        lambda _, __, other: {"routes": {"workload-demand": other.things["circle"]}},
        "422 bad-entry workload-demand",
    ),
}
"""A route whose body names a thing and that is not here makes the test fail."""
STEPS = (
    ("people", {"step": "sessions"}, "person"),
    ("people", {"step": "role", "role": "steward"}, "person"),
    ("people", {"step": "remove"}, "person"),
    ("people", {"step": "again"}, "person"),
    ("people", {"step": "revoke"}, "invitation"),
    ("keys", {"step": "end"}, "key"),
    ("units", {"step": "change", "label": "Canal", "group": "areas", "headcount": "41"}, "unit"),
    ("units", {"step": "move", "place": "1"}, "unit"),
    ("routes", {"step": "change", "label": "Another", "about": "Some."}, "circle"),
    ("routes", {"step": "general"}, "circle"),
    ("routes", {"step": "route"}, "workload-demand"),
)
"""Steps of the stewards' forms that name a thing: page, fields, and what is named."""


def test_every_body_that_names_a_thing_has_a_case_and_every_form_a_step(tell):
    async def story(world: World):
        found = set()
        for route in walk(world.app.router):
            for part in route.dependant.body_params:
                kind = part.field_info.annotation
                if isinstance(kind, type) and issubclass(kind, Form) and THINGS & set(kind.model_fields):
                    found.add(route.endpoint.__name__)

        assert found == set(CASES) | NEW
        assert FORMS - {"settings_step"} == {f"{page}_step" for page, _, _ in STEPS}

    tell(story)


def test_a_thing_of_somebody_else_in_a_body_is_not_found(tell, reader):
    async def story(world: World):
        places = await prepare(world)
        # A circle that only the other organisation has is its steward's; a member would hand a report to it.
        places.own["handing"], places.elsewhere["handing"] = places.own["member"], places.elsewhere["steward"]
        before, told = (rows(reader, OTHER), rows(reader, NAME)), {}
        for name, case in CASES.items():
            own, (method, path) = places.own[case.role], case.address.split()
            await be(world, NAME, "steward" if case.role == "steward" else "ash")
            path = GAP.sub(lambda gap, own=own, name=name: own.gap(name, gap[1]), path)
            others = {"elsewhere": places.elsewhere[case.role], "beside": places.beside}
            for where, other in others.items():
                if getattr(case, where):
                    answer = await world.client.request(
                        method, world.api + path, json=case.body(world, own, other)
                    )
                    said = {} if answer.is_success else answer.json()
                    parts = (str(answer.status_code), said.get("code", ""), said.get("field", ""))
                    told[name, where] = " ".join(part for part in parts if part)
                    if name == "read_envelopes":
                        assert answer.json()["envelopes"] == []

        expected = {(name, "elsewhere"): case.elsewhere for name, case in CASES.items()}
        expected |= {(name, "beside"): case.beside for name, case in CASES.items() if case.beside}
        assert told == expected
        # A theme of one's own under an id that somebody elsewhere has is one's own, and theirs is theirs.
        after, theirs = rows(reader, NAME), places.elsewhere["member"].things["theme"]
        after["theme"] = [row for row in after["theme"] if theirs not in row]
        assert (rows(reader, OTHER), after) == before

    tell(story)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: "-".join((step[0], step[1]["step"])))
def test_a_thing_of_another_organisation_in_a_stewards_form_is_not_found(tell, reader, step):
    page, fields, thing = step

    async def story(world: World):
        places = await prepare(world)
        theirs = places.elsewhere["steward"].things
        named = {thing: theirs["circle"]} if thing not in theirs else {}
        subject = {"subject": theirs.get(thing, ""), "invitation": theirs["invitation"], "key": theirs["key"]}
        await be(world, NAME, "steward")
        revision = world.app.state.runtime.directory(NAME, newest=True).organisation.revision
        before = rows(reader, OTHER), rows(reader, NAME)

        answer = await world.client.post(
            f"/o/{NAME}/steward/{page}",
            content=urlencode({"revision": revision, **fields, **subject, **named}),
            headers={"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"},
        )

        assert answer.status_code == 422, answer.status_code
        assert (rows(reader, OTHER), rows(reader, NAME)) == before

    tell(story)
