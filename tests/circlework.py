"""Stewards at work on circles, and what the trail says of it: shared by tests of members and of keys."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from sqlmodel import Session

from service.crypto.keys import KeyPair
from service.deps import Runtime
from service.domain.audit import check_trail, show_trail
from service.domain.changes import Change
from service.domain.circles import add_circle
from service.domain.invitations import invite_person
from service.domain.members import add_member, remove_member
from service.store.engine import transaction
from service.store.staff.handle import StaffStore
from service.store.staff.people import find_handle
from service.store.work.circles import add_key, list_keys, list_members
from service.store.work.handle import WorkStore
from service.store.work.organisations import move_revision
from service.store.work.wraps import Wrap, put_wraps
from service.terms import CircleId, CircleKey, KeyId, PersonId, Role
from tests.keyholder import Keyholder, accept
from tests.world import NAME, World

TOOLS, GENERAL, NIGHT = CircleId("tools"), CircleId("general"), CircleId("night")
WORDS = "the words of somebody new here"


class Running(Protocol):
    """An application that runs: behind a client, or on a port for a browser."""

    @property
    def app(self) -> Any:
        """It, with its runtime in its state."""


@contextmanager
def at_work(world: Running) -> Iterator[Change]:
    """A steward at work, in one transaction."""
    runtime: Runtime = world.app.state.runtime
    with Session(runtime.writer) as session, transaction(WorkStore(session)):
        yield Change(WorkStore(session), StaffStore(session), NAME, ("steward", runtime.clock()))


def id_of(world: Running, handle: str) -> PersonId:
    with Session(world.app.state.runtime.reader) as session:
        found = find_handle(StaffStore(session), NAME, handle)
        assert found is not None
        return found.person


def trail(world: World) -> list[tuple[str, str]]:
    """Deeds about keys and members, oldest first, and a trail that adds up."""
    with Session(world.app.state.runtime.reader) as session:
        staff = StaffStore(session)
        assert check_trail(staff, NAME)
        told = [(entry.deed, entry.subject) for entry in show_trail(staff, NAME, 100)][::-1]
    return [one for one in told if one[0].startswith(("key-", "standby-", "member-", "circle-endorsed"))]


def remove(world: Running, handle: str, circle: CircleId = TOOLS) -> None:
    with at_work(world) as change:
        remove_member(change, circle, id_of(world, handle))


async def newcomer(world: World, circle: CircleId = TOOLS, handle: str = "elder") -> str:
    """Somebody invited, with a key of their own, put into a circle by a steward; their id."""
    with at_work(world) as change:
        token = invite_person(change, (handle, handle.title()), Role.MEMBER, secrets.token_bytes)
    person = await accept(world, token, WORDS)
    with at_work(world) as change:
        add_member(change, circle, handle)
    return person


def new_circle(world: World, *handles: str, circle: CircleId = NIGHT) -> None:
    """A steward adds a circle, and puts these people into it."""
    with at_work(world) as change:
        add_circle(change, circle, f"{circle.title()} circle", f"Learns at {circle}.")
        for handle in handles:
            add_member(change, circle, handle)


async def public_key(holder: Keyholder, person: str) -> str:
    """A member's public key, as the circle is told it."""
    found = {one["person"]: one["public_key"] for one in (await holder.people())["members"]}
    key: str = found[person]
    return key


def replace_key(work: WorkStore, circle: str, pair: KeyPair) -> None:
    """Give a circle a next key, which every member is taken to hold; its wraps open nothing."""
    epoch = 1 + max(key.epoch for key in list_keys(work, NAME) if key.circle == circle)
    key = CircleKey(CircleId(circle), epoch, KeyId(pair.key_id.hex()), pair.public, active=True)
    add_key(work, NAME, key)
    put_wraps(
        work, NAME, (key.circle, epoch), [Wrap(who, b"-") for who in list_members(work, NAME, key.circle)]
    )
    move_revision(work, NAME)
