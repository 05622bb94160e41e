"""How long a dashboard takes at ten years of releases and 60 units, whatever the number of reports.

Run as python -m benchmarks.dashboards. Measures the service's own time for each answer (routing, database,
shaping, JSON) over ASGI, on SQLite and PostgreSQL, with 10 thousand and 1 million coded rows; --millions 10
for more. Ten years of releases are drawn with the service's own noise.
"""

import argparse
import asyncio
import time
from statistics import quantiles

import httpx
from sqlalchemy import Engine, text
from sqlmodel import Session

from benchmarks.releases import TRUST, databases, prepare
from service.domain.founding import add_api_key
from service.main import create_app, guard
from service.privacy.budget import Epsilon
from service.privacy.calendar import last_month, quarter_ending, shift_month, shift_period
from service.privacy.chain import ReleaseContent, canonical_cells, genesis, link
from service.privacy.counting import RawCounts
from service.privacy.domains import cell_domain
from service.privacy.noise import blur
from service.privacy.policy import LAGGING_STAGES, NEWEST, QUARTERLY_STAGES, StageRule, plan_rule
from service.settings import Settings
from service.store.engine import open_engine, transaction
from service.store.release.handle import ReleaseStore
from service.store.release.releases import add_release
from service.store.staff.handle import StaffStore
from service.store.work.handle import WorkStore
from service.store.work.units import list_units
from service.terms import Day, Period, Plan, Scope

KEY = "benchmark-key"
MONTHS = tuple(shift_month(Period("2026-10"), place - 119) for place in range(120))
PATHS = (
    "dashboard?scope=all&span=120",
    "dashboard?scope=all&span=24",
    "dashboard?scope=factor:digital-systems&span=120",
    "dashboard?scope=unit:unit-7&span=120",
    "culture?span=120",
    "prompts",
)
GOAL = 25.0


def publish_years(engine: Engine) -> None:
    """Ten years of plan M, each table drawn once."""
    with Session(engine) as session:
        work, releases, staff = WorkStore(session), ReleaseStore(session), StaffStore(session)
        units = list_units(work, TRUST)
        position, previous = 0, genesis(TRUST)
        with transaction(releases):
            add_api_key(staff, TRUST, "Benchmark", (Scope.DASHBOARDS,), KEY)
            for month in MONTHS:
                for rule in plan_rule(Plan.M).stages:
                    period = _span(rule, month)
                    if period is None:
                        continue
                    domain = cell_domain(rule.stage, units)
                    blurred = blur(RawCounts(domain, (40,) * len(domain.cells)), Epsilon(rule.epsilon.amount))
                    content = ReleaseContent(
                        TRUST, rule.stage, period, Plan.M, str(rule.epsilon), blurred.scale, rule.margin,
                        rule.threshold, canonical_cells(blurred.cells), Day("2026-11-15"), NEWEST,
                    )  # fmt: skip
                    position += 1
                    release = link(content, position, previous)
                    previous = release.hash
                    add_release(releases, release)


def _span(rule: StageRule, month: Period) -> Period | None:
    if rule.stage not in QUARTERLY_STAGES:
        return month
    quarter = quarter_ending(month)
    if quarter is not None and rule.stage in LAGGING_STAGES:
        quarter = shift_period(quarter, -1)
    return quarter if quarter is not None and last_month(quarter) >= MONTHS[0] else None


async def measure(url: str, rounds: int) -> dict[str, tuple[float, float]]:
    """The median and the 99th percentile of each path, in milliseconds, after a first answer."""
    settings = Settings(database_url=url, secret="a benchmark's secret of forty characters")
    app = create_app(settings)
    transport = httpx.ASGITransport(app=guard(app, settings, https=True))
    found = {}
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="https://bench.test") as client,
    ):
        for path in PATHS:
            address = f"/api/v1/o/{TRUST}/{path}"
            times = []
            for place in range(rounds + 3):
                started = time.perf_counter()
                answer = await client.get(address, headers={"authorization": f"Bearer {KEY}"})
                spent = 1000 * (time.perf_counter() - started)
                answer.raise_for_status()
                if place >= 3:
                    times.append(spent)
            cuts = quantiles(times, n=100)
            found[path] = (cuts[49], cuts[98])
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--millions", type=float, nargs="*", default=[0.01, 1])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--only", choices=["SQLite", "PostgreSQL"])
    chosen = parser.parse_args()
    print(
        f"{'database':<12}{'coded reports':>14}  {'answer':<50}{'p50 ms':>8}{'p99 ms':>8}   goal: {GOAL} ms"
    )
    for millions in chosen.millions:
        reports = round(millions * 1_000_000)
        with databases() as urls:
            for name, url in urls:
                if chosen.only in (None, name):
                    _print(name, url, reports, chosen.rounds)


def _print(name: str, url: str, reports: int, rounds: int) -> None:
    engine = open_engine(url)
    prepare(engine, reports)
    publish_years(engine)
    with engine.connect() as connection:
        assert connection.execute(text("select count(*) from report")).scalar_one() == reports
    engine.dispose()
    for path, (half, most) in asyncio.run(measure(url, rounds)).items():
        print(f"{name:<12}{reports:>14,}  {path:<50}{half:>8.1f}{most:>8.1f}", flush=True)


if __name__ == "__main__":
    main()
