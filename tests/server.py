"""The real service as a process of its own, to be killed, restarted and overheard. Stopped at the end."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[1]
SECRET = "a test secret of forty characters, or so"
PATIENCE = 90.0


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """`candour serve` on a database that is founded already; everything it prints goes to `log`."""

    database_url: str
    log: Path
    environment: dict[str, str] = field(default_factory=dict, repr=False)
    port: int = field(default_factory=free_port)
    arguments: tuple[str, ...] = ()
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def origin(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self.process is not None
        return self.process.pid

    def start(self) -> None:
        """Start, and wait until it answers."""
        environment = {
            **os.environ,
            "CANDOUR_DATABASE_URL": self.database_url,
            "CANDOUR_SECRET": SECRET,
            "CANDOUR_PORT": str(self.port),
            **self.environment,
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "service.cli", "serve", *self.arguments],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )
        self._wait()

    def _wait(self) -> None:
        assert self.process is not None
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise RuntimeError(f"the service ended by itself:\n{self.log.read_text()}")
            with suppress(httpx.TransportError):
                if httpx.get(f"{self.origin}/health", timeout=2).status_code == 200:
                    return
            time.sleep(0.05)
        raise RuntimeError(f"the service did not answer:\n{self.log.read_text()}")

    def kill(self) -> None:
        """kill -9, in the middle of whatever it does."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Ask it to end, as Ctrl-C does."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.kill()


@contextmanager
def served(database_url: str, folder: Path, **environment: str) -> Iterator[Server]:
    """A running service, stopped when the block ends."""
    server = Server(database_url, folder / "server.log", environment)
    server.start()
    try:
        yield server
    finally:
        server.stop()
