"""A circle's queue at ten thousand open reports: a page from the service, and opened in a browser.

Run as python -m benchmarks.queue. Twenty members turn pages at their own pace, on SQLite and PostgreSQL, over
ASGI; then a real browser opens a page of a hundred sealed reports in its worker. --reports and --rounds for
more. Everything is made here and gone afterwards.
"""

import argparse
import asyncio
import random
import time
from statistics import quantiles

from playwright.sync_api import expect
from sqlalchemy import Engine, insert
from sqlmodel import Session

from benchmarks.releases import databases
from service.crypto.context import Context, Purpose
from service.crypto.narrative import encode_narrative
from service.crypto.sealing import seal
from service.domain.routing import public_directory
from service.domain.triage import band_of, place_of
from service.store.engine import open_engine
from service.store.migrate import migrate
from service.store.work.handle import WorkStore
from service.store.work.tables import EnvelopeRow, ReportRow
from service.taxonomy import taxonomy
from service.terms import CircleId, CodedFields, ReportId, UnitCode
from tests.pages.live import browse, serve
from tests.pages.room import enter
from tests.world import NAME, World, found, opened

TOOLS = CircleId("tools")
MEMBERS = 20
PAUSE = 1.0
"""Seconds a member looks at a page before turning it."""
GOAL, OPENING_GOAL = 50.0, 2000.0
OPENED = 100
STORY = "The flag was on a tab nobody opens, so the visit went ahead without it. " * 8


def fill(engine: Engine, count: int) -> None:
    """Open reports of every band and of sixty days; the first hundred are really sealed."""
    chance, lists = random.Random(6), taxonomy()
    with Session(engine) as session:
        key = public_directory(WorkStore(session), NAME).active_keys[TOOLS]
        rows, envelopes = [], []
        for place in range(count):
            report = ReportId(chance.randbytes(16).hex())
            coded = CodedFields(
                "incident", UnitCode("north"), "frontline", ("digital-systems",),
                chance.choice(lists.impacts).code, chance.choice(lists.potentials).code,
                chance.choice(lists.spreads).code,
            )  # fmt: skip
            context = Context(Purpose.REPORT_DEVICE, NAME, TOOLS, key.key_id, report)
            sealed = (
                seal(encode_narrative(STORY), key.public_key, context)
                if place < OPENED
                else bytes(17) + chance.randbytes(1136 + 4096)
            )
            rows.append(
                {
                    "organisation": NAME, "report": report, "kind": coded.kind, "unit": coded.unit,
                    "setting": "hospital", "role_group": coded.role_group, "first_factor": coded.factors[0],
                    "impact": coded.impact, "potential": coded.potential, "spread": coded.spread,
                    "circle": TOOLS, "sealed_by": "device", "state": "new", "version": 1, "digest": b"-",
                    "received": f"2026-{10 + chance.randrange(2)}-{1 + chance.randrange(30):02d}",
                    "period": "2026-11", "band": 1 if place < OPENED else place_of(band_of(coded)),
                }
            )  # fmt: skip
            if place < OPENED:
                rows[-1] |= {"received": "2026-09-01"}
            envelopes.append({"organisation": NAME, "report": report, "key_id": key.key_id, "sealed": sealed})
        session.execute(insert(ReportRow), rows)
        session.execute(insert(EnvelopeRow), envelopes)
        session.commit()


async def turn_pages(world: World, rounds: int, chance: random.Random, spent: list[float]) -> None:
    """One member goes through the queue, page after page, from the start again after the last."""
    after = ""
    for _ in range(rounds):
        await asyncio.sleep(chance.random() * 2 * PAUSE)
        started = time.perf_counter()
        answer = await world.client.get(f"{world.api}/circles/tools/reports?after={after}")
        spent.append(1000 * (time.perf_counter() - started))
        answer.raise_for_status()
        after = answer.json()["after"] or ""


async def measure(url: str, rounds: int) -> tuple[float, float, int]:
    """The median and the 99th percentile of a page in milliseconds, and how many were turned."""
    async with opened(url) as world:
        await world.sign_in("ash")
        await world.client.get(f"{world.api}/circles/tools/reports")
        spent: list[float] = []
        readers = (turn_pages(world, rounds, random.Random(place), spent) for place in range(MEMBERS))
        await asyncio.gather(*readers)
    cuts = quantiles(spent, n=100)
    return cuts[49], cuts[98], len(spent)


def open_a_page(url: str) -> float:
    """Milliseconds from the button to a hundred open reports, in a real browser without throttling."""
    with serve(url) as live, browse(viewport={"width": 1280, "height": 900}) as page:
        enter(page, live)
        page.click("button:has-text('Open this page')")
        status = page.locator(".candour-together [role=status]")
        expect(status).to_contain_text("100 reports are open", timeout=60_000)
        return float(page.get_attribute(".candour-together", "data-ms") or "nan")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=30)
    chosen = parser.parse_args()
    print(f"| database | open reports | pages | p50 ms | p99 ms (at most {GOAL:g}) |")
    print("|---|---|---|---|---|")
    with databases() as urls:
        for name, url in urls:
            engine = open_engine(url)
            migrate(engine)
            found(url)
            fill(engine, chosen.reports)
            engine.dispose()
            middle, most, pages = asyncio.run(measure(url, chosen.rounds))
            print(f"| {name} | {chosen.reports} | {pages} | {middle:.1f} | {most:.1f} |", flush=True)
        # Last, for Playwright leaves an event loop running that asyncio.run would refuse.
        opening = open_a_page(urls[0][1])
    print(f"\nA browser opens a page of {OPENED} in {opening:.0f} ms (at most {OPENING_GOAL:g}).")


if __name__ == "__main__":
    main()
