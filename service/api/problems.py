"""Refusals as RFC 9457 problem+json: one table from code to status. Never repeats what was sent."""

import json
from collections.abc import Callable

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Send

from service.errors import InternalFault, MalformedRequest, MethodNotAllowed, NotFound, Refusal

PROBLEM = "application/problem+json"
STATUS = {
    "bad-entry": 422,
    "bad-retention": 422,
    "body-too-large": 413,
    "circle-too-small": 409,
    "code-taken": 409,
    "cross-site-request": 403,
    "dialogue-full": 409,
    "door-closed": 403,
    "internal-fault": 500,
    "invitation-over": 410,
    "key-changed": 409,
    "key-wanted": 409,
    "last-steward": 409,
    "malformed-envelope": 422,
    "malformed-request": 422,
    "member-makes-key": 422,
    "method-not-allowed": 405,
    "narrative-too-long": 422,
    "no-circle": 503,
    "no-dialogue": 409,
    "no-key-held": 403,
    "no-larger-unit": 422,
    "not-allowed": 403,
    "not-endorsed": 409,
    "not-found": 404,
    "not-signed-in": 401,
    "nothing-written": 422,
    "overloaded": 503,
    "passkey-refused": 401,
    "period-not-closed": 409,
    "period-not-over": 409,
    "report-conflict": 409,
    "retired-key": 409,
    "sign-in-failed": 401,
    "slow-down": 429,
    "stale-edit": 409,
    "still-in-circle": 409,
    "too-few-reports": 409,
    "words-not-ready": 422,
    "too-few-ways-in": 409,
    "too-many-factors": 422,
    "unit-in-use": 409,
    "unit-too-small": 422,
    "unknown-code": 422,
    "unknown-organisation": 404,
    "unknown-receipt": 404,
    "unsupported-envelope": 422,
    "unsupported-media-type": 415,
    "work-needed": 429,
    "wrong-circle": 422,
}
"""Every refusal's HTTP status. A test holds this table against service/errors.py."""

HtmlPage = Callable[[Request, Refusal, int], Response]


def problem(refusal: Refusal) -> tuple[int, bytes]:
    """The status and the problem+json body of a refusal."""
    status = STATUS[refusal.code]
    body = {
        "type": f"urn:candour:refusal:{refusal.code}",
        "title": refusal.words,
        "status": status,
        "code": refusal.code,
    }
    return status, json.dumps(body | refusal.hints).encode()


async def send_problem(refusal: Refusal, send: Send) -> None:
    """Answer with a refusal where there is no framework to do it: in the rings and at the front door."""
    status, body = problem(refusal)
    headers = [
        (b"content-type", PROBLEM.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def install_problem_handlers(app: FastAPI, html: HtmlPage) -> None:
    """Turn refusals and the framework's own errors into problems, or into `html` pages outside /api."""

    def answer(request: Request, refusal: Refusal) -> Response:
        status, body = problem(refusal)
        if not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", ""):
            return html(request, refusal, status)
        return Response(body, status, media_type=PROBLEM)

    async def refused(request: Request, refusal: Exception) -> Response:
        return answer(request, refusal if isinstance(refusal, Refusal) else InternalFault())

    async def malformed(request: Request, _: Exception) -> Response:
        # The framework's own body would echo what was sent.
        return answer(request, MalformedRequest())

    async def framework(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        kinds: dict[int, type[Refusal]] = {400: MalformedRequest, 404: NotFound, 405: MethodNotAllowed}
        return answer(request, kinds.get(status, InternalFault)())

    app.add_exception_handler(Refusal, refused)
    app.add_exception_handler(RequestValidationError, malformed)
    app.add_exception_handler(HTTPException, framework)
    # Without this one the framework answers a fault itself, in plain text, before the outer ring can.
    app.add_exception_handler(Exception, refused)
