"""The real application on a real port, and a real browser to look at it with."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Page

from service.languages import LANGUAGES
from service.main import create_app, guard
from service.settings import Settings
from tests.browser import CHROMIUM, QUIET, browse
from tests.world import NAME, Clock

__all__ = ["AXE", "CHROMIUM", "QUIET", "ROOT_FOLDER", "Live", "axe_findings", "browse", "serve"]

ROOT_FOLDER = Path(__file__).resolve().parents[2]
AXE = ROOT_FOLDER / "browser/node_modules/axe-core/axe.min.js"


@dataclass(frozen=True)
class Live:
    """A running service: its origin, and the application behind it."""

    origin: str
    app: FastAPI
    language: str = ""

    @property
    def root(self) -> str:
        """The address of the test organisation, in a language where one was chosen."""
        return f"{self.origin}/o/{NAME}" + (f"/{self.language}" if self.language else "")


@contextmanager
def serve(database_url: str) -> Iterator[Live]:
    """Serve until the block ends, in every language there is."""
    settings = Settings(
        database_url=database_url,
        secret="a test secret of forty characters, or so",
        languages=",".join(LANGUAGES),
    )
    app = create_app(settings, Clock())
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(guard(app, settings, https=False), log_level="error", server_header=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield Live(f"http://127.0.0.1:{listener.getsockname()[1]}", app)
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def axe_findings(page: Page) -> list[str]:
    """What axe-core finds on the page as it stands, one line per rule."""
    page.evaluate(AXE.read_text(encoding="utf-8") + "; 0")
    found = page.evaluate("axe.run().then(({violations}) => violations)")
    return [f"{rule['id']}: {[node['html'] for node in rule['nodes']]}" for rule in found]
