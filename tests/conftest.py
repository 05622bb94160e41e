"""Fixtures everybody shares: both databases, fresh and migrated, and the clock of the tests."""

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from service.store.engine import open_engine
from service.store.migrate import migrate
from service.store.release.handle import ReleaseStore
from service.store.staff.handle import StaffStore
from service.store.work.handle import WorkStore
from tests.browser import close_chromium
from tests.order import longest_first
from tests.postgres import copy_database, drop_database, postgres_server, where_copying_is_cheap

# Tests post hundreds of reports in a minute; those about the sums switch them on.
os.environ.setdefault("CANDOUR_SUMS", "false")

# Hundreds of modules are imported first, and nothing of theirs is garbage.
gc.disable()

# httpx looks for sniffio at each request; where there is none, Python would search its whole path each time.
if find_spec("sniffio") is None:
    sys.modules["sniffio"] = None

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
_serial = iter(range(1_000_000))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest."""
    items[:] = longest_first(items)


def pytest_collection_finish() -> None:
    """What was imported stays and is looked through for garbage no more; the rest less often, as served."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    gc.enable()


def pytest_sessionfinish() -> None:
    """End the browser this process started, if it did."""
    close_chromium()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a running PostgreSQL server, without a database name."""
    with postgres_server(where_copying_is_cheap()) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> str:
    """The name of a migrated database to copy from."""
    copy_database(postgres, "template1", "candour_template")
    engine = open_engine(postgres + "/candour_template")
    migrate(engine)
    engine.dispose()
    return "candour_template"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database file to copy from."""
    path = tmp_path_factory.mktemp("template") / "candour.db"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh, migrated database on each kind of server."""
    if request.param == "sqlite":
        path = tmp_path / "candour.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    server: str = request.getfixturevalue("postgres")
    template = request.getfixturevalue("postgres_template")
    name = f"candour_{next(_serial)}"
    request.addfinalizer(partial(drop_database, server, name))
    return copy_database(server, template, name)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a fresh, migrated database."""
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def work(engine: Engine) -> Iterator[WorkStore]:
    """A work store, rolled back at the end unless the test commits."""
    with Session(engine) as session:
        yield WorkStore(session)


@pytest.fixture
def staff(engine: Engine) -> Iterator[StaffStore]:
    """A staff store on the same database."""
    with Session(engine) as session:
        yield StaffStore(session)


@pytest.fixture
def releases(engine: Engine) -> Iterator[ReleaseStore]:
    """A release store on the same database."""
    with Session(engine) as session:
        yield ReleaseStore(session)
