"""Makes the demo organisation through the same doors as everybody: the API, real seals, real releases.

Never writes a report into a table itself. Its passphrases are public, so production refuses the organisation.
"""

import asyncio
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from random import Random
from typing import Any

import httpx
from fastapi import FastAPI
from sqlmodel import Session

from service.client.dialogues import Holder
from service.client.messages import Message, MessageKind, week_of
from service.client.sealing import Sealed, make_ticket, seal_report
from service.crypto.passphrase import Parameters, derive_keys
from service.demo.plan import MONTHS, Story, stories_of_month
from service.demo.talks import STORY, Arrived, hold_talk, public_ticket, tell_reporter, told_story
from service.deps import Runtime
from service.domain.blueprints import read_blueprint
from service.domain.founding import Blueprint, add_api_key, found_organisation
from service.main import create_app
from service.pipeline.periods import close_period
from service.pipeline.releases import publish_release
from service.pipeline.retention import retire
from service.settings import Settings
from service.store.engine import open_engine, transaction
from service.store.migrate import migrate
from service.store.release.handle import ReleaseStore
from service.store.staff.handle import StaffStore
from service.store.work.handle import WorkStore
from service.store.work.organisations import find_organisation, list_organisations
from service.terms import MIN_UNIT_HEADCOUNT, OrganisationId, Period, Scope, UnitCode

DEMO = OrganisationId("demo")
API_KEY = "candour-demo-leader-key"
BASE = "http://127.0.0.1:8000"
CODED_SHARE = 0.97
"""Closed months are coded almost whole; some reports stay unclear, as in life."""
CODED_LATELY = 0.6
ANSWERED_MONTHS = 5
"""Older reports are past what the circles' clocks show."""
THANKED_SHARE = 0.88
NOON = time(12)

Progress = Callable[[int, int], None]


class DemoClock:
    """The seeding's own time: it writes reports in the months they belong to."""

    def __init__(self, now: datetime) -> None:
        """`now` knows its zone."""
        self.now = now

    def __call__(self) -> datetime:
        """The time it is."""
        return self.now


def demo_blueprint() -> Blueprint:
    """The demo organisation as it starts, with its public passphrases."""
    text = files("service.demo").joinpath("organisation.yaml").read_text(encoding="utf-8")
    return read_blueprint(text, demo=True)


def has_demo(settings: Settings) -> bool:
    """Whether the demo organisation is there already."""
    engine = open_engine(settings.database_url, read_only=True)
    with Session(engine) as session:
        found = find_organisation(WorkStore(session), DEMO)
    engine.dispose()
    return found is not None


def holds_real_organisation(settings: Settings) -> bool:
    """Whether somebody's organisation is there, which a demo must never join."""
    engine = open_engine(settings.database_url, read_only=True)
    with Session(engine) as session:
        found = [one for one in list_organisations(WorkStore(session)) if not one.demo]
    engine.dispose()
    return bool(found)


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the demo: how long ago it closed (negative: still open), and its days."""

    months_ago: int
    period: Period
    days: tuple[date, ...]


def demo_months(today: date) -> tuple[Month, ...]:
    """Eighteen closed months, then those that are not closed yet, up to today."""
    newest = _month_before(today if today.day > 14 else _month_before(today))
    months = []
    first = newest
    for _ in range(MONTHS - 1):
        first = _month_before(first)
    current, ago = first, MONTHS - 1
    while current <= today:
        following = (current.replace(day=28) + timedelta(days=4)).replace(day=1)
        last = min(following - timedelta(days=1), today)
        days = tuple(current + timedelta(days=n) for n in range((last - current).days + 1))
        months.append(Month(ago, Period(current.isoformat()[:7]), days))
        current, ago = following, ago - 1
    return tuple(months)


def seed_demo(settings: Settings, now: datetime, chance: Callable[[int], bytes], progress: Progress) -> int:
    """Found the demo organisation and live its months; the number of reports made."""
    blueprint = demo_blueprint()
    engine = open_engine(settings.database_url, immediate=True)
    migrate(engine)
    with Session(engine) as session:
        work, staff = WorkStore(session), StaffStore(session)
        with transaction(work):
            first = datetime.combine(demo_months(now.date())[0].days[0], NOON, UTC)
            found_organisation(work, staff, blueprint, chance, now=first)
            add_api_key(staff, DEMO, "Demo leader's key", (Scope.DASHBOARDS, Scope.REPORTS), API_KEY)
    clock = DemoClock(now)
    try:
        return asyncio.run(_Life(settings, blueprint, clock, chance, progress).live(now))
    finally:
        engine.dispose()


@dataclass
class _Life:
    settings: Settings
    blueprint: Blueprint
    clock: DemoClock
    chance: Callable[[int], bytes] = field(repr=False)
    progress: Progress
    done: int = 0

    async def live(self, now: datetime) -> int:
        months = demo_months(now.date())
        total = sum(len(list(self._stories(month))) for month in months)
        # Two thousand reports in half a minute are no flood here.
        app = create_app(self.settings.model_copy(update={"sums": False}), self.clock)
        async with _started(app) as client:
            self.clock.now = datetime.combine(months[0].days[0], NOON, UTC)
            directory = (await client.get(f"/api/v1/o/{DEMO}/directory")).raise_for_status().json()
            for month in months:
                await self._month(client, directory, month, total)
                if month.months_ago >= 0:
                    self._publish(app, month)
            self.clock.now = datetime.combine(months[-1].days[-1], NOON, UTC)
            await self._talk(client, directory)
            self._forget(app, now)
        return self.done

    def _stories(self, month: Month) -> Iterator[Story]:
        units = tuple(
            UnitCode(unit.unit) for unit in self.blueprint.units if unit.headcount >= MIN_UNIT_HEADCOUNT
        )
        return stories_of_month(month.months_ago, units)

    async def _month(self, client: httpx.AsyncClient, directory: Any, month: Month, total: int) -> None:
        """Reports arrive day by day; at the end of the month the circles code them."""
        stories = list(self._stories(month))
        days = Random(month.period)
        arrived: list[tuple[Arrived, Story]] = []
        for day in sorted(days.choices(month.days, k=len(stories))):
            story = stories[len(arrived)]
            self.clock.now = datetime.combine(day, NOON, UTC)
            sealed = seal_report(story.narrative, story.coded, directory, make_ticket(self.chance))
            (await client.post(f"/api/v1/o/{DEMO}/reports", json=sealed.body)).raise_for_status()
            arrived.append((_arrived(sealed), story))
            self.done += 1
            self.progress(self.done, total)
        await self._code(client, arrived, CODED_SHARE if month.months_ago >= 0 else CODED_LATELY)
        if month.months_ago <= ANSWERED_MONTHS:
            await self._thank(client, directory, [one for one, _ in arrived])

    async def _thank(self, client: httpx.AsyncClient, directory: Any, arrived: list[Arrived]) -> None:
        """Most reports are thanked at the end of their month; some still wait."""
        chooser, week = Random(len(arrived)), week_of(self.clock.now.date())
        for circle in self.blueprint.circles:
            await _sign_in(client, self.blueprint, circle.members[0])
            for one in arrived:
                if one.circle == circle.circle and chooser.random() < THANKED_SHARE:
                    thanks = Message(1, week, MessageKind.THANKS, "")
                    await tell_reporter(client, f"/api/v1/o/{DEMO}", directory, one, thanks)
            (await client.post(f"/api/v1/o/{DEMO}/sign-out", json={})).raise_for_status()

    async def _talk(self, client: httpx.AsyncClient, directory: Any) -> None:
        """One dialogue that anybody can look into, with the receipt the demo prints."""
        api = f"/api/v1/o/{DEMO}"
        sealed = seal_report(STORY, told_story(), directory, public_ticket(self.chance))
        (await client.post(f"{api}/reports", json=sealed.body)).raise_for_status()
        arrived = _arrived(sealed)
        circle = next(one for one in self.blueprint.circles if one.circle == arrived.circle)
        await _sign_in(client, self.blueprint, circle.members[0])
        await hold_talk(client, api, directory, arrived, self.clock.now.date())
        (await client.post(f"{api}/sign-out", json={})).raise_for_status()

    async def _code(
        self, client: httpx.AsyncClient, arrived: list[tuple[Arrived, Story]], share: float
    ) -> None:
        chooser = Random(len(arrived))
        for circle in self.blueprint.circles:
            await _sign_in(client, self.blueprint, circle.members[0])
            for one, story in arrived:
                if one.circle == circle.circle and chooser.random() < share and story.coded.factors:
                    address = f"/api/v1/o/{DEMO}/circles/{circle.circle}/reports/{one.report}/factors"
                    body = {"factors": list(story.coded.factors), "version": 1}
                    (await client.put(address, json=body)).raise_for_status()
            (await client.post(f"/api/v1/o/{DEMO}/sign-out", json={})).raise_for_status()

    def _publish(self, app: FastAPI, month: Month) -> None:
        """A steward's evening: close the month fourteen days after its end, and publish it."""
        runtime: Runtime = app.state.runtime
        closing = datetime.combine(month.days[-1], NOON, UTC) + timedelta(days=16)
        self.clock.now = closing
        with Session(runtime.writer) as one, Session(runtime.writer) as two:
            work, releases = WorkStore(one), ReleaseStore(two)
            close_period(work, DEMO, month.period, closing)
            publish_release(work, releases, DEMO, month.period, closing)

    def _forget(self, app: FastAPI, now: datetime) -> None:
        """What the daily job would have forgotten by now: words of more than about 180 days ago."""
        runtime: Runtime = app.state.runtime
        self.clock.now = now
        with Session(runtime.writer) as session:
            retire(WorkStore(session), DEMO, now)


def _arrived(sealed: Sealed) -> Arrived:
    return Arrived(sealed.body["report"], sealed.body["circle"], Holder.of(DEMO, sealed.receipt.text))


@asynccontextmanager
async def _started(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url=BASE.replace("http:", "https:")) as client,
    ):
        yield client


async def _sign_in(client: httpx.AsyncClient, blueprint: Blueprint, handle: str) -> None:
    person = next(person for person in blueprint.people if person.handle == handle)
    asked = await client.post(f"/api/v1/o/{DEMO}/sign-in/parameters", json={"handle": handle})
    answer = asked.raise_for_status().json()
    kdf = answer["kdf"]
    parameters = Parameters(memory_kib=kdf["memory_kib"], passes=kdf["passes"], lanes=kdf["lanes"])
    proof = derive_keys(person.passphrase, b64decode(answer["salt"]), parameters).proof
    body = {"handle": handle, "proof": b64encode(proof).decode()}
    (await client.post(f"/api/v1/o/{DEMO}/sign-in", json=body)).raise_for_status()


def _month_before(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)
