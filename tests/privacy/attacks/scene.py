"""Where an attack happens: the real application over HTTP, and the steward's jobs on the same database.

An attacker may look at every address a leader or anybody may open, post reports as an integrator does, and
knows everything about the crowd. What stands for other people's doings is done in the store itself.
"""

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from itertools import count
from typing import Any

import httpx
from sqlalchemy import Engine, delete, insert, text
from sqlmodel import Session

from service.domain.founding import add_api_key, found_organisation
from service.pipeline import periods
from service.pipeline import releases as job
from service.privacy.calendar import closing_date
from service.store.engine import open_engine
from service.store.release.handle import ReleaseStore
from service.store.staff.handle import StaffStore
from service.store.work.handle import WorkStore
from service.store.work.tables import ReportRow
from service.taxonomy import taxonomy
from service.terms import Period, Scope, Unit, UnitCode
from tests.architecture.routes import calls_of, walk
from tests.founded import found_once
from tests.world import API_KEY, CODED, FACTORS, NAME, WRITE_ONLY_KEY, World, act, blueprint

LEADER = {"authorization": f"Bearer {API_KEY}"}
SMALL_UNITS = ("tiny", "quay")
SPANS = ("12", "24", "60", "120")
GUARDED = ("dashboard", "/leader", "/culture", "/overview", "/where", "/prompts", "/marks")
"""What only leaders may read."""
BEGUN = datetime(2026, 7, 3, 12, tzinfo=UTC)
"""When the organisation began: its first month is July 2026; the clock of the tests stands in November."""
BLANK_ID = re.compile(rb'(?<=name="report" value=")[0-9a-f]{32}(?=")')
"""The door without script makes the id of a report that is not written yet, anew for every reader."""
_ids: Iterator[int] = count(1)


def chance(size: int) -> bytes:
    """Bytes that differ every time: an attack on the noise needs no other chance than the service's own."""
    return (next(_ids) * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2 ** (8 * size)).to_bytes(size, "big")


def found_scene(url: str) -> None:
    """The test organisation and one more unit: large enough to be offered, too small to be published."""
    plan = blueprint()
    quay = Unit(UnitCode("quay"), "Quay desk", "waterside", 30)

    def founding(work: WorkStore, staff: StaffStore) -> None:
        found_organisation(work, staff, replace(plan, units=(*plan.units, quay)), chance, now=BEGUN)
        add_api_key(staff, NAME, "Leader's dashboard", (Scope.DASHBOARDS,), API_KEY)
        add_api_key(staff, NAME, "Writes only", (Scope.REPORTS,), WRITE_ONLY_KEY)

    engine = open_engine(url, immediate=True)
    found_once(engine, "scene", founding)
    engine.dispose()


def begin_calendar(engine: Engine, month: str) -> None:
    """Let the organisation have begun earlier."""
    closes = closing_date(Period(month)).isoformat()
    run_sql(engine, "update period set period = :month, closes_on = :closes", month=month, closes=closes)


def closing_time(month: str) -> datetime:
    """Noon of a month's closing day."""
    day = closing_date(Period(month))
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@contextmanager
def stores(engine: Engine) -> Iterator[tuple[WorkStore, ReleaseStore]]:
    """Both stores, as a job holds them."""
    with Session(engine) as one, Session(engine) as other:
        yield WorkStore(one), ReleaseStore(other)


def publish(engine: Engine, month: str, now: datetime | None = None) -> None:
    """Close a month and publish what is due with it, as the steward's job does."""
    with stores(engine) as (work, releases):
        periods.close_period(work, NAME, Period(month), now or closing_time(month))
        job.publish_release(work, releases, NAME, Period(month), now or closing_time(month))


@dataclass(frozen=True)
class Others:
    """So many reports of other people, alike in every field that is counted."""

    number: int
    unit: str = "north"
    factor: str | None = FACTORS[0]
    state: str = "coded"


def put(engine: Engine, month: str, crowd: Iterable[Others]) -> list[str]:
    """Put other people's reports of a month into the store; returns their ids."""
    fields = ("kind", "setting", "role_group", "impact", "potential", "spread")
    fixed = {name: getattr(CODED, name) for name in fields}
    rows = [
        {
            **fixed,
            "organisation": NAME,
            "report": chance(16).hex(),
            "unit": some.unit,
            "first_factor": some.factor,
            "circle": "general",
            "sealed_by": "device",
            "received": f"{month}-15",
            "period": month,
            "state": some.state,
            "version": 1,
            "digest": b"",
        }
        for some in crowd
        for _ in range(some.number)
    ]
    if rows:
        with engine.begin() as connection:
            connection.execute(insert(ReportRow), rows)
    return [str(row["report"]) for row in rows]


def forget_reports(engine: Engine) -> None:
    """What retention does with the coded rows of months that are released."""
    with engine.begin() as connection:
        connection.execute(delete(ReportRow))


def run_sql(engine: Engine, statement: str, **values: Any) -> None:
    """Change the work store as somebody with the database could, or as a job to come will."""
    with engine.begin() as connection:
        connection.execute(text(statement), values)


@dataclass(frozen=True)
class Sight:
    """An answer as an attacker keeps it: its nonce and a blank form's own random id taken out, no more."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def sight_of(answer: httpx.Response) -> Sight:
    """Status, headers and body, without the one value that is random in every answer."""
    policy = answer.headers.get("content-security-policy", "")
    nonce = policy.partition("'nonce-")[2].partition("'")[0] or "no nonce"
    headers = ((name, value.replace(nonce, "")) for name, value in answer.headers.items())
    body = BLANK_ID.sub(b"", answer.content.replace(nonce.encode(), b""))
    return Sight(answer.status_code, tuple(sorted(headers)), body)


@dataclass
class Scene:
    """One world with a leader in it."""

    world: World
    engine: Engine

    async def ask(self, path: str, method: str = "GET", **headers: str) -> httpx.Response:
        """Ask as a leader's program does."""
        return await self.world.client.request(method, path, headers={**LEADER, **headers})

    async def dashboard(self, **query: str) -> dict[str, Any]:
        """The dashboard as JSON."""
        query = {"scope": "all", "span": "120"} | query
        address = httpx.URL(f"{self.world.api}/dashboard", params=query)
        found: dict[str, Any] = (await self.ask(str(address))).raise_for_status().json()
        return found

    async def look(self) -> dict[str, Sight]:
        """Every address that a leader or anybody may open, as it is now."""
        if "__Host-candour" not in self.world.client.cookies:
            (await self.world.sign_in("leader")).raise_for_status()
        return {address: sight_of(await self.ask(address)) for address in self.addresses()}

    async def moved_by(self, doing: Callable[[], Awaitable[Any]]) -> int:
        """At how many addresses a doing changes what is seen: status, header or byte."""
        before = await self.look()
        await doing()
        after = await self.look()
        return sum(before[address] != after.get(address) for address in before)

    def addresses(self) -> list[str]:
        """All of them, found by walking the application: a new route is attacked from its first day."""
        found: list[str] = []
        for route in walk(self.world.app.router):
            calls = calls_of(route.dependant)
            if "GET" not in (route.methods or ()) or calls & {"_member", "_steward"}:
                continue
            path = route.path.replace("/o/", "/api/v1/o/", 1) if _is_api(route) else route.path
            filled = [path.replace("{organisation}", NAME)]
            for name, values in _FILL.items():
                filled = [one.replace(f"{{{name}}}", value) for one in filled for value in values]
            if "_leader" in calls or "_leader_session" in calls:
                filled = [f"{one}?{query}" if query else one for one in filled for query in queries_of(route)]
            found += [one for one in dict.fromkeys(filled) if "/static/" not in one]
        assert all("{" not in one for one in found), f"an address nobody knows how to fill in: {found}"
        return [*found, "/api/v1/openapi.json"]


def _is_api(route: Any) -> bool:
    return bool(route.include_in_schema) and route.path.startswith("/o/")


_FILL = {
    "name": ("none",),
    "factor": FACTORS,
    "unit": ("north", "other-units"),
    "code": (FACTORS[0], "north"),
    "prompt": (f"month-factor:{FACTORS[0]}", "month-unit:north"),
    # Pictures and the PDF are made of the same words and cost more: packs.py asks for them.
    "file": ("candour-board-pack.csv",),
    "format": ("csv", "json", "html", "pdf", "png", "svg"),
}


def scopes() -> list[str]:
    """Every scope there is."""
    return ["all", *(f"factor:{code}" for code in FACTORS), "unit:north", "unit:south", "unit:other-units"]


def queries_of(route: Any) -> list[str]:
    """What a leader's address may be asked, as its form says: nothing, a span, or a scope and a span."""
    asked = [field.field_info.annotation for field in route.dependant.query_params]
    fields = {name for kind in asked for name in getattr(kind, "model_fields", ())}
    if "scope" in fields:
        return ["", *queries()]
    return ["", *(f"span={span}" for span in SPANS)] if "span" in fields else [""]


def queries() -> list[str]:
    """Every scope over the usual span, and every span of everything."""
    return [f"scope={scope}&span=24" for scope in scopes()] + [f"scope=all&span={span}" for span in SPANS]


def figures(dashboard: dict[str, Any]) -> dict[tuple[str, str], int | None]:
    """The values of a dashboard by (cell, period); None for "too few to tell"."""
    found = {
        (table["code"], figure["period"]): figure["value"]
        for table in dashboard["tables"]
        for figure in table["figures"]
    }
    for cell in dashboard["cross"]:
        if cell["figure"] is not None:
            key = f"{cell['unit_group']}|{cell['factor_group']}"
            found[key, cell["figure"]["period"]] = cell["figure"]["value"]
    return found


def chart_rows(dashboard: dict[str, Any]) -> list[dict[str, Any]]:
    """What a chart carries about each period, oldest first."""

    def find(node: Any) -> Iterator[list[dict[str, Any]]]:
        if isinstance(node, list) and node and isinstance(node[0], dict) and "when" in node[0]:
            yield node
        for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            yield from find(child)

    return max(find(dashboard["chart"]), key=len, default=[])


@cache
def group_of(factor: str) -> str:
    """The group of a factor."""
    return taxonomy().factor(factor).group


def play(url: str, story: Callable[[Scene], Awaitable[float]]) -> float:
    """Run one attack against the application on this database; returns its statistic."""
    engine = open_engine(url)
    found: list[float] = []

    async def told(world: World) -> None:
        found.append(float(await story(Scene(world, engine))))

    try:
        act(url, told, session_hours=24)
    finally:
        engine.dispose()
    return found[0]
