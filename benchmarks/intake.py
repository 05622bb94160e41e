"""Sealed reports a second, side by side with doing nothing and with a bare insert; sealing time; page weight.

    make bench            (python -m benchmarks.intake [--reports N] [--rounds N])

Every figure of one table comes from one run on one machine; rounds alternate, and medians are shown. The load
shares the machine's cores with the servers, so compare ratios. Before every load the machine writes down what
the one before left in memory: nobody pays for a neighbour's disk. The service copies its log once nobody
writes: every load is followed by a moment for that, and holds it in its CPU and its bytes. `32 long` is four
times as long, so that the service must copy under load, and its rate holds that too.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import mkdtemp

import httpx
import psutil

from benchmarks.load import Outcome, bodies, post_all
from service.store.engine import open_engine
from service.store.migrate import migrate
from tests.server import ROOT, free_port, served
from tests.world import NAME, found

SETTLE = 0.4
"""Seconds after a load for what a system put off: the service copies the log of 2,000 reports in a tenth."""
SYSTEMS = (
    "no-op, reads the bytes",
    "no-op, parses the form",
    "no-op, our rings and form",
    "bare FastAPI + SQLite",
    "candour (SQLite)",
)
RATIOS = """\
The figure to reach, 0.4 x a no-op endpoint, is read against the first: the plainest meaning of the words.
x no-op: a FastAPI route that only reads the bytes.
x form:  a FastAPI route that parses the same body into the same form.
x ours:  our rings and our parsing without a framework, as at our own door, but stores nothing: the most our
         service could answer.
B/report holds the write-ahead log, which grows to about 200 MB once and then stays."""


@dataclass(frozen=True)
class Target:
    """A running server, where to post, and where its data lies."""

    name: str
    port: int
    path: str
    pid: int
    data: Path


@dataclass(frozen=True)
class Load:
    """So many clients, and times `--reports`; `systems` that take it."""

    name: str
    clients: int
    times: float
    systems: tuple[str, ...] = SYSTEMS


LOADS = (
    Load("1", 1, 0.2),
    Load("8", 8, 1),
    Load("32", 32, 1),
    Load("32 long", 32, 4, (*SYSTEMS[:3], SYSTEMS[4])),
)


@dataclass(frozen=True)
class Measured:
    """One load on one target."""

    outcome: Outcome
    cpu_ms: float
    disk: float


def _founded(folder: Path) -> str:
    url = f"sqlite:///{folder / 'candour.db'}"
    engine = open_engine(url, immediate=True)
    migrate(engine)
    engine.dispose()
    found(url)
    return url


@contextmanager
def _rival(name: str, kind: str, folder: Path) -> Iterator[Target]:
    port, data = free_port(), folder / kind
    data.mkdir()
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "uvicorn",
            "--factory",
            "benchmarks.rivals:application",
            "--port",
            str(port),
            "--no-access-log",
            "--log-level",
            "error",
        ],
        cwd=ROOT,
        env={**os.environ, "BENCH_RIVAL": kind, "BENCH_DATABASE": str(data / "bare.db")},
    )
    try:
        for _ in range(200):
            try:
                httpx.get(f"http://127.0.0.1:{port}/")
                break
            except httpx.TransportError:
                time.sleep(0.05)
        yield Target(name, port, "/reports", process.pid, data)
    finally:
        process.terminate()
        process.wait()


@contextmanager
def _targets(folder: Path) -> Iterator[list[Target]]:
    data = folder / "candour"
    data.mkdir()
    with (
        _rival(SYSTEMS[0], "noop", folder) as noop,
        _rival(SYSTEMS[1], "form", folder) as form,
        _rival(SYSTEMS[2], "door", folder) as door,
        _rival(SYSTEMS[3], "bare", folder) as bare,
        served(_founded(data), folder) as server,
    ):
        path = f"/api/v1/o/{NAME}/reports"
        yield [noop, form, door, bare, Target(SYSTEMS[4], server.port, path, server.pid, data)]


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _measure(
    target: Target, directory: dict[str, object], reports: int, clients: int, settle: float
) -> Measured:
    made = list(bodies(directory, reports))
    os.sync()
    process = psutil.Process(target.pid)
    before, size = process.cpu_times(), _size(target.data)
    outcome = post_all(target.port, target.path, made, clients)
    time.sleep(settle)
    after = process.cpu_times()
    spent = (after.user - before.user) + (after.system - before.system)
    return Measured(outcome, 1000 * spent / reports, (_size(target.data) - size) / reports)


def measure_intake(
    reports: int, rounds: int, settle: float = SETTLE
) -> dict[tuple[str, str], list[Measured]]:
    """Every system under every load, `rounds` times in turn, after one round nobody counts."""
    folder = Path(mkdtemp(prefix="candour-bench-"))
    results: dict[tuple[str, str], list[Measured]] = {}
    try:
        with _targets(folder) as targets:
            api = f"http://127.0.0.1:{targets[4].port}/api/v1/o/{NAME}"
            directory = httpx.get(f"{api}/directory").json()
            for turn in range(rounds + 1):
                for load in LOADS:
                    for target in (target for target in targets if target.name in load.systems):
                        count = max(100, int(reports * load.times))
                        seen = _measure(target, directory, count, load.clients, settle)
                        if turn:
                            results.setdefault((target.name, load.name), []).append(seen)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return results


def print_intake(results: dict[tuple[str, str], list[Measured]]) -> None:
    """The table, with the ratio to the no-op under the same load."""
    print(
        f"{'':26}{'clients':>8}{'reports/s':>11}{'p50 ms':>8}{'p99 ms':>8}{'CPU ms':>8}{'B/report':>10}"
        f"{'failures':>10}{'x no-op':>9}{'x form':>8}{'x ours':>8}"
    )
    for load in LOADS:
        floors = [median(one.outcome.rate for one in results[name, load.name]) for name in SYSTEMS[:3]]
        for name in load.systems:
            seen = results[name, load.name]
            rate = median(one.outcome.rate for one in seen)
            print(
                f"{name:26}{load.name:>8}{rate:>11.0f}"
                f"{median(one.outcome.percentile(0.5) for one in seen):>8.1f}"
                f"{median(one.outcome.percentile(0.99) for one in seen):>8.1f}"
                f"{median(one.cpu_ms for one in seen):>8.2f}"
                f"{median(one.disk for one in seen):>10.0f}"
                f"{sum(one.outcome.failures for one in seen):>10}"
                f"{rate / floors[0]:>9.2f}{rate / floors[1]:>8.2f}{rate / floors[2]:>8.2f}"
            )
    print(RATIOS)


def main() -> None:
    """Run and print everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--settle", type=float, default=SETTLE)
    parser.add_argument("--no-browser", action="store_true")
    options = parser.parse_args()
    # A load is what the sums are there to slow; benchmarks/flood.py measures them.
    os.environ["CANDOUR_SUMS"] = "false"
    print_intake(measure_intake(options.reports, options.rounds, options.settle))
    if not options.no_browser:
        from benchmarks.sealing import print_sealing

        print_sealing()


if __name__ == "__main__":
    main()
