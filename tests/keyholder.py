"""A member's browser in Python: makes keys, wraps them, vouches, as browser/src/staff does."""

import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from typing import Any

import httpx

from service.crypto.context import Context, Purpose
from service.crypto.keys import KeyPair, key_id
from service.crypto.passphrase import Parameters, derive_keys, lock_seed
from service.crypto.unwrapping import unlock_seed, unwrap
from service.crypto.vouching import vouch
from service.crypto.wrapping import wrap
from tests.world import World


def text(data: bytes) -> str:
    """As JSON carries bytes."""
    return b64encode(data).decode()


@dataclass
class Keyholder:
    """Somebody signed in as the client of a world, with their unlocked key."""

    world: World
    circle: str
    person: str
    pair: KeyPair = field(repr=False)

    @property
    def place(self) -> str:
        """The circle's address."""
        return f"{self.world.api}/circles/{self.circle}"

    async def people(self) -> dict[str, Any]:
        """Who is in the circle, and its keys."""
        return (await self.world.client.get(f"{self.place}/members")).raise_for_status().json()

    async def epochs(self) -> dict[int, KeyPair]:
        """The circle's keys that were wrapped to this person, unwrapped."""
        given = (await self.world.client.get(f"{self.place}/keys")).raise_for_status().json()["keys"]
        return {
            one["epoch"]: KeyPair.from_seed(
                unwrap(b64decode(one["wrapped"]), self.pair, self.context(one["key_id"], self.person))
            )
            for one in given
        }

    def context(self, key_id: str, person: str, purpose: Purpose = Purpose.CIRCLE_KEY) -> Context:
        """What a wrap or a vouch is bound to."""
        return Context(purpose, self.world.name, self.circle, key_id, person)

    def wrapping(self, circle_key: KeyPair, person: str, public: bytes) -> dict[str, str]:
        """A wrap of a key to a person, and its vouch for theirs."""
        name = circle_key.key_id.hex()
        return {
            "wrapped": text(wrap(circle_key.seed, public, self.context(name, person))),
            "vouch": text(vouch(circle_key.seed, public, self.context(name, person, Purpose.VOUCH_MEMBER))),
        }

    async def give(self, person: str, *epochs: int) -> httpx.Response:
        """Wrap these epochs to somebody of the circle, or the newest one."""
        mine = await self.epochs()
        known = {one["person"]: one for one in (await self.people())["members"]}
        public = b64decode(known[person]["public_key"])
        wraps = [
            {"epoch": epoch, **self.wrapping(mine[epoch], person, public)} for epoch in epochs or (max(mine),)
        ]
        body = {"public_key": text(public), "wraps": wraps}
        return await self.world.client.put(f"{self.place}/members/{person}/keys", json=body)

    async def new_key(self, persons: set[str]) -> dict[str, Any]:
        """A key made here, wrapped to these members, endorsed by the newest one there is."""
        found = await self.people()
        mine = await self.epochs() if found["keys"] else {}
        pair = KeyPair.from_seed(secrets.token_bytes(32))
        wraps = [
            {"person": one["person"], **self.wrapping(pair, one["person"], b64decode(one["public_key"]))}
            for one in found["members"]
            if one["person"] in persons
        ]
        active = next((key["key_id"] for key in found["keys"] if key["active"]), None)
        endorsement = None
        if mine:
            last = mine[max(mine)]
            context = self.context(last.key_id.hex(), "", Purpose.VOUCH_KEY)
            endorsement = text(vouch(last.seed, pair.public, context))
        return {"after": active, "public_key": text(pair.public), "endorsement": endorsement, "wraps": wraps}

    async def holders(self) -> set[str]:
        """Who holds the newest key."""
        found = await self.people()
        newest = found["keys"][-1]["epoch"]
        return {one["person"] for one in found["members"] if newest in one["epochs"]}

    async def prepare(self, without: str, **changed: object) -> httpx.Response:
        """Keep a key that stands by for the day somebody leaves."""
        body = {**await self.new_key(await self.holders() - {without}), **changed}
        return await self.world.client.put(f"{self.place}/standbys/{without}", json=body)

    async def rotate(self, **changed: object) -> httpx.Response:
        """Make the circle a new key for whoever holds the newest one."""
        found = await self.people()
        persons = await self.holders() if found["keys"] else {one["person"] for one in found["members"]}
        body = {"reason": "planned", **await self.new_key(persons), **changed}
        return await self.world.client.post(f"{self.place}/rotation", json=body)

    async def known(self) -> dict[str, dict[str, Any]]:
        """Which circles may receive, and which wait for it, by their codes."""
        answer = (await self.world.client.get(f"{self.place}/endorsements")).raise_for_status().json()
        return {one["circle"]: one for one in answer["circles"]}

    def vouch_for(self, circle: str, public: bytes, pair: KeyPair) -> dict[str, Any]:
        """An endorsement of another circle's key under one of this circle's."""
        by = pair.key_id.hex()
        made = vouch(pair.seed, public, self.context(by, circle, Purpose.VOUCH_CIRCLE))
        return {"circle": circle, "key_id": key_id(public).hex(), "by_key": by, "vouch": text(made)}

    async def endorse(self, circle: str, **changed: object) -> httpx.Response:
        """Endorse a circle that waits, after its words were compared."""
        mine = await self.epochs()
        public = b64decode((await self.known())[circle]["public_key"])
        body = {**self.vouch_for(circle, public, mine[max(mine)]), **changed}
        return await self.world.client.post(f"{self.place}/endorsements", json=body)


async def be(world: World, handle: str, circle: str = "tools", words: str | None = None) -> Keyholder:
    """Sign in as somebody of a circle, and unlock their key."""
    world.client.cookies.clear()
    (await world.sign_in(handle, words)).raise_for_status()
    me = (await world.client.get(f"{world.api}/me")).json()
    context = Context(Purpose.MEMBER_KEY, world.name, "", "", me["person"])
    seed = unlock_seed(b64decode(me["locked_key"]), world.secrets["unlock"], context)
    return Keyholder(world, circle, me["person"], KeyPair.from_seed(seed))


async def accept(world: World, token: bytes, words: str) -> str:
    """Use a one-time link as a member's browser does: a new key, and two ways in. Answers the person."""
    shown = (await world.client.post(f"{world.api}/invitation/open", json={"token": text(token)})).json()
    pair = KeyPair.from_seed(secrets.token_bytes(32))
    context = Context(Purpose.MEMBER_KEY, world.name, "", "", shown["person"])
    ways = []
    for kind, secret in (("passphrase", words), ("recovery", f"{words}, written down")):
        salt, kdf = secrets.token_bytes(16), Parameters()
        keys = derive_keys(secret, salt, kdf)
        ways.append(
            {
                "kind": kind,
                "salt": text(salt),
                "kdf": {"memory_kib": kdf.memory_kib, "passes": kdf.passes, "lanes": kdf.lanes},
                "proof": text(keys.proof),
                "locked_key": text(lock_seed(pair.seed, keys.unlock_key, context, secrets.token_bytes(12))),
            }
        )
    body = {"token": text(token), "public_key": text(pair.public), "ways": ways}
    (await world.client.post(f"{world.api}/invitation/accept", json=body)).raise_for_status()
    person: str = shown["person"]
    return person
