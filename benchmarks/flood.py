"""A flood of reports that nobody pays for, and honest reporters in it: who gets through, how soon.

    python -m benchmarks.flood [--flood 10000] [--honest 20]

The flood is posted without solving a sum, over 16 connections; the honest ones use the Python client, which
solves. Both share this machine's cores with the service. Ends by itself.
"""

import argparse
import os
import threading
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import httpx

from benchmarks.load import CODED, TEXT, Outcome, bodies, post_all
from service.client.candour import Candour
from service.store.engine import open_engine
from service.store.migrate import migrate
from tests.server import served
from tests.world import NAME, found

CONNECTIONS = 16


def run_flood(flood: int, honest: int) -> tuple[Outcome, list[float], int]:
    """The flood's outcome, the seconds each honest report took, and how many honest ones failed."""
    with TemporaryDirectory(prefix="candour-flood-") as folder:
        url = f"sqlite:///{Path(folder) / 'candour.db'}"
        engine = open_engine(url, immediate=True)
        migrate(engine)
        engine.dispose()
        found(url)
        os.environ["CANDOUR_SUMS"] = "true"
        with served(url, Path(folder)) as server:
            directory = httpx.get(f"{server.origin}/api/v1/o/{NAME}/directory").json()
            made = list(bodies(directory, flood))
            outcome: list[Outcome] = []
            path = f"/api/v1/o/{NAME}/reports"
            attack = threading.Thread(
                target=lambda: outcome.append(post_all(server.port, path, made, CONNECTIONS))
            )
            attack.start()
            time.sleep(0.5)
            took, failed = [], 0
            with Candour(server.origin, NAME) as candour:
                for _ in range(honest):
                    started = time.perf_counter()
                    try:
                        candour.report(TEXT, CODED)
                        took.append(time.perf_counter() - started)
                    except Exception as fault:
                        failed += 1
                        print(type(fault).__name__)
            attack.join()
    return outcome[0], took, failed


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flood", type=int, default=10_000)
    parser.add_argument("--honest", type=int, default=20)
    options = parser.parse_args()
    flood, took, failed = run_flood(options.flood, options.honest)
    print(
        f"flood: {len(flood.latencies)} posts in {flood.seconds:.1f} s ({flood.rate:.0f}/s), "
        f"{len(flood.acknowledged)} stored, {flood.failures} asked for a sum"
    )
    print(
        f"honest: {len(took)} of {options.honest} stored, {failed} failed; "
        f"median {median(took):.2f} s, slowest {max(took):.2f} s, sums included"
    )


if __name__ == "__main__":
    main()
