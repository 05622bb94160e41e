"""The demo's dialogues: thanks for most reports of the last months, and one whole talk with a public receipt.

Seals as both ends do. Its receipt is printed for everybody, which no real one ever is.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import httpx

from service.client.dialogues import Holder, body_of
from service.client.messages import Message, MessageKind, Outcome, encode_message, week_of
from service.client.sealing import Ticket
from service.crypto.context import Context, Purpose
from service.crypto.keys import KeyPair
from service.crypto.messages import seal_message
from service.crypto.receipts import normalise
from service.demo.plan import RISING
from service.terms import PREFER_NOT_TO_SAY, CodedFields, UnitCode

RECEIPT = "harvest lantern pebble mango violin sandal wildcat quilt"
"""Of the demo organisation only."""
STORY = (
    "The new screen asks for the same details three times. On a full shift two of us typed them in later, "
    "from memory, and the second list did not match the first."
)
ADDED = "It happened again this week, on the late shift. A paper list beside the screen helped a little."
TOLD: tuple[tuple[MessageKind, str, Outcome | None], ...] = (
    (MessageKind.THANKS, "", None),
    (
        MessageKind.THEME,
        "Others have told us about this screen too. We look at all of it together.",
        None,
    ),
    (
        MessageKind.OUTCOME,
        "The second and third question are switched off on two wards as a trial. We look in three months "
        "whether the lists match more often, and write here.",
        Outcome.TRYING,
    ),
)


@dataclass(frozen=True, slots=True)
class Arrived:
    """A report of the demo that can be answered: where it is, and both ends' secrets."""

    report: str
    circle: str
    holder: Holder = field(repr=False)


def told_story() -> CodedFields:
    """What the public report ticks."""
    return CodedFields(
        kind="not-as-intended",
        unit=UnitCode(PREFER_NOT_TO_SAY),
        role_group=PREFER_NOT_TO_SAY,
        factors=(RISING,),
        impact="inconvenience",
        potential="harm",
        spread="often",
    )


def public_ticket(chance: Callable[[int], bytes]) -> Ticket:
    """The ticket of the report whose words everybody may type."""
    return Ticket(chance(16).hex(), normalise(RECEIPT))


async def tell_reporter(
    client: httpx.AsyncClient, api: str, directory: dict[str, Any], arrived: Arrived, message: Message
) -> None:
    """A signed-in member answers a report."""
    keys, thread = arrived.holder.keys, arrived.holder.keys.thread.hex()
    organisation, plain = arrived.holder.organisation, encode_message(message)
    theirs = KeyPair.from_seed(keys.seed)
    own = next(entry["key"] for entry in directory["circles"] if entry["circle"] == arrived.circle)

    def sealed(purpose: Purpose, public: bytes, key_id: str) -> str:
        context = Context(purpose, organisation, arrived.circle, key_id, thread)
        return b64encode(seal_message(plain, public, context)).decode()

    body = {
        "kind": message.kind.value,
        "message": sealed(Purpose.MESSAGE_TO_REPORTER, theirs.public, theirs.key_id.hex()),
        "copy_for_circle": sealed(Purpose.MESSAGE_COPY, b64decode(own["public_key"]), own["key_id"]),
    }
    address = f"{api}/circles/{arrived.circle}/reports/{arrived.report}/dialogue"
    (await client.post(address, json=body)).raise_for_status()


async def hold_talk(
    client: httpx.AsyncClient, api: str, directory: dict[str, Any], arrived: Arrived, today: date
) -> None:
    """The whole talk: thanks, a theme, what is tried, and what the reporter adds."""
    week = week_of(today)
    for place, (kind, text, outcome) in enumerate(TOLD, start=1):
        await tell_reporter(client, api, directory, arrived, Message(place, week, kind, text, outcome))
    holder = arrived.holder
    answer = await client.post(f"{api}/dialogues/open", json=holder.secret)
    mailbox = holder.open(answer.raise_for_status().json())
    body = body_of(holder.secret, holder.write(ADDED, mailbox, week, directory), asks=True)
    (await client.post(f"{api}/dialogues/messages", json=body)).raise_for_status()
