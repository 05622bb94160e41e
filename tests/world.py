"""A small organisation on a real database behind the real application, for tests to act in."""

import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx

from service.client.sealing import Sealed, encode_body, make_ticket, seal_report
from service.crypto.context import Context, Purpose
from service.crypto.keys import KeyPair
from service.crypto.narrative import encode_narrative
from service.crypto.opening import open_envelope
from service.crypto.passphrase import Parameters, derive_keys
from service.crypto.sealing import seal
from service.crypto.unwrapping import unlock_seed, unwrap
from service.domain.founding import Blueprint, NewCircle, NewPerson, add_api_key, found_organisation
from service.domain.routing import Directory, choose_circle
from service.main import create_app, guard
from service.settings import Settings
from service.store.engine import open_engine
from service.store.staff.handle import StaffStore
from service.store.work.handle import WorkStore
from service.taxonomy import taxonomy
from service.terms import (
    CircleId,
    CodedFields,
    Organisation,
    OrganisationId,
    Plan,
    ReportId,
    Role,
    Scope,
    SealedBy,
    SealedReport,
    Unit,
    UnitCode,
)
from tests.founded import found_once
from tests.loops import run

BASE = "https://candour.test"
NAME = OrganisationId("harbour")
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
API_KEY = "test-leader-key"
WRITE_ONLY_KEY = "test-integrator-key"
FACTORS = tuple(factor.code for factor in taxonomy().factors)
CODED = CodedFields(
    kind="near-miss",
    unit=UnitCode("north"),
    role_group="frontline",
    factors=("digital-systems",),
    impact="none-seen",
    potential="harm",
    spread="sometimes",
    setting="hospital",
)


def passphrase(handle: str) -> str:
    """The passphrase of a test person."""
    return f"{handle} and four more words"


def blueprint(name: OrganisationId = NAME, *, demo: bool = False) -> Blueprint:
    """Two large units and a small one, two circles of three, a leader, a steward."""
    members = ("ash", "beech", "cherry", "damson")
    roles = {"leader": Role.LEADER, "steward": Role.STEWARD}
    return Blueprint(
        Organisation(name, "Harbour Trust", Plan.M, "Europe/London", 1, demo),
        units=(
            Unit(UnitCode("north"), "North", "areas", 120),
            Unit(UnitCode("south"), "South", "areas", 90),
            Unit(UnitCode("tiny"), "Tiny outreach", "areas", 7, UnitCode("north")),
        ),
        people=tuple(
            NewPerson(handle, handle.title(), roles.get(handle, Role.MEMBER), passphrase(handle))
            for handle in (*members, "leader", "steward")
        ),
        circles=(
            NewCircle(
                CircleId("tools"),
                "Tools circle",
                "Learns from tools.",
                False,
                members[:3],
                ("digital-systems",),
            ),
            NewCircle(
                CircleId("general"),
                "General circle",
                "Learns from the rest.",
                True,
                members[1:],
                tuple(code for code in FACTORS if code != "digital-systems"),
            ),
        ),
    )


def found(database_url: str, name: OrganisationId = NAME, *, demo: bool = False) -> None:
    """Put the test organisation into a migrated database."""

    def founding(work: WorkStore, staff: StaffStore) -> None:
        found_organisation(work, staff, blueprint(name, demo=demo), secrets.token_bytes, now=NOON)
        add_api_key(staff, name, "Leader's dashboard", (Scope.DASHBOARDS,), API_KEY)
        add_api_key(staff, name, "Writes only", (Scope.REPORTS,), WRITE_ONLY_KEY)

    engine = open_engine(database_url, immediate=True)
    found_once(engine, (name, demo), founding)
    engine.dispose()


def sealed_value(directory: Directory, narrative: str = "The lift was out again.") -> SealedReport:
    """A sealed report as the API hands it to the domain."""
    circle = choose_circle(CODED.factors, directory)
    key = directory.active_keys[circle]
    report = ReportId(secrets.token_hex(16))
    context = Context(Purpose.REPORT_DEVICE, directory.organisation.organisation, circle, key.key_id, report)
    return SealedReport(
        organisation=directory.organisation.organisation,
        report=report,
        coded=CODED,
        circle=circle,
        envelope=seal(encode_narrative(narrative), key.public_key, context),
        sealed_by=SealedBy.DEVICE,
        dialogue_lookup=secrets.token_bytes(16),
        dialogue_verifier=secrets.token_bytes(32),
        dialogue_key=key.public_key,
    )


@dataclass
class World:
    """The organisation, the application and an HTTP client to it."""

    client: httpx.AsyncClient
    app: Any
    clock: "Clock"
    name: OrganisationId = NAME
    secrets: dict[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def api(self) -> str:
        """The API's address of this organisation."""
        return f"/api/v1/o/{self.name}"

    async def directory(self) -> dict[str, Any]:
        """The public directory."""
        return (await self.client.get(f"{self.api}/directory")).raise_for_status().json()

    async def seal(self, narrative: str = "The lift was out again.", coded: CodedFields = CODED) -> Sealed:
        """A sealed report as the client library makes it."""
        return seal_report(narrative, coded, await self.directory(), make_ticket(secrets.token_bytes))

    async def send(self, sealed: Sealed) -> httpx.Response:
        """Post it."""
        body, headers = encode_body(sealed.body), {"Content-Type": "application/json"}
        return await self.client.post(f"{self.api}/reports", content=body, headers=headers)

    async def submit(self, narrative: str = "The lift was out again.", coded: CodedFields = CODED) -> Sealed:
        """Seal and post a report that must be accepted."""
        sealed = await self.seal(narrative, coded)
        answer = await self.send(sealed)
        assert answer.status_code == 202, answer.text
        return sealed

    async def sign_in(self, handle: str, words: str | None = None) -> httpx.Response:
        """Sign in as a browser would; keeps the unlock key for open()."""
        asked = (await self.client.post(f"{self.api}/sign-in/parameters", json={"handle": handle})).json()
        kdf = Parameters(**{name: asked["kdf"][name] for name in ("memory_kib", "passes", "lanes")})
        keys = derive_keys(words or passphrase(handle), b64decode(asked["salt"]), kdf)
        self.secrets["unlock"] = keys.unlock_key
        body = {"handle": handle, "proof": b64encode(keys.proof).decode()}
        return await self.client.post(f"{self.api}/sign-in", json=body)

    async def open(self, circle: str, report: str) -> str:
        """Read a report's narrative as a member's browser would."""
        narrative: str = (await self.open_whole(circle, report))["narrative"]
        return narrative

    async def open_whole(self, circle: str, report: str) -> dict[str, str]:
        """All that lies in a report's envelope: the narrative and the thread."""
        found = await self._sealed(circle, report)
        pair = await self.circle_key(circle, report)
        context = Context(Purpose(f"report/{found['sealed_by']}"), self.name, circle, found["key_id"], report)
        opened: dict[str, str] = json.loads(open_envelope(b64decode(found["envelope"]), pair, context))
        return opened

    async def circle_key(self, circle: str, report: str) -> KeyPair:
        """The key a report was sealed to, as a member's browser gets it: unlock, unwrap."""
        me = (await self.client.get(f"{self.api}/me")).raise_for_status().json()
        locked, person = b64decode(me["locked_key"]), me["person"]
        seed = unlock_seed(
            locked, self.secrets["unlock"], Context(Purpose.MEMBER_KEY, self.name, "", "", person)
        )
        found = await self._sealed(circle, report)
        keys = (await self.client.get(f"{self.api}/circles/{circle}/keys")).raise_for_status().json()["keys"]
        key = next(key for key in keys if key["key_id"] == found["key_id"])
        context = Context(Purpose.CIRCLE_KEY, self.name, circle, key["key_id"], person)
        return KeyPair.from_seed(unwrap(b64decode(key["wrapped"]), KeyPair.from_seed(seed), context))

    async def _sealed(self, circle: str, report: str) -> dict[str, str]:
        answer = await self.client.get(f"{self.api}/circles/{circle}/reports/{report}")
        found: dict[str, str] = answer.raise_for_status().json()
        return found


class Clock:
    """A clock that stands until a test moves it."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@asynccontextmanager
async def opened(database_url: str, **settings: Any) -> AsyncIterator[World]:
    """The real application inside its rings, over ASGI, on a database that holds the test organisation."""
    made = Settings(database_url=database_url, secret="a test secret of forty characters, or so", **settings)
    clock = Clock()
    app = create_app(made, clock)
    transport = httpx.ASGITransport(app=guard(app, made, https=True), raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url=BASE) as client,
    ):
        yield World(client, app, clock)


def act(database_url: str, story: Any, **settings: Any) -> None:
    """Run an async story in a fresh world on this database."""

    async def whole() -> None:
        async with opened(database_url, **settings) as world:
            await story(world)

    run(whole())
