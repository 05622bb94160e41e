"""A founded organisation, its pages over HTTP, and the built files they name."""

import subprocess
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from service.pages.assets import built_assets
from tests.pages.form import PHONE
from tests.pages.live import Live, browse, serve
from tests.world import World, act, found

ROOT = Path(__file__).resolve().parents[2]

Story = Callable[[World], Awaitable[None]]


@pytest.fixture(scope="session", autouse=True)
def built() -> None:
    """Build the browser's files if nobody has."""
    if not (ROOT / "service/static/built/manifest.json").is_file():
        subprocess.run(["node", "scripts/build.mjs", "--quiet"], cwd=ROOT / "browser", check=True)
        built_assets.cache_clear()


@pytest.fixture
def tell(sqlite_template: Path, tmp_path: Path) -> Callable[..., None]:
    """Run an async story against the application; pages speak no SQL, so one kind of database is enough."""
    path = tmp_path / "candour.db"
    path.write_bytes(sqlite_template.read_bytes())
    found(f"sqlite:///{path}")
    return lambda story, **settings: act(f"sqlite:///{path}", story, **settings)


@pytest.fixture
def live(sqlite_template: Path, tmp_path: Path) -> Iterator[Live]:
    """The application on a port of its own, for a browser to visit."""
    path = tmp_path / "candour.db"
    path.write_bytes(sqlite_template.read_bytes())
    found(f"sqlite:///{path}")
    with serve(f"sqlite:///{path}") as live:
        yield live


@pytest.fixture
def page() -> Iterator[Page]:
    """A small phone."""
    with browse(viewport=PHONE) as page:
        yield page
