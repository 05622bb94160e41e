"""A founded organisation on both databases, copied for every test, and stories told against it."""

import shutil
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from tests.leaks.plants import PLANTED, found_planted
from tests.postgres import copy_database, drop_database
from tests.world import World, act

Story = Callable[[World], Awaitable[None]]
_serial: Iterator[int] = count(1)


@pytest.fixture(scope="session")
def founded_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with two organisations."""
    path = tmp_path_factory.mktemp("leaks") / "founded.db"
    shutil.copy(sqlite_template, path)
    found_planted(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def founded_name(postgres: str, postgres_template: str) -> str:
    """The name of a PostgreSQL database with two organisations."""
    found_planted(copy_database(postgres, postgres_template, "candour_leaks"))
    return "candour_leaks"


def own_house(request: pytest.FixtureRequest, folder: Path) -> str:
    """The URL of a fresh copy, on the kind of database the request names."""
    if request.param == "sqlite":
        path = folder / "candour.db"
        shutil.copy(request.getfixturevalue("founded_file"), path)
        return f"sqlite:///{path}"
    template = request.getfixturevalue("founded_name")
    server, name = request.getfixturevalue("postgres"), f"candour_leak_{next(_serial)}"
    request.addfinalizer(partial(drop_database, server, name))
    return copy_database(server, template, name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database of its own with two organisations in it."""
    return own_house(request, tmp_path)


@pytest.fixture
def reader(house: str) -> Iterator[Engine]:
    """Reads the database of `house` beside the application."""
    engine = create_engine(house.replace("postgresql:", "postgresql+psycopg:"))
    yield engine
    engine.dispose()


@pytest.fixture
def tell(house: str) -> Callable[[Story], None]:
    """Run an async story against the application."""
    return lambda story: act(house, story)


@pytest.fixture(scope="session", autouse=True)
def planted() -> None:
    """Every run has canaries of its own: what one run left behind cannot answer for another."""
    assert len(set(PLANTED)) == len(PLANTED)
