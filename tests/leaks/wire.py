"""A listener on the line: passes every byte on between a client and the service, and keeps a copy of each."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

PIECE = 65_536


@dataclass
class Line:
    """What was heard so far, by direction."""

    port: int
    sent: bytearray = field(default_factory=bytearray, repr=False)
    """From the client to the service."""
    answered: bytearray = field(default_factory=bytearray, repr=False)
    """From the service to the client."""

    @property
    def origin(self) -> str:
        """Where a client reaches the service through this line."""
        return f"http://127.0.0.1:{self.port}"


def _pass_on(source: socket.socket, target: socket.socket, heard: bytearray) -> None:
    with suppress(OSError):
        while piece := source.recv(PIECE):
            heard += piece
            target.sendall(piece)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


def _join(client: socket.socket, port: int, line: Line) -> None:
    with suppress(OSError), client, socket.create_connection(("127.0.0.1", port)) as server:
        back = threading.Thread(target=_pass_on, args=(server, client, line.answered), daemon=True)
        back.start()
        _pass_on(client, server, line.sent)
        back.join(timeout=5)


def _accept(listener: socket.socket, port: int, line: Line) -> None:
    with suppress(OSError):
        while True:
            client, _ = listener.accept()
            threading.Thread(target=_join, args=(client, port, line), daemon=True).start()


@contextmanager
def overheard(port: int) -> Iterator[Line]:
    """A line to the service on this port, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        line = Line(listener.getsockname()[1])
        threading.Thread(target=_accept, args=(listener, port, line), daemon=True).start()
        yield line
        # accept() does not wake up when the listener is closed by another thread; shutting it down does.
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
