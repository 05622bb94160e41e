"""The busiest door, taken in front of the framework: POST /o/{organisation}/reports.

Does what the route of the same address does, through the same function, and answers the same bytes
(tests/api/test_front.py): the framework's routing, dependency solving and error rings cost twice what parsing
and checking a report does. Never answers any other address.
"""

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from service.api.knocking import admit_report
from service.api.problems import send_problem
from service.api.reports import ACCEPTED, take_report
from service.deps import Runtime
from service.errors import Refusal

_HEADERS = ((b"content-length", str(len(ACCEPTED)).encode()), (b"content-type", b"application/json"))


class FrontDoor:
    """Takes sealed reports; lets every other request through to the application."""

    def __init__(self, app: ASGIApp, runtime: Runtime, prefix: str) -> None:
        """`prefix` is what the addresses of the API start with."""
        self._app = app
        self._runtime = runtime
        self._start = f"{prefix}/o/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        organisation = self._organisation(scope)
        if not organisation:
            await self._app(scope, receive, send)
            return
        try:
            # The body is read first: a browser that is still sending would take an answer for a broken line.
            body = await _read(receive)
            admit_report(scope, organisation, self._runtime)
            await take_report(organisation, body, self._runtime)
        except Refusal as refusal:
            await send_problem(refusal, send)
            return
        await send({"type": "http.response.start", "status": 202, "headers": list(_HEADERS)})
        await send({"type": "http.response.body", "body": ACCEPTED})

    def _organisation(self, scope: Scope) -> str:
        """Whose door this is; empty if it is another address."""
        if scope["type"] != "http" or scope["method"] != "POST":
            return ""
        path: str = scope["path"]
        if not (path.startswith(self._start) and path.endswith("/reports")):
            return ""
        between = path[len(self._start) : -len("/reports")]
        return "" if "/" in between else between


async def _read(receive: Receive) -> bytes:
    """The whole body; how long it may be is the outer rings' affair."""
    parts = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)
