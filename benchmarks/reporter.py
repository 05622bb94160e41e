"""How soon a reporter's pages can be used on a weak phone, whether typing waits, and what Lighthouse says.

    python -m benchmarks.reporter [--lighthouse]

Chromium with a throttled 3G line (1.6 Mbit/s, 300 ms) and a processor four times slower; typing at six times
slower. Medians of five. Lighthouse comes from npm at its pinned version, for this command only.
"""

import argparse
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

from service.store.engine import open_engine
from service.store.migrate import migrate
from tests.pages.live import CHROMIUM, QUIET
from tests.server import served
from tests.world import NAME, found

LIGHTHOUSE = "lighthouse@13.5.0"
ROUNDS = 5
PHONE: ViewportSize = {"width": 360, "height": 740}
SLOW_LINE = {
    "offline": False,
    "latency": 300,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8,
    "uploadThroughput": 0.75 * 1024 * 1024 / 8,
}
PAGES = (
    ("start page", "/", "h1"),
    ("form", "/report", "#narrative"),
    ("quick report", "/quick", "#narrative"),
)
TEXT = (
    "The handover sheet lost a line between two shifts and nobody told the night team. "
    "Sandra rang the ward twice. We had two away "
    "and the computer froze in the middle of the round, so the old list was used. "
)
WATCH = (
    "window.seen = []; new PerformanceObserver((list) => { for (const one of list.getEntries())"
    " if (one.name === 'keydown') window.seen.push(one.duration); })"
    ".observe({type: 'event', durationThreshold: 16, buffered: true});"
    "window.tasks = []; new PerformanceObserver((list) => { for (const one of list.getEntries())"
    " window.tasks.push(one.duration); }).observe({type: 'longtask', buffered: true});"
)


@contextmanager
def weak_phone(origin: str, *, slower: int, line: bool) -> Iterator[Page]:
    """A fresh browser on a slow processor and, if asked, a slow line."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_context(viewport=PHONE, base_url=origin).new_page()
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        if line:
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", SLOW_LINE)
        try:
            yield page
        finally:
            browser.close()


def measure_usable(origin: str, place: str, selector: str) -> tuple[float, float]:
    """Milliseconds until something is painted, and until the thing to use can be used."""
    with weak_phone(origin, slower=4, line=True) as page:
        page.goto(f"/o/{NAME}{place}", wait_until="commit")
        page.wait_for_selector(selector, state="visible", timeout=60_000)
        usable: float = page.evaluate("performance.now()")
        painted: float = page.evaluate(
            "new Promise((done) => new PerformanceObserver((list) => done(list.getEntries()[0].startTime))"
            ".observe({type: 'paint', buffered: true}))"
        )
    return painted, usable


def measure_typing(origin: str, words: int) -> dict[str, float]:
    """Keys that were slow to show, and tasks that held the page up, while a text of so many words grows."""
    text = " ".join((TEXT * 40).split()[:words])
    with weak_phone(origin, slower=6, line=False) as page:
        page.goto(f"/o/{NAME}/report")
        page.wait_for_selector("#writing:not([hidden])", timeout=60_000)
        expect(page.locator("#reading-status")).not_to_contain_text("ready", timeout=60_000)
        page.fill("#narrative", text[:-200])
        page.wait_for_timeout(3_000)
        page.evaluate(WATCH)
        page.locator("#narrative").press_sequentially(text[-200:], delay=120, timeout=180_000)
        page.wait_for_timeout(3_000)
        keys = sorted(page.evaluate("window.seen")) or [0.0]
        tasks = page.evaluate("window.tasks")
    return {
        "slow": len([one for one in keys if one > 100]),
        "worst": keys[-1],
        "tasks": len(tasks),
        "longest": max(tasks, default=0.0),
    }


def run_lighthouse(origin: str, place: str, folder: Path) -> dict[str, Any]:
    """Lighthouse's own throttled phone, on one page."""
    report = folder / "lighthouse.json"
    command = ["npx", "--yes", LIGHTHOUSE, f"{origin}/o/{NAME}{place}", "--quiet", "--output=json"]
    flags = f"--chrome-flags=--headless=new {' '.join(QUIET)}"
    subprocess.run(
        [*command, f"--output-path={report}", flags],
        env={**os.environ, "CHROME_PATH": CHROMIUM},
        check=True,
        timeout=200,
    )
    found_there: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return found_there


def print_lighthouse(origin: str, folder: Path) -> None:
    """Four scores a page, and every audit that cost points."""
    print(f"\n{'Lighthouse':14}{'performance':>12}{'accessibility':>15}{'best practices':>16}{'seo':>6}")
    for name, place, _ in PAGES:
        seen = run_lighthouse(origin, place, folder)
        scores = [round(100 * (one["score"] or 0)) for one in seen["categories"].values()]
        print(f"{name:14}{scores[0]:>12}{scores[1]:>15}{scores[2]:>16}{scores[3]:>6}")
        for category in ("performance", "accessibility", "best-practices"):
            for ref in seen["categories"][category]["auditRefs"]:
                audit = seen["audits"][ref["id"]]
                if ref["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                    print(f"    {audit['id']}: {audit.get('displayValue', '')}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lighthouse", action="store_true", help="also run Lighthouse, from npm")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'candour.db'}"
        engine = open_engine(url, immediate=True)
        migrate(engine)
        engine.dispose()
        found(url)
        with served(url, folder) as server:
            print(f"{'3G, 4x slower':14}{'painted ms':>12}{'usable ms':>12}   (median of {asked.rounds})")
            for title, place, selector in PAGES:
                rounds = [measure_usable(server.origin, place, selector) for _ in range(asked.rounds)]
                print(f"{title:14}{median(r[0] for r in rounds):>12.0f}{median(r[1] for r in rounds):>12.0f}")
            print(f"\n{'typing, 6x':14}{'keys > 100 ms':>14}{'worst':>10}{'long tasks':>12}{'longest':>12}")
            for words in (150, 1_000):
                seen = measure_typing(server.origin, words)
                print(
                    f"{f'{words} words':14}{seen['slow']:>14.0f}{seen['worst']:>10.0f}{seen['tasks']:>12.0f}"
                    f"{seen['longest']:>12.0f}"
                )
            if asked.lighthouse:
                print_lighthouse(server.origin, folder)


if __name__ == "__main__":
    main()
