"""Directories made by hand, for tests of decisions that need no database."""

from dataclasses import replace

from service.crypto.keys import KeyPair
from service.domain.routing import Directory
from service.store.work.endorsements import Endorsement
from service.terms import Circle, CircleId, CircleKey, Day, KeyId
from tests.world import blueprint

TOOLS, GENERAL = CircleId("tools"), CircleId("general")


def key_of(circle: CircleId, epoch: int = 1, *, active: bool = True) -> CircleKey:
    """A circle's key, the same each time."""
    pair = KeyPair.from_seed((circle.encode() + bytes([epoch]) + bytes(32))[:32])
    return CircleKey(circle, epoch, KeyId(pair.key_id.hex()), pair.public, active)


def directory(**changes: object) -> Directory:
    """The test organisation's directory, with changes; every circle with a key is founded."""
    plan = blueprint()
    circles = tuple(
        Circle(one.circle, one.label, one.about, one.is_general, len(one.members), len(one.members))
        for one in plan.circles
    )
    made = Directory(
        organisation=plan.organisation,
        units=plan.units,
        circles=circles,
        keys=(key_of(TOOLS), key_of(GENERAL)),
        routes=tuple((factor, one.circle) for one in plan.circles for factor in one.factors),
    )
    made = replace(made, **changes)  # type: ignore[arg-type]
    founded = {key.circle: Endorsement(key.circle, key.key_id, Day("2026-11-25")) for key in made.keys}
    return replace(made, **{"endorsements": tuple(founded.values()), **changes})  # type: ignore[arg-type]


def with_members(circle: CircleId, members: int) -> Directory:
    """The same directory, one circle of another size."""
    made = directory()
    return directory(
        circles=tuple(
            replace(one, members=members, holders=members) if one.circle == circle else one
            for one in made.circles
        )
    )
