"""Gives every attack a fresh copy of a small organisation, and every mutant its hold on the service.

A mutant is planted before an attack and gone after it; what five years of history cost to live through is
kept for the attacks that share it.
"""

import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from service.store.engine import open_engine
from tests.privacy.attacks.history import History, live_through
from tests.privacy.attacks.scene import Others, Scene, found_scene, play, publish, put
from tests.world import FACTORS

PUBLISHED = ("2026-07", "2026-08", "2026-09", "2026-10")
Story = Callable[[Scene], Awaitable[float]]
Plant = Callable[[pytest.MonkeyPatch, "Lab"], None]
_serial = count(1)


@dataclass(frozen=True)
class Shelf:
    """Databases to copy from, and the histories lived so far by the mutant they were lived under."""

    folder: Path
    founded: Path
    published: Path
    histories: dict[str, History] = field(default_factory=dict)


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
        """Five years, lived once for each mutant."""
        if self.mutant not in self.shelf.histories:
            lived: list[History] = []

            async def story(scene: Scene) -> float:
                # Durable commits are tried elsewhere; here they would cost more than all the rest.
                event.listen(scene.engine, "connect", _unsafe)
                scene.engine.dispose()
                lived.append(await live_through(scene))
                return 0.0

            self.at_start(story)
            self.shelf.histories[self.mutant] = lived[0]
        return self.shelf.histories[self.mutant]


def _unsafe(connection: object, _: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")  # type: ignore[attr-defined]
