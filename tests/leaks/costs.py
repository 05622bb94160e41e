"""What requests cost the processor, measured so that a busy machine blurs all of them alike.

Every kind is asked under two names in turn: how far a kind is from itself says what this machine can tell
apart just now. A gap counts above five per cent and above twice that; what differs by design always does.
"""

import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import Any

from sqlalchemy import Engine, event

from tests.world import World

ALIKE = 0.05
ROUNDS, TRIES = 4, 150


async def told_apart(
    world: World, path: str, bodies: Mapping[str, Any], rounds: int = ROUNDS
) -> list[tuple[float, float]]:
    """The gap between kinds and within them, round by round; empty as soon as one round finds them alike."""
    asked = [(f"{name} {twin}", body) for twin in (1, 2) for name, body in bodies.items()]
    await _spend(world, path, asked, 30)
    gaps = []
    for _ in range(rounds):
        cost = await _spend(world, path, asked, TRIES)
        most = max(cost.values())
        within = max(abs(cost[f"{name} 1"] - cost[f"{name} 2"]) for name in bodies) / most
        kinds = [(cost[f"{name} 1"] + cost[f"{name} 2"]) / 2 for name in bodies]
        gaps.append(((max(kinds) - min(kinds)) / most, within))
        if gaps[-1][0] <= max(ALIKE, 2 * within):
            return []
    return gaps


async def _spend(world: World, path: str, asked: list[tuple[str, Any]], tries: int) -> dict[str, float]:
    """What each costs beside the others of its turn: whatever slows a turn down slows all of it."""
    shares: dict[str, list[float]] = {name: [] for name, _ in asked}
    for turn in range(tries):
        spent = {}
        for at in range(len(asked)):
            name, body = asked[(turn + at) % len(asked)]
            started = time.process_time()
            await world.client.post(f"{world.api}{path}", json=body)
            spent[name] = time.process_time() - started
        usual = median(spent.values())
        for name, cost in spent.items():
            shares[name].append(cost / usual)
    return {name: median(values) for name, values in shares.items()}


async def statements(world: World, path: str, body: Any) -> list[str]:
    """The statements a request sends to the database once the directory is known, without their values."""
    await world.client.post(f"{world.api}{path}", json=body)
    seen: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        seen.append(statement)

    engines: tuple[Engine, ...] = (world.app.state.runtime.reader, world.app.state.runtime.writer)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        await world.client.post(f"{world.api}{path}", json=body)
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)
    return seen


def dearer(work: Callable[..., Any], when: Callable[..., bool], times: int) -> Callable[..., Any]:
    """The same work, done so many times where `when` says so."""

    def done(*told: Any) -> Any:
        for _ in range(times - 1 if when(*told) else 0):
            work(*told)
        return work(*told)

    return done
