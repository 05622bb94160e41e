"""Gives every attack a fresh copy of a small organisation, and every mutant its hold on the service.

A mutant is planted before an attack and gone after it. Five years of history are lived through once: the
true counts of every table are kept, and a mutant of the draw draws them again.
"""

import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from service.pipeline import periods, releases
from service.privacy import counting, domains
from service.store.engine import open_engine
from service.store.work import ledger
from tests.privacy.attacks.history import Drawn, History, draw_again, live_through
from tests.privacy.attacks.scene import Others, Scene, found_scene, play, publish, put
from tests.world import FACTORS

PUBLISHED = ("2026-07", "2026-08", "2026-09", "2026-10")
Story = Callable[[Scene], Awaitable[float]]
Plant = Callable[[pytest.MonkeyPatch, "Lab"], None]
_serial = count(1)
_ORDINARY = {module: dict(vars(module)) for module in (releases, periods, counting, domains, ledger)}
"""What the service closes, counts and publishes with, before anything is planted."""


@dataclass(frozen=True)
class Shelf:
    """Databases to copy from, and the histories so far by the mutant whose they are."""

    folder: Path
    founded: Path
    published: Path
    histories: dict[str, History] = field(default_factory=dict)
    life: list[Drawn] = field(default_factory=list)
    """What those five years were drawn from: the same for each service that differs in its draw alone."""


def stock(folder: Path, migrated: Path) -> Shelf:
    """Found the organisation once; publish four months of it once."""
    founded, published = folder / "founded.db", folder / "published.db"
    shutil.copy(migrated, founded)
    found_scene(f"sqlite:///{founded}")
    shutil.copy(founded, published)
    engine = open_engine(f"sqlite:///{published}")
    for month in PUBLISHED:
        put(
            engine,
            month,
            [Others(20, ("north", "south")[place % 2], code) for place, code in enumerate(FACTORS)],
        )
        put(engine, month, [Others(3, "quay", FACTORS[0]), Others(5, "north", FACTORS[1], "new")])
        publish(engine, month)
    engine.dispose()
    return Shelf(folder, founded, published)


@dataclass
class Lab:
    """Where one attack is tried, on the service as it is or on one mutant of it."""

    shelf: Shelf
    mutant: str = ""
    url: str = ""
    meddling: list[Callable[[Engine], None]] = field(default_factory=list)
    """What a mutant does to each fresh database."""

    def copy(self, template: Path) -> str:
        """A fresh database."""
        path = self.shelf.folder / f"scene-{next(_serial)}.db"
        shutil.copy(template, path)
        self.url = f"sqlite:///{path}"
        engine = open_engine(self.url)
        for meddle in self.meddling:
            meddle(engine)
        engine.dispose()
        return self.url

    def at_start(self, story: Story) -> float:
        """Play with an organisation that has published nothing; its calendar begins in July 2026."""
        return play(self.copy(self.shelf.founded), story)

    def after_four_months(self, story: Story) -> float:
        """Play with an organisation that has published July to October 2026."""
        return play(self.copy(self.shelf.published), story)

    def history(self) -> History:
        """Five years: lived once; for a mutant of nothing but the draw, drawn again from the same counts."""
        kept = self.shelf.histories
        if self.mutant not in kept:
            kept[self.mutant] = self.drawn_again() if self.shelf.life and self.only_draws() else self.lived()
        return kept[self.mutant]

    def lived(self) -> History:
        """Five years, each month put, closed, counted, drawn and published as the steward's job does."""

        async def years(scene: Scene) -> History:
            history, life = await live_through(scene)
            if self.only_draws():
                self.shelf.life[:] = life
            return history

        return self._years(years)

    def drawn_again(self) -> History:
        """The five years that were lived, with this mutant's draw of the same true counts."""
        return self._years(lambda scene: draw_again(scene, self.shelf.life))

    def only_draws(self) -> bool:
        """Whether this is the service but for its draw, so that whatever it counts is the same."""
        changed = {
            name
            for module, ordinary in _ORDINARY.items()
            for name, value in ordinary.items()
            if vars(module).get(name) is not value
        }
        return changed <= {"blur"} and not self.meddling

    def _years(self, years: Callable[[Scene], Awaitable[History]]) -> History:
        found: list[History] = []

        async def story(scene: Scene) -> float:
            # Durable commits are tried elsewhere; here they would cost more than all the rest.
            event.listen(scene.engine, "connect", _unsafe)
            scene.engine.dispose()
            found.append(await years(scene))
            return 0.0

        self.at_start(story)
        return found[0]


def _unsafe(connection: object, _: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")  # type: ignore[attr-defined]
