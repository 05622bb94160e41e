"""Reports of one's own pushed against a rounding edge, and the service's own work watched from inside."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any

from scipy.stats import binom
from sqlalchemy import event

from tests.privacy.attacks.lab import Lab
from tests.privacy.attacks.odds import FALSE_ALARM, chance_one_less
from tests.privacy.attacks.scene import Others, Scene, figures, publish, put, run_sql
from tests.world import CODED, FACTORS

OWN = 4
KNOWN = 3
"""With four of one's own, a true one makes eight: over the edge of a page that rounds to five."""
MONTHS = (("2026-07", 7), ("2026-08", 8))
CELLS = len(MONTHS) * len(FACTORS)
RIGHT = int(binom.isf(FALSE_ALARM, CELLS, chance_one_less(0.40)))
"""At even odds an epsilon of .40 lets anybody be right in 60 of 100 cells; more than this is no chance."""


def four_of_my_own(lab: Lab) -> float:
    """Four reports are posted into each of 32 cells of three known ones and maybe one more: told right."""

    async def story(scene: Scene) -> float:
        bits = [place % 2 for place in range(CELLS)]
        Random(7).shuffle(bits)
        secret = dict(zip([(code, month) for month, _ in MONTHS for code in FACTORS], bits, strict=True))
        for month, number in MONTHS:
            scene.world.clock.now = datetime(2026, number, 20, 12, tzinfo=UTC)
            await _post_own(scene)
            put(scene.engine, month, [Others(KNOWN + secret[code, month], factor=code) for code in FACTORS])
            run_sql(scene.engine, "update report set state = 'coded'")
            publish(scene.engine, month)
        seen = figures(await scene.dashboard())
        return sum(((seen[cell] or 0) > OWN + KNOWN) == bool(bit) for cell, bit in secret.items())

    return lab.at_start(story)


async def _post_own(scene: Scene) -> None:
    for code in FACTORS:
        for _ in range(OWN):
            await scene.world.submit(coded=replace(CODED, factors=(code,)))


def work_of_showing(lab: Lab) -> float:
    """Statements and steps of the database's machine that showing takes, before and after 3,000 reports."""

    async def story(scene: Scene) -> float:
        steps = [0]
        reader = scene.world.app.state.runtime.reader
        event.listen(reader, "checkout", lambda connection, *_: _count_steps(connection, steps))
        event.listen(reader, "before_cursor_execute", lambda *_: steps.__setitem__(0, steps[0] + 1))
        paths = [
            f"{scene.world.api}/dashboard",
            "/o/harbour/leader",
            "/o/harbour/",
            f"{scene.world.api}/directory",
        ]
        (await scene.world.sign_in("leader")).raise_for_status()
        await _work(scene, paths, steps)
        before = await _work(scene, paths, steps)
        for month in ("2026-10", "2026-11"):
            put(scene.engine, month, [Others(1000), Others(500, "tiny", None, "new")])
        after = await _work(scene, paths, steps)
        return sum(abs(one - other) for one, other in zip(before, after, strict=True))

    return lab.after_four_months(story)


async def _work(scene: Scene, paths: list[str], steps: list[int]) -> list[int]:
    found = []
    for path in paths:
        steps[0] = 0
        (await scene.ask(path)).raise_for_status()
        found.append(steps[0])
    assert any(found)
    return found


def _count_steps(connection: Any, steps: list[int]) -> None:
    def step() -> int:
        steps[0] += 1
        return 0

    connection.set_progress_handler(step, 1)
