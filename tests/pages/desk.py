"""What a reporter does at the writing desk, for tests that drive a browser; and what a circle reads of it."""

import json
from base64 import b64decode

from playwright.sync_api import Page, Request, expect
from sqlmodel import Session

from service.crypto.context import Context, Purpose
from service.crypto.keys import KeyPair
from service.crypto.opening import open_envelope
from service.domain.doors import arrange_door
from service.store.work.handle import WorkStore
from service.terms import Door
from tests.circlework import replace_key
from tests.pages.live import Live
from tests.world import NAME

NAMED = "Sandra Whitlock had no time for the chart. Her number is 07700 900123."
BLAMING = "The nurse was careless with the chart."
SELF_BLAME = "It was all my fault and I should have checked it."
SEED = b"\x09" * 32
READ = 1_000
"""Longer than the desk waits before it reads, and reads."""
PAUSE = 2_600
"""Longer than the desk waits before it asks."""


def hold_key(live: Live, circle: str) -> None:
    """Give a circle a key whose private half the test holds."""
    pair = KeyPair.from_seed(SEED)
    with Session(live.app.state.runtime.writer) as session:
        replace_key(WorkStore(session), circle, pair)
        session.commit()


def opened(request: Request) -> dict[str, object]:
    """What the circle reads in a posted report."""
    body = json.loads(request.post_data or "")
    pair = KeyPair.from_seed(SEED)
    context = Context(Purpose.REPORT_DEVICE, NAME, body["circle"], pair.key_id.hex(), body["report"])
    found: dict[str, object] = json.loads(open_envelope(b64decode(body["envelope"]), pair, context))
    return found


def write_slowly(page: Page, text: str) -> None:
    """Write and wait until the desk has read it."""
    page.fill("#narrative", text)
    expect(page.locator("#reading")).to_be_visible()
    page.wait_for_timeout(READ)


def switch(live: Live, door: Door) -> None:
    """Switch the organisation's door."""
    with Session(live.app.state.runtime.writer) as session:
        arrange_door(WorkStore(session), NAME, door, ())
        session.commit()
