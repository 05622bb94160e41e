"""What one connection may ask for at once, on the real process."""

import shutil
import socket
from pathlib import Path

import httpx

from service.commands.http import MAX_PIPELINE
from tests.server import served
from tests.world import found

REQUEST = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
LAST = REQUEST.replace(b"Host", b"Connection: close\r\nHost")


def answers(port: int, sent: bytes) -> int:
    """How many whole requests are answered before the service closes or falls silent."""
    received = b""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        try:
            connection.sendall(sent)
            while piece := connection.recv(65_536):
                received += piece
        except OSError:
            pass
    return received.count(b"HTTP/1.1 200 ")


def test_a_few_requests_sent_ahead_are_answered_and_thousands_are_not_kept(
    sqlite_template: Path, tmp_path: Path
):
    path = tmp_path / "candour.db"
    shutil.copy(sqlite_template, path)
    found(f"sqlite:///{path}")

    with served(f"sqlite:///{path}", tmp_path) as server:
        few = answers(server.port, REQUEST * (MAX_PIPELINE - 1) + LAST)
        many = answers(server.port, REQUEST * 5_000 + LAST)
        after = httpx.get(f"{server.origin}/health").status_code

    assert few == MAX_PIPELINE
    assert many <= MAX_PIPELINE
    assert after == 200
