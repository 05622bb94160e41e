"""What intake is measured against: endpoints that do nothing, and a bare FastAPI + SQLite insert.

Each runs in a uvicorn process of its own, told by BENCH_RIVAL which to be: `noop` reads the bytes and
answers, `form` also parses them into the same form as ours, `bare` inserts and commits.
"""

import os
import sqlite3

from fastapi import FastAPI, Request

from service.api.schemas import SealedReportIn


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
    async def take(body: SealedReportIn) -> dict[str, str]:
        return {"status": "accepted"} if body.report else {}

    return app


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


def application() -> FastAPI:
    """The rival this process is to be."""
    kind = os.environ["BENCH_RIVAL"]
    if kind == "bare":
        return _bare(os.environ["BENCH_DATABASE"])
    return _form() if kind == "form" else _noop()
