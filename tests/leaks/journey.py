"""A whole journey over real HTTP against the real process, with everything it leaves behind kept at hand."""

import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from sqlalchemy import text

from service.client.sealing import Sealed, make_ticket, seal_report
from service.crypto.passphrase import Parameters, derive_keys
from service.deps import COOKIE
from service.store.engine import open_engine
from tests.leaks.places import database_bytes, folder_bytes
from tests.leaks.plants import PLANTED
from tests.leaks.wire import Line, overheard
from tests.server import Server, served
from tests.world import CODED, NAME

API = f"/api/v1/o/{NAME}"
HEADERS = {
    "user-agent": PLANTED.agent,
    "x-forwarded-for": PLANTED.address,
    "forwarded": f"for={PLANTED.address}",
    "x-real-ip": PLANTED.address,
    "referer": f"https://elsewhere.test/{PLANTED.referrer}",
}


@dataclass
class Journey:
    """A running service on a line that is listened to, and a client that says far too much about itself."""

    server: Server
    line: Line
    folder: Path
    http: httpx.Client
    marked: int = 0

    def mark(self) -> None:
        """From here on, `log` is what the service says."""
        self.marked = self.server.log.stat().st_size

    @property
    def log(self) -> str:
        """What the service printed since the mark."""
        return self.server.log.read_bytes()[self.marked :].decode()

    def post(self, path: str, body: object) -> httpx.Response:
        """Post JSON to the organisation's API."""
        return self.http.post(API + path, json=body)

    def get(self, path: str) -> httpx.Response:
        """Read from the organisation's API."""
        return self.http.get(API + path)

    def sign_in(self, handle: str, words: str) -> httpx.Response:
        """Stretch and prove a passphrase, as the page's script does."""
        asked = self.post("/sign-in/parameters", {"handle": handle}).json()
        kdf = Parameters(**{name: asked["kdf"][name] for name in ("memory_kib", "passes", "lanes")})
        proof = derive_keys(words, b64decode(asked["salt"]), kdf).proof
        answer = self.post("/sign-in", {"handle": handle, "proof": b64encode(proof).decode()})
        if answer.status_code == 200:
            # The cookie is Secure and this line is not TLS: a browser would not send it, so the test does.
            token = answer.headers["set-cookie"].partition("=")[2].partition(";")[0]
            self.http.headers["cookie"] = f"{COOKIE}={token}"
        return answer

    def seal(self, narrative: str = PLANTED.narrative) -> Sealed:
        """A report whose narrative is a canary."""
        return seal_report(narrative, CODED, self.get("/directory").json(), make_ticket(secrets.token_bytes))

    def alter(self, statement: str) -> None:
        """Do something to the database under the running service."""
        engine = open_engine(self.server.database_url, immediate=True)
        with engine.begin() as connection:
            connection.execute(text(statement))
        engine.dispose()

    def left_behind(self) -> bytes:
        """Everything that is on disk now: the database, the service's output, its temporary folder."""
        return database_bytes(self.server.database_url) + folder_bytes(self.folder)


@contextmanager
def begun(database_url: str, folder: Path) -> Iterator[Journey]:
    """The service with a temporary folder of its own, overheard until the block ends."""
    temporary = folder / "temporary"
    temporary.mkdir()
    with (
        served(database_url, folder, TMPDIR=str(temporary)) as server,
        overheard(server.port) as line,
        httpx.Client(base_url=line.origin, headers=HEADERS, timeout=30) as http,
    ):
        yield Journey(server, line, folder, http)
