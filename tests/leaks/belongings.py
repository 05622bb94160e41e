"""Real things of a circle, of the circle beside it and of another organisation, and bodies that fit them."""

import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

from service.crypto.context import Context, Purpose
from service.crypto.sealing import seal
from service.domain.lots import Lot, is_drawn
from service.terms import CircleId, OrganisationId, ReportId
from tests.api.test_handing import body as handing_body
from tests.api.test_themes import KIND, NOTE
from tests.api.test_ways import LOCKED, add_passkey
from tests.authenticator import Authenticator
from tests.circlework import new_circle, newcomer, public_key
from tests.keyholder import be as holder
from tests.leaks.plants import OTHER, passphrase
from tests.talk import begin
from tests.world import CODED, NAME, World

Body = Callable[[World, "Owned", str], Awaitable[dict[str, Any]]]
"""Makes what a route takes: of whom, and for which endpoint."""


@dataclass
class Owned:
    """What is somebody's: by the name of the gap it stands in; some routes need a thing of their own."""

    organisation: OrganisationId
    things: dict[str, str]
    of_route: dict[str, dict[str, str]] = field(default_factory=dict)
    bodies: dict[str, dict[str, Any]] = field(default_factory=dict)

    def gap(self, route: str, name: str) -> str:
        """The thing for this gap of this route."""
        return self.of_route.get(route, {}).get(name) or self.things[name]


async def send(world: World, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """What the API answers to somebody who may ask."""
    told = {} if body is None and method != "GET" else body
    answer = await world.client.request(method, f"{world.api}{path}", json=told)
    assert answer.is_success, (method, path, answer.status_code, answer.text)
    return answer.json() if answer.content else None


@dataclass
class Places:
    """What is one's own, by role; what is the circle's beside; what is another organisation's, by role."""

    own: dict[str, Owned]
    beside: Owned
    elsewhere: dict[str, Owned]


async def prepare(world: World) -> Places:
    """Make real things everywhere."""
    member = await of_member(world, OTHER, "tools", "ash")
    elsewhere = {"member": member, "steward": await of_steward(world, OTHER, "quayside")}
    beside = await of_member(world, NAME, "general", "damson")
    steward = await of_steward(world, NAME, "canal")
    own = {"member": await of_member(world, NAME, "tools", "ash"), "steward": steward}
    await furnish_keys(world, own["member"])
    await furnish_endorsement(world, own["member"])
    await furnish(world, own["member"])
    return Places(own, beside, elsewhere)


async def be(world: World, organisation: OrganisationId, handle: str) -> None:
    """Be nobody but this person."""
    world.client.cookies.clear()
    world.name = organisation
    assert (await world.sign_in(handle, passphrase(handle))).status_code == 200


def note(world: World, circle: str, theme: str) -> str:
    """A theme's note as a member's browser seals it."""
    key = world.app.state.runtime.directory(world.name, newest=True).active_keys[CircleId(circle)]
    context = Context(Purpose.THEME_NOTE, world.name, circle, key.key_id, theme)
    return b64encode(seal(NOTE, key.public_key, context)).decode()


async def new_theme(world: World, circle: str, reports: int = 0) -> str:
    """A theme of whoever is signed in, made of so many reports."""
    theme = secrets.token_hex(16)
    body = {"theme": theme, "factor": CODED.factors[0], "note": note(world, circle, theme)}
    await send(world, "POST", f"/circles/{circle}/themes", body)
    for _ in range(reports):
        linked = {"report": (await world.submit()).body["report"], "linked": True}
        await send(world, "PUT", f"/circles/{circle}/themes/{theme}/reports", linked)
    return theme


async def of_member(world: World, organisation: OrganisationId, circle: str, handle: str) -> Owned:
    """A member's report, theme and way in, in their circle."""
    await be(world, organisation, handle)
    coded = CODED if circle == "tools" else replace(CODED, factors=())
    report = (await world.submit(coded=coded)).body["report"]
    theme = await new_theme(world, circle)
    assert (await add_passkey(world, Authenticator(), locked_key=LOCKED)).status_code == 204
    way = next(one["way"] for one in (await send(world, "GET", "/ways"))["ways"] if one["kind"] == "passkey")
    person = (await send(world, "GET", "/me"))["person"]
    return Owned(
        organisation, {"circle": circle, "report": report, "theme": theme, "way": way, "person": person}
    )


async def of_steward(world: World, organisation: OrganisationId, code: str) -> Owned:
    """A steward's unit, circle, signpost, invitation, key, and a person they may act on."""
    await be(world, organisation, "steward")
    unit = {"unit": code, "label": "Canal side", "group": "areas", "headcount": 40}
    await send(world, "POST", "/units", unit)
    await send(world, "POST", "/circles", {"circle": code, "label": "Another", "about": "Some."})
    await send(world, "PUT", "/signposts/chaplain", {"show": "You want to talk", "action": f"Ask {code}."})
    invited = {"handle": f"elder-{code}", "display": "Elder", "role": "leader"}
    await send(world, "POST", "/invitations", invited)
    people = (await send(world, "GET", "/people"))["people"]
    keys = (await send(world, "GET", "/keys"))["keys"]
    found = {one["handle"]: one for one in people}
    things = {"unit": code, "circle": code, "signpost": "chaplain", "key": keys[0]["key"]}
    things |= {"person": found["leader"]["person"], "invitation": found[f"elder-{code}"]["invitation"]}
    member = {"person": found["ash"]["person"]}
    of_route = {"add_circle_member": member, "remove_circle_member": member}
    return Owned(organisation, things, of_route)


async def furnish(world: World, own: Owned) -> None:
    """Give each of a member's routes that uses a thing up a thing of its own."""
    for route in ("set_duplicate", "hand_report_over", "open_report", "link_report"):
        own.of_route[route] = {"report": (await world.submit()).body["report"]}
    drawn = ""
    while not drawn or not is_drawn(world.app.state.runtime.secret, Lot.SECOND_READING, ReportId(drawn)):
        drawn = (await world.submit()).body["report"]
    await be(world, own.organisation, "beech")
    coding = {"factors": ["digital-systems"], "version": 1}
    await send(world, "PUT", f"/circles/tools/reports/{drawn}/factors", coding)
    own.of_route["set_second_reading"] = {"report": drawn}
    _, circle = await begin(world, words=passphrase("ash"))
    own.of_route["answer_reporter"] = own.of_route["show_dialogue"] = {"report": circle.report}
    own.bodies["answer_reporter"] = await circle.letter("Thank you.")
    own.of_route["publish_theme"] = {"theme": await new_theme(world, "tools", 3)}
    own.of_route["withdraw_theme"] = {"theme": await new_theme(world, "tools", 3)}
    published = f"/circles/tools/themes/{own.gap('withdraw_theme', 'theme')}/publish"
    await send(world, "POST", published, KIND)


async def furnish_keys(world: World, own: Owned) -> None:
    """A colleague to prepare for, somebody who waits for the key, and bodies made by whoever holds it."""
    person = await newcomer(world)
    beech = await holder(world, "beech", words=passphrase("beech"))
    ash = await holder(world, "ash", words=passphrase("ash"))
    own.of_route["set_standby"] = {"person": beech.person}
    own.bodies["set_standby"] = await ash.new_key(await ash.holders() - {beech.person})
    own.bodies["change_circle_key"] = {"reason": "planned", **await ash.new_key(await ash.holders())}
    own.of_route["give_circle_keys"] = {"person": person}
    public = await public_key(ash, person)
    wrap = {"epoch": 1, **ash.wrapping((await ash.epochs())[1], person, b64decode(public))}
    own.bodies["give_circle_keys"] = {"public_key": public, "wraps": [wrap]}


async def furnish_endorsement(world: World, own: Owned) -> None:
    """A circle that waits to be endorsed, and what somebody of another says of it."""
    new_circle(world, "beech", "cherry", "damson")
    night = await holder(world, "damson", "night", words=passphrase("damson"))
    assert (await night.rotate()).status_code == 204
    ash = await holder(world, "ash", words=passphrase("ash"))
    waits = b64decode((await ash.known())["night"]["public_key"])
    own.bodies["endorse_new_circle"] = ash.vouch_for("night", waits, (await ash.epochs())[1])


async def _hand_over(world: World, own: Owned, route: str) -> dict[str, Any]:
    return await handing_body(world, own.gap(route, "report"))


async def _change_theme(world: World, own: Owned, route: str) -> dict[str, Any]:
    sealed = note(world, "tools", own.gap(route, "theme"))
    return {"factor": "workload-demand", "status": "under-review", "note": sealed, "version": 1}


async def _begin_theme(world: World, own: Owned, _: str) -> dict[str, Any]:
    theme = secrets.token_hex(16)
    return {"theme": theme, "factor": "workload-demand", "note": note(world, "tools", theme)}


def _always(**body: Any) -> Body:
    async def made(world: World, own: Owned, route: str) -> dict[str, Any]:
        return {name: own.things[told[1:]] if _is_thing(told) else told for name, told in body.items()}

    return made


def _is_thing(told: object) -> bool:
    return isinstance(told, str) and told.startswith("@")


async def _made_before(_: World, own: Owned, route: str) -> dict[str, Any]:
    return own.bodies[route]


async def _envelopes(_: World, own: Owned, __: str) -> dict[str, Any]:
    return {"reports": [own.things["report"]]}


GAP = re.compile(r"\{(\w+)\}")
UNIT = {"label": "Canal", "group": "areas", "headcount": 41}
NOTHING = _always()
BODIES: dict[str, Body] = {
    **dict.fromkeys(
        (
            "open_report", "list_members", "list_endorsements", "show_dialogue", "show_clocks",
            "list_wrapped_keys", "list_reports", "list_second_readings", "show_circle_agreement",
            "list_circle_themes",
            "withdraw_theme", "remove_way", "drop_signpost", "make_general", "end_sessions",
            "invite_again", "remove_person", "revoke_invitation", "end_key",
            "add_circle_member", "remove_circle_member",
        ),
        NOTHING,
    ),
    "set_factors": _always(factors=["workload-demand"], version=1),
    "set_duplicate": _always(original="@report"),
    "set_second_reading": _always(factors=["workload-demand"]),
    **dict.fromkeys(
        ("answer_reporter", "give_circle_keys", "set_standby", "change_circle_key", "endorse_new_circle"),
        _made_before,
    ),
    "hand_report_over": _hand_over,
    "read_envelopes": _envelopes,
    "begin_theme": _begin_theme,
    "change_theme": _change_theme,
    "link_report": _always(report="@report", linked=True),
    "publish_theme": _always(**KIND),
    "change_unit": _always(**UNIT),
    "move_unit": _always(place=1),
    "change_circle": _always(label="Another", about="Some people."),
    "word_signpost": _always(show="You want to talk", action="Ring 4400."),
    "give_role": _always(role="steward"),
}  # fmt: skip
"""What fits each route with a thing in its address. A route that is not here makes the test fail."""
