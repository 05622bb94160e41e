"""A ring that compresses what is the same for everybody, and nothing else (LEAKS 12: never beside a secret).

What is random in a page goes as it is, so that the length of an answer depends on nothing but the page.
"""

import re
import struct
import zlib
from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAME_FOR_ALL = re.compile(r"/o/[^/]+/(|report|quick|come-back|poster)|/api/v1/o/[^/]+/directory")
"""What anybody may read, and reads alike: no secret, no session, nothing of a request is in it."""
TAKES_GZIP = re.compile(rb"(^|,)\s*gzip\s*(;\s*q=(1|0\.0*[1-9])[^,]*)?(,|$)", re.IGNORECASE)
HEADER = bytes([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 255])
"""gzip (RFC 1952, 2.3) without a time, so that the same page is the same bytes."""
RAW = -zlib.MAX_WBITS


class Pressed:
    """Compresses the pages and the directory that everybody reads alike."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        asked = scope["type"] == "http" and scope["method"] == "GET" and SAME_FOR_ALL.fullmatch(scope["path"])
        if not asked or not TAKES_GZIP.search(dict(scope["headers"]).get(b"accept-encoding", b"")):
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body = bytearray()

        async def pressed(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                start.update(message)
                return
            if not start:
                await send(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            small = press(bytes(body), scope.get("candour.nonce", "").encode())
            await send({**start, "headers": _headers(start["headers"], len(small))})
            await send({"type": "http.response.body", "body": small})

        await self._app(scope, receive, pressed)


def press(body: bytes, nonce: bytes) -> bytes:
    """The body as gzip; wherever the nonce stands, it is in a stored block (RFC 1951, 3.2.4)."""
    pieces = re.split(b"(%b)" % re.escape(nonce), body) if nonce else [body]
    parts = [_deflated(piece, 0 if piece == nonce else 9) for piece in pieces]
    end = zlib.compressobj(wbits=RAW).flush()
    return b"".join((HEADER, *parts, end, struct.pack("<LL", zlib.crc32(body), len(body))))


def _deflated(piece: bytes, level: int) -> bytes:
    machine = zlib.compressobj(level, wbits=RAW)
    return machine.compress(piece) + machine.flush(zlib.Z_FULL_FLUSH)


def _headers(given: Iterable[tuple[bytes, bytes]], length: int) -> list[tuple[bytes, bytes]]:
    kept = [(name, value) for name, value in given if name.lower() not in (b"content-length", b"vary")]
    varies = [value for name, value in given if name.lower() == b"vary"]
    return [
        *kept,
        (b"content-length", str(length).encode()),
        (b"content-encoding", b"gzip"),
        (b"vary", b", ".join((*varies, b"Accept-Encoding"))),
    ]
