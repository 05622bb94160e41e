"""Whoever watches the process by OpenTelemetry is told of no request (LEAKS 27)."""

import json
import subprocess
import sys
from pathlib import Path

from tests.server import ROOT
from tests.world import found

WATCHED = """
import asyncio, json, sys
import httpx
from fastapi import FastAPI
from opentelemetry import _logs, metrics, trace
from service.main import create_app, guard
from service.settings import Settings

told = []

class Tracer(trace.NoOpTracer):
    def start_span(self, name, *given, **more):
        told.append(["span", name, str(more)])
        return super().start_span(name, *given, **more)

class Tracers(trace.TracerProvider):
    def get_tracer(self, *given, **more):
        return Tracer()

class Meters(metrics.NoOpMeterProvider.__base__):
    def get_meter(self, *given, **more):
        told.append(["meter", str(given), str(more)])
        return metrics.NoOpMeter("nobody")

class Logs(_logs.LoggerProvider):
    def get_logger(self, *given, **more):
        told.append(["logger", str(given), str(more)])
        return _logs.NoOpLogger("nobody")

trace.set_tracer_provider(Tracers())
metrics.set_meter_provider(Meters())
_logs.set_logger_provider(Logs())

async def ask(app, path):
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="https://candour.test") as client:
        return (await client.get(path)).status_code

plain = FastAPI()
asyncio.run(ask(plain, "/canary"))
control, told = told, []

settings = Settings(database_url=sys.argv[1])
app = create_app(settings)
served = guard(app, settings, https=True)

async def story():
    async with app.router.lifespan_context(app):
        return [await ask(served, path) for path in ("/o/harbour/", "/api/v1/o/harbour/directory", "/canary")]

print(json.dumps({"control": control, "statuses": asyncio.run(story()), "told": told}))
"""


def test_no_request_is_told_to_whoever_traces_meters_or_logs(sqlite_template: Path, tmp_path: Path):
    path = tmp_path / "candour.db"
    path.write_bytes(sqlite_template.read_bytes())
    found(f"sqlite:///{path}")

    ran = subprocess.run(
        [sys.executable, "-c", WATCHED, f"sqlite:///{path}"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    seen = json.loads(ran.stdout)

    assert {kind for kind, *_ in seen["control"]} >= {"span", "meter"}, (
        "what this guards against is no longer so"
    )
    assert seen["statuses"] == [200, 200, 404]
    assert seen["told"] == []
