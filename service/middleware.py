"""Pure-ASGI rings around the application: headers on every status, limits before parsing, no foreign writes.

Never logs a request. An unexpected fault becomes one answer that says nothing; the log its type and line.
"""

import logging
import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from http import HTTPStatus
from traceback import format_tb

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.problems import send_problem
from service.errors import (
    BodyTooLarge,
    CrossSiteRequest,
    InternalFault,
    NotFound,
    Refusal,
    UnsupportedMediaType,
)
from service.pages.render import READS_ALONG

log = logging.getLogger("candour")

MAX_BODY = 96 * 1024
MAX_HAND_OVER = 256 * 1024
"""A whole dialogue sealed anew: 16 + 8 + 8 messages beside the largest envelope."""
"""A long report is 33,921 bytes sealed, 45,228 in base64; nothing honest is larger."""
JSON, PLAIN_FORM = b"application/json", b"application/x-www-form-urlencoded"
HAND_OVER = re.compile(r"/api/v1/o/[^/]+/circles/[^/]+/reports/[0-9a-f]{32}/hand-over")
PLAIN_DOOR = re.compile(r"/o/[^/]+/(plain|steward/(units|routes|people|settings|keys))")
"""The form without script and the stewards' forms: what takes what a browser sends by itself."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_READS_ALONG = READS_ALONG.encode()
_DECIDING = frozenset({b"sec-fetch-site", b"origin", b"host", b"content-length", b"content-type"})

_HEADERS = (
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-embedder-policy", b"require-corp"),
    (
        b"permissions-policy",
        b"accelerometer=(), browsing-topics=(), camera=(), "
        b"display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), "
        b"payment=(), serial=(), usb=(), clipboard-write=(self), publickey-credentials-get=(self)",
    ),
)
FILES = "/static/"
_FILE_POLICY = b"default-src 'none'; script-src 'self'; frame-ancestors 'none'"
"""A built file is a part of a page, which has the whole policy; opened by itself it may load nothing."""
_OURS = frozenset(name for name, _ in _HEADERS) | {
    b"content-security-policy",
    b"server",
    b"x-powered-by",
    _READS_ALONG,
}


def content_security_policy(nonce: str, *, reads_along: bool = False) -> str:
    """What a page of ours may load: nonced scripts and what they import, our own styles and images.

    A page that reads along while somebody writes may start a worker, made of bytes whose digest it checked.
    """
    worker, types = ("blob:", "candour-text") if reads_along else ("'self'", "'none'")
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self'; "
        f"img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src {worker}; "
        "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        f"require-trusted-types-for 'script'; trusted-types {types}"
    )


class Shield:
    """The outermost ring: the same security headers once on every answer, and silence about faults."""

    def __init__(self, app: ASGIApp, *, chance: Callable[[int], bytes], https: bool) -> None:
        """`https`: also ask browsers never to come back without TLS."""
        self._app = app
        self._chance = chance
        transport = ((b"strict-transport-security", b"max-age=63072000; includeSubDomains"),)
        self._always = (*_HEADERS, *transport) if https else _HEADERS
        # Browsers heed it on documents only (W3C Permissions Policy): a script would just be heavier by it.
        self._beside_files = tuple(one for one in self._always if one[0] != b"permissions-policy")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        nonce = b64encode(self._chance(16)).decode()
        # HEAD is GET without the body (RFC 9110, 9.3.2): no route has to say so.
        head = scope["method"] == "HEAD"
        scope = {**scope, "candour.nonce": nonce, **({"method": "GET"} if head else {})}
        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                is_file = scope["path"].startswith(FILES) and message["status"] == HTTPStatus.OK
                message["headers"] = self._headers("" if is_file else nonce, message.get("headers", ()))
            elif head:
                message["body"] = b""
            await send(message)

        try:
            await self._app(scope, receive, guarded)
        except ClientDisconnect:
            # Nobody is left to answer; a line in the log would say when somebody tried to report.
            return
        except Exception as fault:  # the last line: nothing of the fault may leave
            log.error("fault %s\n%s", type(fault).__name__, "".join(format_tb(fault.__traceback__)))
            if not started:
                await send_problem(InternalFault(), guarded)

    def _headers(self, nonce: str, given: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """Ours beside the given ones; without a nonce, those of a built file."""
        listed = [(name.lower(), name, value) for name, value in given]
        reads_along = any(lower == _READS_ALONG for lower, _, _ in listed)
        kept = [(name, value) for lower, name, value in listed if lower not in _OURS]
        if not any(name.lower() == b"cache-control" for name, _ in kept):
            kept.append((b"cache-control", b"no-store"))
        if not nonce:
            return [*kept, (b"content-security-policy", _FILE_POLICY), *self._beside_files]
        policy = content_security_policy(nonce, reads_along=reads_along).encode()
        return [*kept, (b"content-security-policy", policy), *self._always]


class Limits:
    """Refuses, before anything is parsed: writes from other sites, bodies too large, anything but JSON."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and "\0" in scope["path"]:
            # No name has one, and PostgreSQL cannot even be asked.
            await send_problem(NotFound(), send)
            return
        if scope["type"] != "http" or scope["method"] in SAFE:
            await self._app(scope, receive, send)
            return
        is_plain = scope["method"] == "POST" and PLAIN_DOOR.fullmatch(scope["path"])
        kind = PLAIN_FORM if is_plain else JSON
        most = MAX_HAND_OVER if HAND_OVER.fullmatch(scope["path"]) else MAX_BODY
        refusal = _why_not(_asked(scope["headers"]), kind, most)
        if refusal is not None:
            await send_problem(refusal, send)
            return
        try:
            await self._app(scope, _bounded(receive, most), send)
        except _TooMuch:
            await send_problem(BodyTooLarge(), send)


class _TooMuch(BaseException):
    """Passes through every handler between the body and the ring that bounds it."""


def _asked(headers: list[tuple[bytes, bytes]]) -> Mapping[bytes, bytes]:
    """The headers a decision hangs on, in one pass; of two alike the first, as everywhere."""
    return {name: value for name, value in reversed(headers) if name in _DECIDING}


def _why_not(headers: Mapping[bytes, bytes], kind: bytes, most: int) -> Refusal | None:
    if _from_elsewhere(headers):
        return CrossSiteRequest()
    length = headers.get(b"content-length", b"0")
    if not length.isdigit() or int(length[:12]) > most:
        return BodyTooLarge()
    if headers.get(b"content-type", b"").partition(b";")[0].strip().lower() != kind:
        return UnsupportedMediaType()
    return None


def _from_elsewhere(headers: Mapping[bytes, bytes]) -> bool:
    """Whether a page of another origin sent this (Fetch Metadata first, Origin where that is missing).

    Under Referrer-Policy no-referrer a page's own form posts say `Origin: null`: Origin alone cannot decide.
    """
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        return site not in (b"same-origin", b"none")
    origin = headers.get(b"origin")
    return origin is not None and origin.partition(b"://")[2] != headers.get(b"host")


def _bounded(receive: Receive, most: int) -> Receive:
    seen = 0

    async def bounded() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise _TooMuch
        return message

    return bounded


class SingleOrganisation:
    """Lets one organisation live at / as well as at /o/{organisation}/."""

    def __init__(self, app: ASGIApp, organisation: str) -> None:
        """`organisation` is its slug."""
        self._app = app
        self._prefix = f"/o/{organisation}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http":
            path: str = scope["path"]
            if path.startswith("/api/v1/") and not path.startswith(("/api/v1/o/", "/api/v1/openapi.json")):
                scope = {**scope, "path": f"/api/v1{self._prefix}{path.removeprefix('/api/v1')}"}
            elif not path.startswith(("/o/", "/api/", "/static/", "/docs", "/health", "/.well-known/")):
                scope = {**scope, "path": self._prefix + path}
        await self._app(scope, receive, send)


class LanguageInAddress:
    """Lets a page be read in a chosen language: /o/{organisation}/{language}/… beside its plain address."""

    def __init__(self, app: ASGIApp, offered: Sequence[str]) -> None:
        """`offered` are the codes of the languages a reader may choose."""
        self._app = app
        codes = "|".join(re.escape(code) for code in offered)
        self._chosen = re.compile(rf"(/o/[^/]+)/({codes})(/.*)")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        found = self._chosen.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if found is not None:
            scope = {**scope, "path": found[1] + found[3], "candour.language": found[2]}
        await self._app(scope, receive, send)
