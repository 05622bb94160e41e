"""What intake is measured against: endpoints that do nothing, and a bare FastAPI + SQLite insert.

Each runs in a uvicorn process of its own, told by BENCH_RIVAL which to be: `noop` reads the bytes and
answers, `form` also parses them into the same form as ours, `door` does that inside our rings and without a
framework, as our own door does, `bare` inserts and commits.
"""

import os
import sqlite3
from secrets import token_bytes

from fastapi import FastAPI, Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from service.api.reports import ACCEPTED
from service.api.schemas import SealedReportIn, parse_form
from service.middleware import Limits, Shield


def _noop() -> FastAPI:
    app = FastAPI(openapi_url=None)

    @app.post("/reports", status_code=202)
    async def take(request: Request) -> dict[str, str]:
        await request.body()
        return {"status": "accepted"}

    return app


def _form() -> FastAPI:
    app = FastAPI(openapi_url=None)

    @app.post("/reports", status_code=202)
    async def take(request: Request) -> dict[str, str]:
        return {"status": "accepted"} if parse_form(SealedReportIn, await request.body()).report else {}

    return app


def _door() -> ASGIApp:
    async def take(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            request = Request(scope, receive)
            parsed = parse_form(SealedReportIn, await request.body()) if scope["method"] == "POST" else None
            await Response(ACCEPTED if parsed else b"", 202, media_type="application/json")(
                scope, receive, send
            )

    return Shield(Limits(take), chance=token_bytes, https=True)


def _bare(path: str) -> FastAPI:
    app = FastAPI(openapi_url=None)

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=30, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        return connection

    setup = connect()
    setup.execute("create table if not exists report (id text primary key, body blob) without rowid")
    setup.close()

    @app.post("/reports", status_code=202)
    def take(body: dict[str, object]) -> dict[str, str]:
        connection = connect()
        connection.execute("insert into report values (?, ?)", (body["report"], str(body["envelope"])))
        connection.close()
        return {"status": "accepted"}

    return app


def application() -> ASGIApp:
    """The rival this process is to be."""
    kind = os.environ["BENCH_RIVAL"]
    if kind == "bare":
        return _bare(os.environ["BENCH_DATABASE"])
    if kind == "door":
        return _door()
    return _form() if kind == "form" else _noop()
