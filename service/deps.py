"""Who is asking, which store, what time it is: what routes declare in their signatures.

The only place where time and chance enter a request (R12). Never reads the environment.
"""

import secrets
from asyncio import Semaphore
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from sqlalchemy import Engine
from sqlmodel import Session

from service.crypto.keys import KeyPair
from service.domain import access
from service.domain.access import Actor
from service.domain.changes import Change
from service.domain.gate import Gate
from service.domain.passkeys import RelyingParty
from service.domain.reports import was_accepted
from service.domain.routing import Directory, public_directory
from service.domain.versions import Answers
from service.errors import NotAllowed
from service.languages import ENGLISH, Language
from service.store.release.handle import ReleaseStore
from service.store.staff.handle import StaffStore
from service.store.work import organisations
from service.store.work.handle import WorkStore
from service.store.work.intake import IntakeWriter
from service.terms import CircleId, OrganisationId, Role, Scope, SealedReport

COOKIE = "__Host-candour"
TURNS = 16
"""Requests that hold database sessions at once; three connections each are what the pool has."""
Chance = Callable[[int], bytes]
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Runtime:
    """What one process shares between requests. Made once, in main."""

    reader: Engine
    writer: Engine
    intake: IntakeWriter
    clock: Clock
    secret: bytes = field(repr=False)
    session_length: timedelta
    idle_minutes: int = 15
    organisation: str = ""
    languages: tuple[Language, ...] = (ENGLISH,)
    address: str = ""
    gate: Gate | None = None
    """Slows floods and guessing; none where nothing is to be slowed."""
    chance: Chance = secrets.token_bytes
    directories: dict[OrganisationId, Directory] = field(default_factory=dict, repr=False)
    answers: Answers = field(default_factory=Answers, repr=False)
    """What programs were told of published releases."""
    nobody: bytes = field(default_factory=lambda: _nobody(), repr=False)
    """What the answer to an unknown receipt is sealed to: a key whose private half was never kept."""
    turns: Semaphore = field(default_factory=lambda: Semaphore(TURNS), repr=False)

    def root(self, organisation: OrganisationId) -> str:
        """What the addresses of an organisation's pages start with; empty where it lives at /."""
        return "" if organisation == self.organisation else f"/o/{organisation}"

    def directory(self, organisation: OrganisationId, *, newest: bool = False) -> Directory:
        """The directory as of its last revision that was seen; `newest` asks the database first."""
        known = self.directories.get(organisation)
        if known is not None and not newest:
            return known
        with Session(self.reader) as session:
            work = WorkStore(session)
            revision = organisations.find_revision(work, organisation)
            if known is None or known.organisation.revision != revision:
                known = public_directory(work, organisation)
                self.directories[organisation] = known
        return known

    def was_accepted(self, sealed: SealedReport) -> bool:
        """Whether this very report is stored already."""
        with Session(self.reader) as session:
            return was_accepted(WorkStore(session), sealed)


def _nobody() -> bytes:
    return KeyPair.from_seed(secrets.token_bytes(32)).public


def runtime_of(request: Request) -> Runtime:
    """The process's runtime."""
    runtime: Runtime = request.app.state.runtime
    return runtime


async def _runtime(request: Request) -> Runtime:
    # Async like every dependency that waits for nothing: a thread would cost more than the work.
    return runtime_of(request)


RuntimeDep = Annotated[Runtime, Depends(_runtime)]


def _organisation(organisation: str, runtime: RuntimeDep) -> Directory:
    return runtime.directory(OrganisationId(organisation), newest=True)


# A request waits for its turn holding nothing. Once it has one, there are connections for all it opens:
# requests that held a connection each while they waited for a thread would stand still together.
async def _turn(runtime: RuntimeDep) -> AsyncIterator[None]:
    async with runtime.turns:
        yield


# "function": given back before the answer is sent, so that whoever reads it slowly keeps nothing.
TurnDep = Annotated[None, Depends(_turn, scope="function")]


async def _reading(runtime: RuntimeDep, _: TurnDep) -> AsyncIterator[WorkStore]:
    with Session(runtime.reader) as session:
        yield WorkStore(session)


async def _writing(runtime: RuntimeDep, _: TurnDep) -> AsyncIterator[WorkStore]:
    with Session(runtime.writer) as session:
        yield WorkStore(session)


async def _staff_reading(runtime: RuntimeDep, _: TurnDep) -> AsyncIterator[StaffStore]:
    with Session(runtime.reader) as session:
        yield StaffStore(session)


async def _staff_writing(runtime: RuntimeDep, _: TurnDep) -> AsyncIterator[StaffStore]:
    with Session(runtime.writer) as session:
        yield StaffStore(session)


async def _deciding(runtime: RuntimeDep, _: TurnDep) -> AsyncIterator[tuple[WorkStore, StaffStore]]:
    # One session for both: a deed stands or falls with its entry; two writers would wait for each other.
    with Session(runtime.writer) as session:
        yield WorkStore(session), StaffStore(session)


async def _releases(runtime: RuntimeDep, _: TurnDep) -> AsyncIterator[ReleaseStore]:
    with Session(runtime.reader) as session:
        yield ReleaseStore(session)


async def _releases_writing(runtime: RuntimeDep, _: TurnDep) -> AsyncIterator[ReleaseStore]:
    with Session(runtime.writer) as session:
        yield ReleaseStore(session)


async def _now(runtime: RuntimeDep) -> datetime:
    return runtime.clock()


async def _chance(runtime: RuntimeDep) -> Chance:
    return runtime.chance


async def _party(request: Request, organisation: str, runtime: RuntimeDep) -> RelyingParty:
    # Without an address, the one the browser asked for: it lends a passkey to its own domain only.
    asked = f"https://{request.headers.get('host', '')}"
    address = urlsplit(runtime.address or asked)
    domain = address.hostname or ""
    origins = [f"{address.scheme}://{address.netloc}"]
    if domain == "localhost":
        origins.append(f"http://{address.netloc}")
    return RelyingParty(OrganisationId(organisation), domain, tuple(origins), runtime.secret)


async def _nonce(request: Request) -> str:
    nonce: str = request.scope["candour.nonce"]
    return nonce


PartyDep = Annotated[RelyingParty, Depends(_party)]
"""Whom passkeys are made for: this organisation, at the address people reach it by."""
DirectoryDep = Annotated[Directory, Depends(_organisation)]
"""The organisation of the address, or UnknownOrganisation."""
WorkDep = Annotated[WorkStore, Depends(_reading, scope="function")]
"""Reading only: the database refuses a write."""
WorkChangesDep = Annotated[WorkStore, Depends(_writing, scope="function")]
"""For POST, PUT and DELETE; the route commits."""
StaffDep = Annotated[StaffStore, Depends(_staff_reading, scope="function")]
StaffChangesDep = Annotated[StaffStore, Depends(_staff_writing, scope="function")]
BothDep = Annotated[tuple[WorkStore, StaffStore], Depends(_deciding, scope="function")]
"""Both stores in one transaction, for what changes either with the other; the route commits."""
ReleaseDep = Annotated[ReleaseStore, Depends(_releases, scope="function")]
"""Published releases, reading only."""
ReleaseChangesDep = Annotated[ReleaseStore, Depends(_releases_writing, scope="function")]
"""For a steward's marks on the time axis; the route commits. Only the pipeline writes figures."""
NowDep = Annotated[datetime, Depends(_now)]
ChanceDep = Annotated[Chance, Depends(_chance)]
NonceDep = Annotated[str, Depends(_nonce)]
"""The Content-Security-Policy nonce of this response."""


class Anyone:
    """A route for everybody: nobody is asked who they are."""


async def _anyone() -> Anyone:
    return Anyone()


# Who asks is looked up in a session that ends at once. A connection kept while the request waits for its
# next thread is one the threads themselves may be waiting for: fifty requests together would stand still.
def _actor(request: Request, organisation: str, runtime: RuntimeDep, now: NowDep) -> Actor:
    cookie = request.cookies.get(COOKIE, "")
    with Session(runtime.reader) as session:
        return access.find_session(StaffStore(session), OrganisationId(organisation), cookie, now)


def _member(actor: Annotated[Actor, Depends(_actor)]) -> Actor:
    return access.require_role(actor, Role.MEMBER)


def _steward(actor: Annotated[Actor, Depends(_actor)]) -> Actor:
    return access.require_role(actor, Role.STEWARD)


def _leader_session(actor: Annotated[Actor, Depends(_actor)]) -> Actor:
    return access.require_role(actor, Role.LEADER)


def _leader(request: Request, organisation: str, runtime: RuntimeDep, now: NowDep) -> Actor:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer":
        return access.require_role(_actor(request, organisation, runtime, now), Role.LEADER)
    with Session(runtime.reader) as session:
        return access.find_api_key(StaffStore(session), OrganisationId(organisation), token, Scope.DASHBOARDS)


def _integrator(request: Request, organisation: str, runtime: RuntimeDep) -> Actor:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    with Session(runtime.reader) as session:
        key = token if kind.lower() == "bearer" else ""
        return access.find_api_key(StaffStore(session), OrganisationId(organisation), key, Scope.REPORTS)


def _circle_member(circle: str, actor: Annotated[Actor, Depends(_member)], runtime: RuntimeDep) -> CircleId:
    with Session(runtime.reader) as session:
        if circle not in access.circles_of(WorkStore(session), actor):
            raise NotAllowed
    return CircleId(circle)


def _membership(circle: str, actor: Annotated[Actor, Depends(_member)], runtime: RuntimeDep) -> CircleId:
    with Session(runtime.reader) as session:
        if circle not in access.memberships_of(WorkStore(session), actor):
            raise NotAllowed
    return CircleId(circle)


def _member_change(
    member: Annotated[Actor, Depends(_member)],
    stores: BothDep,
    now: NowDep,
) -> Change:
    return Change(*stores, member.organisation, (member.person, now))


def _change(
    steward: Annotated[Actor, Depends(_steward)],
    stores: BothDep,
    now: NowDep,
) -> Change:
    return Change(*stores, steward.organisation, (steward.person, now))


AnyoneDep = Annotated[Anyone, Depends(_anyone)]
ActorDep = Annotated[Actor, Depends(_actor)]
"""Anybody who is signed in."""
MemberDep = Annotated[Actor, Depends(_member)]
LeaderDep = Annotated[Actor, Depends(_leader)]
"""A leader, by session or by API key."""
IntegratorDep = Annotated[Actor, Depends(_integrator)]
"""A system with a key that may post reports in plain words."""
LeaderSessionDep = Annotated[Actor, Depends(_leader_session)]
StewardDep = Annotated[Actor, Depends(_steward)]
ChangeDep = Annotated[Change, Depends(_change, scope="function")]
"""Both stores for a steward's deed, and who does it; the route commits."""
MemberChangeDep = Annotated[Change, Depends(_member_change, scope="function")]
"""The same for what a member does to a circle's keys."""
OwnCircleDep = Annotated[CircleId, Depends(_circle_member)]
"""The circle of the address, if the actor is in it and holds a key of it."""
SharedCircleDep = Annotated[CircleId, Depends(_membership)]
"""The circle of the address, if the actor is in it, with or without a key."""
