"""A cheap, honest HTTP load: raw keep-alive connections, bodies made beforehand, bounded in count and time.

On uvloop, as the servers are. Talks to 127.0.0.1 only. Knows how to be cut off: what was answered before is
still reported.
"""

import asyncio
import time
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from secrets import token_bytes
from typing import Any, cast

import uvloop

from service.client.sealing import encode_body, make_ticket, seal_report
from service.terms import CodedFields, UnitCode

PATIENCE = 300.0
"""Seconds that a connection's part of a load may take: a server that says nothing ends it."""
CODED = CodedFields(
    kind="near-miss",
    unit=UnitCode("north"),
    role_group="frontline",
    factors=("digital-systems",),
    impact="none-seen",
    potential="harm",
    spread="sometimes",
)
TEXT = "The flag was on a tab nobody opens, so the visit went ahead without it. " * 8


@dataclass
class Outcome:
    """What one load saw: seconds each answer took, statuses that were not 202, ids that were acknowledged."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    failures: int = 0
    acknowledged: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share of the answers came."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def bodies(directory: dict[str, Any], count: int) -> Iterator[tuple[str, bytes]]:
    """(id, JSON body) of reports that differ in id, lookup and sealed bytes, as real ones do.

    The envelope's ciphertext is fresh random bytes: the service cannot tell, and sealing is timed elsewhere.
    """
    template = seal_report(TEXT, CODED, directory, make_ticket(token_bytes)).body
    head = b64decode(template["envelope"])[:17]
    rest = len(b64decode(template["envelope"])) - 17
    for _ in range(count):
        report = token_bytes(16).hex()
        template["report"] = report
        template["envelope"] = b64encode(head + token_bytes(rest)).decode()
        template["dialogue"]["lookup"] = token_bytes(16).hex()
        yield report, encode_body(template)


def request(path: str, body: bytes) -> bytes:
    """A whole HTTP/1.1 request."""
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body


class _Client(asyncio.Protocol):
    """One keep-alive connection, which posts the next request as soon as the one before is answered.

    A protocol and not streams: whatever the load costs, a server on the same cores does without.
    """

    def __init__(self, requests: Iterator[tuple[str, bytes]], outcome: Outcome) -> None:
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._requests = requests
        self._outcome = outcome
        self._answer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast(asyncio.Transport, transport)
        self._post_next()

    def _post_next(self) -> None:
        following = next(self._requests, None)
        if following is None or self.ended.done():
            self._transport.close()
            self._end(None)
            return
        self._report, data = following
        self._started = time.perf_counter()
        self._transport.write(data)

    def data_received(self, data: bytes) -> None:
        """Note the answer once it is whole."""
        self._answer += data
        head, ended, body = self._answer.partition(b"\r\n\r\n")
        length = head.lower().partition(b"content-length:")[2].partition(b"\r")[0]
        if not ended or len(body) < int(length or b"0"):
            return
        self._outcome.latencies.append(time.perf_counter() - self._started)
        if head[9:12] == b"202":
            self._outcome.acknowledged.append(self._report)
        else:
            self._outcome.failures += 1
        self._answer = b""
        self._post_next()

    def connection_lost(self, exc: Exception | None) -> None:
        """Whoever is cut off before the end has failed."""
        self._end(exc or ConnectionResetError())

    def _end(self, fault: Exception | None) -> None:
        if self.ended.done():
            return
        if fault is None:
            self.ended.set_result(None)
        else:
            self.ended.set_exception(fault)


async def _run(port: int, requests: list[tuple[str, bytes]], clients: int) -> Outcome:
    outcome, shared = Outcome(), iter(requests)
    started = time.perf_counter()
    ended = await asyncio.gather(
        *(_client(port, shared, outcome) for _ in range(clients)), return_exceptions=True
    )
    outcome.seconds = time.perf_counter() - started
    outcome.failures += sum(isinstance(end, Exception) for end in ended)
    # What was never posted, because every connection was cut off, has failed too.
    outcome.failures += sum(1 for _ in shared)
    return outcome


async def _client(port: int, requests: Iterator[tuple[str, bytes]], outcome: Outcome) -> None:
    loop = asyncio.get_running_loop()
    line, client = await loop.create_connection(lambda: _Client(requests, outcome), "127.0.0.1", port)
    try:
        async with asyncio.timeout(PATIENCE):
            await client.ended
    finally:
        line.close()


def post_all(port: int, path: str, made: list[tuple[str, bytes]], clients: int) -> Outcome:
    """Post every body over so many keep-alive connections."""
    requests = [(report, request(path, body)) for report, body in made]
    return uvloop.run(_run(port, requests, clients))
