"""Every route of the application with its whole address, and the people who may knock."""

import re
from base64 import b64encode
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx

from service.crypto.keys import PUBLIC_BYTES
from service.crypto.messages import MESSAGE_BYTES
from service.crypto.vouching import VOUCH_BYTES
from service.crypto.wrapping import WRAPPED_BYTES
from service.pages.assets import built_assets
from tests.architecture.routes import walk
from tests.leaks.plants import OTHER, OTHER_KEY, passphrase
from tests.world import API_KEY, NAME, WRITE_ONLY_KEY, World

FORGED = {
    "wrapped": b64encode(bytes(WRAPPED_BYTES)).decode(),
    "vouch": b64encode(bytes(VOUCH_BYTES)).decode(),
}
NEW_KEY = {
    "after": "0" * 32,
    "public_key": b64encode(bytes(PUBLIC_BYTES)).decode(),
    "endorsement": FORGED["vouch"],
    "wraps": [],
}
SECRET = {"lookup": "0" * 32, "token": "0" * 64}
SEALED = b64encode(bytes(MESSAGE_BYTES)).decode()
ASSERTION = ("credential", "client_data", "authenticator_data", "signature")
BODIES = {
    "plain_step": {},
    "units_step": {},
    "routes_step": {},
    "people_step": {},
    "settings_step": {},
    "keys_step": {},
    "record_event": {},
    "record_rebase": {},
    "submit_report": {},
    "submit_plain_report": {},
    "read_envelopes": {"reports": []},
    "give_circle_keys": {"public_key": NEW_KEY["public_key"], "wraps": [{"epoch": 1, **FORGED}]},
    "set_standby": NEW_KEY,
    "change_circle_key": {**NEW_KEY, "reason": "planned"},
    "endorse_new_circle": {
        "circle": "nowhere",
        "key_id": "0" * 32,
        "by_key": "0" * 32,
        "vouch": FORGED["vouch"],
    },
    "set_duplicate": {"original": None},
    "set_second_reading": {"factors": []},
    "begin_theme": {"theme": "0" * 32, "factor": "workload-demand", "note": "AA=="},
    "change_theme": {"factor": "workload-demand", "status": "noticed", "note": "AA==", "version": 1},
    "link_report": {"report": "0" * 32, "linked": True},
    "publish_theme": {"title": "A", "words": "B"},
    "withdraw_theme": {},
    "hand_report_over": {
        "circle": "tools",
        "version": 1,
        "envelope": "AA==",
        **{name: [] for name in ("from_reporter", "to_reporter", "copies")},
    },
    "set_factors": {"factors": ["workload-demand"], "version": 1},
    "show_parameters": {"handle": "nobody"},
    "sign_in": {"handle": "nobody", "proof": "A" * 43 + "="},
    "sign_out": {},
    "sign_out_everywhere": {},
    "ask_for_passkey": {},
    "prove_passkey": dict.fromkeys(ASSERTION, "AAAA"),
    "set_words": {},
    "open_invitation": {"token": "A" * 43 + "="},
    "plan_first_passkey": {"token": "A" * 43 + "="},
    "accept_invitation": {},
    "plan_passkey": {},
    "add_passkey": {},
    "remove_way": {},
    "set_digest": {},
    "clear_digest": {},
    "add_unit": {"unit": "canal", "label": "", "group": "areas", "headcount": 40},
    "change_unit": {"label": "Canal", "group": "areas", "headcount": 40},
    "move_unit": {"place": 1},
    "add_circle": {"circle": "canal", "label": "", "about": "Some."},
    "change_circle": {"label": "", "about": "Some."},
    "make_general": {},
    "add_circle_member": {},
    "remove_circle_member": {},
    "change_routes": {"routes": {}},
    "change_settings": {"name": "", "timezone": "Europe/London", "languages": ["en"]},
    "switch_door": {"suggestions_off": False, "quick_only": False, "service_sealed_off": False},
    "word_signpost": {"show": "", "action": "Ring 4400."},
    "drop_signpost": {},
    "decide_retention": {"days": 1},
    "set_hold": {"reason": None},
    "give_role": {"role": "leader"},
    "end_sessions": {},
    "remove_person": {},
    "invite_person": {"handle": "", "display": "Elder", "role": "leader"},
    "invite_again": {},
    "revoke_invitation": {},
    "make_key": {"label": "", "scopes": ["reports:write"]},
    "end_key": {},
    "open_mailbox": SECRET,
    "write_message": {**SECRET, "message": SEALED, "asks": False},
    "ask_for_answer": SECRET,
    "delete_everything": SECRET,
    "answer_reporter": {"kind": "thanks", "message": SEALED, "copy_for_circle": SEALED},
}
FORMS = {"units_step", "routes_step", "people_step", "settings_step", "keys_step"}
"""Routes that take what a browser sends by itself."""
PERSONS = ("ash", "damson", "leader", "steward")


@dataclass(frozen=True)
class Room:
    """One method of one route: its name, its address with gaps, and the address of a thing that exists."""

    name: str
    method: str
    template: str
    path: str

    @property
    def body(self) -> dict[str, Any] | None:
        """A body that fits the form of the route, where it has one."""
        return None if self.method == "GET" else BODIES[self.name]


def rooms(world: World, report: str) -> list[Room]:
    """Every route, with the test organisation, the tools circle and this report in the gaps."""
    gaps = {
        "organisation": NAME,
        "way": "0" * 32,
        "person": "0" * 32,
        "unit": "canal",
        "signpost": "canal",
        "invitation": "0" * 8,
        "key": "0" * 8,
        "circle": "tools",
        "report": report,
        "theme": "0" * 32,
        "prompt": "month-factor:digital-systems",
        "file": "candour-board-pack.csv",
        "name": built_assets().named["candour.css"].url.rpartition("/")[2],
    }
    found = []
    for route in walk(world.app.router):
        template = f"/api/v1{route.path}" if route.tags and route.path.startswith("/o/") else route.path
        path = re.sub(r"\{(\w+)\}", lambda gap: gaps[gap[1]], template)
        found += [Room(route.endpoint.__name__, method, template, path) for method in sorted(route.methods)]
    return found


async def knock(world: World, room: Room) -> httpx.Response:
    """Ask for a room as whoever the client is now."""
    if room.name in FORMS:
        headers = {"content-type": "application/x-www-form-urlencoded"}
        return await world.client.request(room.method, room.path, content="step=none", headers=headers)
    return await world.client.request(room.method, room.path, json=room.body)


async def visitors(world: World) -> AsyncIterator[str]:
    """Be each kind of visitor in turn: nobody, each role, a member of another circle, keys, strangers."""
    client = world.client
    yield "nobody"
    for handle in PERSONS:
        answer = await world.sign_in(handle, passphrase(handle))
        assert answer.status_code == 200
        yield {"ash": "member", "damson": "member elsewhere"}.get(handle, handle)
        client.cookies.clear()
    here, world.name = world.name, OTHER
    for handle in PERSONS:
        assert (await world.sign_in(handle, passphrase(handle))).status_code == 200
        yield f"stranger {handle}"
        client.cookies.clear()
    world.name = here
    for name, key in (
        ("key", API_KEY),
        ("key without scope", f"{WRITE_ONLY_KEY}-{NAME}"),
        ("stranger's key", OTHER_KEY),
        ("made-up key", "made-up"),
    ):
        client.headers["authorization"] = f"Bearer {key}"
        yield name
        del client.headers["authorization"]
