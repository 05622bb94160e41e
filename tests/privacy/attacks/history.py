"""Five years of one organisation, read over HTTP by somebody who knows all of it but one bit at a time.

Every month the crowd is known, but for secret reports: whether one was made at all (a bit of membership),
and which of two factors one had (a bit of attribute). Half of the secrets of each kind are yes.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from random import Random

import pytest

from service.pipeline import releases as job
from service.privacy.budget import Epsilon
from service.privacy.calendar import month_of, quarter_ending, quarter_of, shift_month
from service.privacy.chain import ReleaseContent, genesis, link
from service.privacy.counting import RawCounts
from service.privacy.noise import Blurred
from service.store.engine import transaction
from service.store.release.releases import add_release
from service.store.work.handle import WorkStore
from service.terms import Period
from tests.privacy.attacks.scene import (
    Others,
    Scene,
    begin_calendar,
    chart_rows,
    figures,
    forget_reports,
    group_of,
    publish,
    put,
    stores,
)
from tests.world import FACTORS, NAME, NOON

LENGTH = 60
LAST = shift_month(month_of(NOON.date()), -1)
MONTHS = tuple(shift_month(LAST, place + 1 - LENGTH) for place in range(LENGTH))
COMMON = 30
"""Reports of the crowd in a factor that is often named: far enough above "too few to tell"."""
PLACES = ("north", "south", "quay")
GROUPS = tuple(dict.fromkeys(group_of(factor) for factor in FACTORS))
EMPTY = tuple({group_of(factor): factor for factor in FACTORS}.values())
"""The last factor of each group: nobody names it but the secret reports."""
BUSY = tuple(factor for factor in FACTORS if factor not in EMPTY)
Counts = dict[tuple[str, str], int]
"""True counts, or published ones, by (cell, period)."""


@dataclass(frozen=True)
class Secret:
    """One report an attacker asks about: made or not, or with this factor or the other."""

    month: Period
    factor: str
    unit: str
    other: str = ""

    def cells(self, factor: str) -> Iterator[tuple[str, str, float]]:
        """Where it would be counted, and at which epsilon: by factor, by unit, across both."""
        row = "areas" if self.unit in ("north", "south") else "other-units"
        place = self.unit if row == "areas" else row
        yield factor, self.month, 0.40
        yield place, self.month, 0.20
        yield f"{row}|{group_of(factor)}", quarter_of(self.month), 0.20


@dataclass(frozen=True)
class History:
    """What was published, and what was true."""

    seen: dict[tuple[str, str], int | None]
    drawn: dict[tuple[str, str], tuple[object, ...]]
    truth: dict[Secret, bool]

    def secrets(self, *, attribute: bool, factors: Iterable[str] = BUSY) -> list[Secret]:
        """The secrets of one kind."""
        among = set(factors)
        return [one for one in self.truth if bool(one.other) is attribute and one.factor in among]

    def known(self) -> Counts:
        """All true counts: an attacker takes back out only the report asked about."""
        return count_all(self.truth)

    def published(self, cells: Iterable[tuple[str, str]]) -> Counts:
        """Those of the cells for which a number was told."""
        return {cell: value for cell in cells if (value := self.seen.get(cell)) is not None}

    def noise(self, cells: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """What was told, less what was true."""
        true = self.known()
        return {cell: value - true.get(cell, 0) for cell, value in self.published(cells).items()}


@cache
def make_secrets() -> dict[Secret, bool]:
    """The same secrets every time; the noise is what differs."""
    lots = Random(48)
    members = [Secret(month, factor, _unit(month, factor)) for month in MONTHS for factor in FACTORS]
    pairs = list(zip(BUSY[::2], BUSY[1::2], strict=True))
    traits = [
        Secret(month, one, PLACES[place % 3], other)
        for month in MONTHS
        for place, (one, other) in enumerate(pairs)
    ]
    found: dict[Secret, bool] = {}
    busy = [one for one in members if one.factor in BUSY]
    targets = [one for month in MONTHS for one in targets_of(month)]
    rest = [one for one in busy if one not in targets]
    for kind in (targets, rest, [one for one in members if one.factor in EMPTY], traits):
        bits = [place % 2 == 0 for place in range(len(kind))]
        lots.shuffle(bits)
        found |= dict(zip(kind, bits, strict=True))
    return found


def targets_of(month: Period) -> list[Secret]:
    """Three reports of a month that share no cell of any table with another of the same quarter."""
    place = (int(month[5:]) - 1) % 3
    chosen = ((2 * place, "north"), (2 * place + 1, "south"), ((2 * place + 2) % 6, "quay"))
    return [Secret(month, _first_of(GROUPS[group]), unit) for group, unit in chosen]


def _first_of(group: str) -> str:
    return next(factor for factor in FACTORS if group_of(factor) == group)


def _unit(month: Period, factor: str) -> str:
    mine = (one.unit for one in targets_of(month) if one.factor == factor)
    return next(mine, PLACES[FACTORS.index(factor) % 3])


def crowd(truth: dict[Secret, bool], month: Period) -> list[Others]:
    """All reports of a month."""
    made = [Others(COMMON, PLACES[place % 3], factor) for place, factor in enumerate(BUSY)]
    for secret, yes in truth.items():
        if secret.month == month and (yes or secret.other):
            made.append(Others(1, secret.unit, secret.factor if yes else secret.other))
    return made


def count_all(truth: dict[Secret, bool]) -> Counts:
    """True counts of every cell of every table."""
    counts: Counts = {}
    for month in MONTHS:
        for some in crowd(truth, month):
            secret = Secret(month, some.factor or "", some.unit)
            for cell, period, _ in secret.cells(secret.factor):
                counts[cell, period] = counts.get((cell, period), 0) + some.number
    return counts


@dataclass(frozen=True)
class Drawn:
    """One table of the service's five years: what was published of it, and what it was drawn from."""

    month: Period
    content: ReleaseContent
    counts: RawCounts


async def live_through(scene: Scene) -> tuple[History, list[Drawn]]:
    """Publish month after month as the steward's job does; also tells what each table was drawn from."""
    truth = make_secrets()
    begin_calendar(scene.engine, MONTHS[0])
    drawn: list[Drawn] = []

    def month_by_month(month: Period) -> None:
        put(scene.engine, month, crowd(truth, month))
        with _writing_down(drawn, month):
            publish(scene.engine, month)
        if ends_quarter(month):
            forget_reports(scene.engine)

    return await _read(scene, month_by_month), drawn


async def draw_again(scene: Scene, life: list[Drawn]) -> History:
    """The same five years of a service that differs in its draw alone: every table drawn anew, published."""
    place = (0, genesis(NAME))

    def month_by_month(month: Period) -> None:
        nonlocal place
        with stores(scene.engine) as (_, releases), transaction(releases):
            for one in life:
                if one.month == month:
                    blurred = job.blur(one.counts, Epsilon.parse(one.content.epsilon))
                    cells = job.canonical_cells(blurred.cells)
                    release = link(
                        replace(one.content, cells=cells, scale=blurred.scale), place[0] + 1, place[1]
                    )
                    add_release(releases, release)
                    place = (release.position, release.hash)

    return await _read(scene, month_by_month)


@contextmanager
def _writing_down(drawn: list[Drawn], month: Period) -> Iterator[None]:
    counted: list[RawCounts] = []

    def blur(counts: RawCounts, epsilon: Epsilon) -> Blurred:
        counted.append(counts)
        return ordinary(counts, epsilon)

    def add_draw(work: WorkStore, content: ReleaseContent) -> None:
        drawn.append(Drawn(month, content, counted.pop()))
        keep(work, content)

    ordinary, keep = job.blur, job.add_draw
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(job, "blur", blur)
        patch.setattr(job, "add_draw", add_draw)
        yield


async def _read(scene: Scene, month_by_month: Callable[[Period], None]) -> History:
    """What a leader reads after each quarter, and of the empty cells at the end."""
    seen: dict[tuple[str, str], int | None] = {}
    for month in MONTHS:
        month_by_month(month)
        if ends_quarter(month):
            seen |= figures(await scene.dashboard(span="12"))
    seen |= figures(await scene.dashboard())
    drawn = {}
    for factor in EMPTY:
        told = await scene.dashboard(scope=f"factor:{factor}")
        values = figures(told)
        for month, row in zip(MONTHS, chart_rows(told), strict=True):
            drawn[factor, month] = (
                values[factor, month],
                row["words"],
                row["low"],
                row["high"],
                row["place"],
            )
    return History(seen, drawn, make_secrets())


def ends_quarter(month: Period) -> bool:
    """Whether a quarter's tables are published with this month."""
    return quarter_ending(month) is not None
