"""Both ends of a dialogue, as the pages act them: a reporter with a receipt, a circle with its keys."""

from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from typing import Any

import httpx

from service.client.dialogues import Holder, Mailbox, body_of
from service.client.messages import Message, MessageKind, Outcome, decode_message, encode_message
from service.client.sealing import Sealed
from service.crypto.context import Context, Purpose
from service.crypto.keys import KeyPair, key_id
from service.crypto.messages import MESSAGE_BYTES, seal_message
from service.crypto.opening import open_message
from tests.world import World

WEEK = "2026-W48"


@dataclass
class Reporter:
    """Somebody who comes back with eight words."""

    world: World
    holder: Holder = field(repr=False)

    @classmethod
    def of(cls, world: World, sealed: Sealed) -> "Reporter":
        return cls(world, Holder.of(world.name, sealed.receipt.text))

    async def ask(self, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        return await self.world.client.post(
            f"{self.world.api}/dialogues/{path}", json=self.holder.secret if body is None else body
        )

    async def look(self) -> Mailbox:
        return self.holder.open((await self.ask("open")).raise_for_status().json())

    async def write(self, text: str, *, asks: bool = False) -> httpx.Response:
        sealed = self.holder.write(text, await self.look(), WEEK, await self.world.directory())
        return await self.ask("messages", body_of(self.holder.secret, sealed, asks=asks))


@dataclass
class CircleEnd:
    """A circle with its seed and the thread, as an opened report gives them to a member's browser."""

    world: World
    circle: str
    report: str
    pair: KeyPair = field(repr=False)
    thread: str = field(repr=False)

    @property
    def address(self) -> str:
        return f"{self.world.api}/circles/{self.circle}/reports/{self.report}/dialogue"

    def context(self, purpose: Purpose, key: str) -> Context:
        return Context(purpose, self.world.name, self.circle, key, self.thread)

    async def look(self) -> dict[str, Any]:
        return (await self.world.client.get(self.address)).raise_for_status().json()

    async def read(self) -> list[Message]:
        """Both sides in order: the reporter's messages and the circle's own copies."""
        found, said = await self.look(), []
        for purpose, name in (
            (Purpose.MESSAGE_TO_CIRCLE, "from_reporter"),
            (Purpose.MESSAGE_COPY, "copies"),
        ):
            context = self.context(purpose, self.pair.key_id.hex())
            said += [decode_message(open_message(b64decode(one), self.pair, context)) for one in found[name]]
        return sorted(said, key=lambda one: one.place)

    async def reply(
        self, text: str, kind: MessageKind = MessageKind.WORDS, outcome: Outcome | None = None
    ) -> httpx.Response:
        return await self.world.client.post(self.address, json=await self.letter(text, kind, outcome))

    async def letter(
        self, text: str, kind: MessageKind = MessageKind.WORDS, outcome: Outcome | None = None
    ) -> dict[str, Any]:
        """What a member's browser would post."""
        found, said = await self.look(), await self.read()
        place = max((one.place for one in said), default=0) + 1
        plain = encode_message(Message(place, WEEK, kind, text, outcome))
        theirs = b64decode(found["public_key"])
        return {
            "kind": kind.value,
            "message": _seal(plain, theirs, self.context(Purpose.MESSAGE_TO_REPORTER, key_id(theirs).hex())),
            "copy_for_circle": _seal(
                plain, self.pair.public, self.context(Purpose.MESSAGE_COPY, self.pair.key_id.hex())
            ),
        }


def _seal(plain: bytes, public: bytes, context: Context) -> str:
    sealed = seal_message(plain, public, context)
    assert len(sealed) == MESSAGE_BYTES
    return b64encode(sealed).decode()


async def begin(world: World, handle: str = "ash", words: str | None = None) -> tuple[Reporter, CircleEnd]:
    """A report that has arrived, its reporter, and a member of its circle who has opened it."""
    sealed = await world.submit()
    answer = await world.sign_in(handle, words)
    assert answer.status_code == 200
    circle, report = sealed.body["circle"], sealed.body["report"]
    pair = await world.circle_key(circle, report)
    opened = await world.open_whole(circle, report)
    return Reporter.of(world, sealed), CircleEnd(world, circle, report, pair, opened["thread"])
