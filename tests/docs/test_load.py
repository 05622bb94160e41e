"""The benchmarks' load counts what it was answered, however the answer comes, and what it never was."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from benchmarks.load import post_all
from tests.loops import apart

ANSWER = b"HTTP/1.1 202 Accepted\r\ncontent-length: 2\r\n\r\nok"
MADE = [(f"report-{number}", b"{}") for number in range(6)]


def read_request(connection: socket.socket) -> bool:
    """Whether another request came."""
    read = b""
    while b"\r\n\r\n" not in read or not read.endswith(b"{}"):
        more = connection.recv(65536)
        if not more:
            return False
        read += more
    return True


@contextmanager
def answering(answer: Callable[[socket.socket, int], None]) -> Iterator[int]:
    """A server of one connection that calls `answer` with each request's number; its port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            number = 0
            while read_request(connection):
                answer(connection, number)
                number += 1
            connection.close()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield int(listening.getsockname()[1])
        thread.join(timeout=20)
        assert not thread.is_alive()


def test_an_answer_in_two_pieces_cut_anywhere_is_one_answer():
    for cut in range(1, len(ANSWER)):

        def answer(connection: socket.socket, number: int, cut: int = cut) -> None:
            connection.sendall(ANSWER[:cut])
            if number == 0:
                threading.Event().wait(0.003)
            connection.sendall(ANSWER[cut:])

        with answering(answer) as port:
            outcome = apart(post_all, port, "/reports", MADE[:2], 1)

        assert (outcome.acknowledged, outcome.failures) == (["report-0", "report-1"], 0), cut


def test_what_a_server_that_goes_away_never_answered_has_failed():
    def answer(connection: socket.socket, number: int) -> None:
        if number == 2:
            connection.shutdown(socket.SHUT_RDWR)
        else:
            connection.sendall(ANSWER)

    with answering(answer) as port:
        outcome = apart(post_all, port, "/reports", MADE, 1)

    assert outcome.acknowledged == ["report-0", "report-1"]
    assert outcome.failures == len(MADE) - 2
