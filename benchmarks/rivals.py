"""What intake is measured against: an endpoint that does nothing, and a bare FastAPI + SQLite insert.

Each runs in a uvicorn process of its own, told by BENCH_RIVAL which of the two to be.
"""

import os
import sqlite3

from fastapi import FastAPI, Request


def _noop() -> FastAPI:
    app = FastAPI(openapi_url=None)

    @app.post("/reports", status_code=202)
    async def take(request: Request) -> dict[str, str]:
        await request.body()
        return {"status": "accepted"}

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
    path = os.environ.get("BENCH_DATABASE", "")
    return _bare(path) if os.environ["BENCH_RIVAL"] == "bare" else _noop()
