"""The steward's job killed for real (SIGKILL) at every step, and run by two machines at once.

Each job is a process of its own on the same database while the application serves. The statistic is how
many figures were ever seen with two different values, or reported by two publishers differently.
"""

import os
import signal
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from multiprocessing.queues import Queue
from typing import Any

import pytest

from service.pipeline import periods
from service.pipeline import releases as job
from service.privacy.calendar import shift_month
from service.store.engine import open_engine
from service.terms import Period
from tests.privacy.attacks import mutants_jobs
from tests.privacy.attacks.scene import (
    Others,
    Scene,
    begin_calendar,
    closing_time,
    figures,
    play,
    put,
    stores,
)
from tests.world import FACTORS, NAME

STEPS = (
    "mark_copied",
    "add_release",
    "link",
    "move_period",
    "add_draw",
    "take_reports",
    "blur",
    "tally_reports",
)
"""From the last to the first: a job that starts over shows itself soonest at the end."""
MOMENTS = tuple((step, after) for step in STEPS for after in (False, True))
RACES = 6
FIRST = Period("2025-01")
PATIENCE = 60
_server = get_context("forkserver")
_server.set_forkserver_preload([__name__])


def killed_at_every_step(url: str, mutant: str = "") -> float:
    """A month for each step and side of it: killed there, looked at, started again, looked at."""

    async def story(scene: Scene) -> float:
        begin_calendar(scene.engine, FIRST)
        seen: dict[tuple[str, str], set[int | None]] = {}
        for place, (step, after) in enumerate(MOMENTS):
            month = shift_month(FIRST, place)
            _fill(scene, month)
            assert _run([_start(url, month, mutant, kill=(step, after))]) == [-signal.SIGKILL], step
            await _look(scene, seen)
            assert _run([_start(url, month, mutant)]) == [0], step
            await _look(scene, seen)
            if any(len(values) > 1 for values in seen.values()):
                break
            assert any(period == month for _, period in seen)
        return sum(len(values) - 1 for values in seen.values())

    return play(url, story)


def two_publishers(url: str, mutant: str = "") -> float:
    """Two processes publish the same month from the same instant, six months in a row; neither may fail."""

    async def story(scene: Scene) -> float:
        begin_calendar(scene.engine, FIRST)
        apart = 0
        for place in range(RACES):
            month = shift_month(FIRST, place)
            _fill(scene, month)
            told: Queue[dict[str, str]] = _server.Queue()
            gate = _server.Barrier(2)
            ends = _run([_start(url, month, mutant, race=(gate, told)) for _ in range(2)])
            apart += len(ends) - ends.count(0)
            if apart:
                break
            one, other = (told.get(timeout=PATIENCE) for _ in range(2))
            apart += sum(one[table] != other.get(table) for table in one)
            seen: dict[tuple[str, str], set[int | None]] = {}
            await _look(scene, seen)
            assert any(period == month for _, period in seen)
        return apart

    return play(url, story)


def _fill(scene: Scene, month: Period) -> None:
    put(
        scene.engine,
        month,
        [Others(40, ("north", "south")[place % 2], code) for place, code in enumerate(FACTORS)],
    )


async def _look(scene: Scene, seen: dict[tuple[str, str], set[int | None]]) -> None:
    for cell, value in figures(await scene.dashboard()).items():
        seen.setdefault(cell, set()).add(value)


def _start(url: str, month: str, mutant: str, **options: Any) -> ForkServerProcess:
    process = _server.Process(target=publish_apart, args=(url, month, mutant), kwargs=options)
    process.start()
    return process


def _run(processes: list[ForkServerProcess]) -> list[int | None]:
    for process in processes:
        process.join(PATIENCE)
    ends = [process.exitcode for process in processes]
    for process in processes:
        process.kill()
        process.join()
        process.close()
    return ends


def publish_apart(
    url: str,
    month: Period,
    mutant: str,
    kill: tuple[str, bool] | None = None,
    race: tuple[Any, Any] | None = None,
) -> None:
    """What one process does: plant the mutant, wait for the other or set the trap, close and publish."""
    patch = pytest.MonkeyPatch()
    if mutant:
        getattr(mutants_jobs, mutant)(patch)
    if kill:
        step, after = kill
        patch.setattr(job, step, _trap(getattr(job, step), after=after))
    engine = open_engine(url)
    with stores(engine) as (work, releases):
        if race:
            race[0].wait(PATIENCE)
        periods.close_period(work, NAME, month, closing_time(month))
        published = job.publish_release(work, releases, NAME, month, closing_time(month))
    engine.dispose()
    if race:
        race[1].put({one.content.stage.value: one.content.cells for one in published})


def _trap(step: Callable[..., Any], *, after: bool) -> Callable[..., Any]:
    def fatal(*args: Any, **options: Any) -> Any:
        if after:
            step(*args, **options)
        os.kill(os.getpid(), signal.SIGKILL)

    return fatal
