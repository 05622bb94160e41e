"""create_app(settings): stores, routers, middleware, problem handlers; nothing else."""

import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256

from fastapi import APIRouter, FastAPI
from fastapi.telemetry import TelemetryConfig
from sqlmodel import Session
from starlette.types import ASGIApp

from service.api import (
    access,
    api_keys,
    circles,
    culture,
    dashboards,
    dialogues,
    digests,
    directory,
    endorsements,
    handing,
    health,
    invitations,
    marks,
    members,
    organisations,
    passkeys,
    people,
    plain_reports,
    prompts,
    protection,
    queue,
    reports,
    routes,
    second_readings,
    themes,
    units,
    ways,
)
from service.api.front import FrontDoor
from service.api.problems import install_problem_handlers
from service.deps import Chance, Clock, Runtime
from service.domain.gate import Gate
from service.errors import UnsafeSettings
from service.languages import find_language
from service.middleware import LanguageInAddress, Limits, Shield, SingleOrganisation
from service.pages import site
from service.pipeline.digests import PostOffice, send_digests
from service.pipeline.mail import MailServer, Security
from service.pipeline.schedule import Scheduler
from service.pressing import Pressed
from service.settings import Settings
from service.store.engine import open_engine
from service.store.release.handle import ReleaseStore
from service.store.staff.handle import StaffStore
from service.store.work.handle import WorkStore
from service.store.work.intake import IntakeWriter
from service.terms import OrganisationId

API = "/api/v1"


def system_clock() -> datetime:
    """The present time, UTC."""
    return datetime.now(UTC)


def file_clock(settings: Settings) -> Callable[[], datetime]:
    """The time a test wrote into CANDOUR_CLOCK; the system's where none is set."""
    path = settings.clock
    if path is None:
        return system_clock
    return lambda: datetime.fromisoformat(path.read_text(encoding="ascii").strip())


def make_runtime(settings: Settings, clock: Clock | None = None) -> Runtime:
    """What one process shares between requests."""
    writer = open_engine(settings.database_url, immediate=True)
    return Runtime(
        reader=open_engine(settings.database_url, read_only=True),
        writer=writer,
        intake=IntakeWriter(writer),
        clock=clock or file_clock(settings),
        secret=settings.secret.get_secret_value().encode(),
        session_length=timedelta(hours=settings.session_hours),
        idle_minutes=settings.idle_minutes,
        organisation=settings.organisation,
        languages=tuple(find_language(code) for code in settings.language_codes),
        address=settings.address.rstrip("/"),
        gate=_gate(settings) if settings.sums else None,
    )


def post_office(settings: Settings, clock: Clock, chance: Chance) -> PostOffice | None:
    """What sends the digest; None where no mail server is named. Raises UnsafeSettings."""
    settings.check_mail()
    if not settings.smtp_host:
        return None
    secret, password = settings.smtp_password_file, ""
    if secret is not None:
        try:
            password = secret.read_text(encoding="utf-8").strip()
        except OSError:
            raise UnsafeSettings("the file of CANDOUR_SMTP_PASSWORD_FILE cannot be read") from None
    server = MailServer(
        settings.smtp_host,
        settings.smtp_port,
        Security(settings.smtp_security),
        settings.smtp_sender,
        settings.smtp_user,
        password,
    )
    return PostOffice(server, clock, chance, settings.language_codes)


def _gate(settings: Settings) -> Gate:
    # Under its own label: what signs sums signs nothing else.
    key = sha256(b"candour/1 sums\0" + settings.secret.get_secret_value().encode()).digest()
    return Gate(key, secrets.token_bytes)


UNWATCHED = TelemetryConfig(
    tracing=False, metrics=False, logs=False, operation_spans=False, auto_configure=False
)
"""FastAPI tells whatever OpenTelemetry there is in the process the path, moment and fault of every request.

That is an access log by another name, and a platform may bring it by environment variables alone.
"""


def create_app(settings: Settings, clock: Clock | None = None) -> FastAPI:
    """The application with its routes, without the outer rings."""
    runtime = make_runtime(settings, clock)
    app = FastAPI(
        title="Candour",
        version="1",
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{API}/openapi.json",
        redirect_slashes=False,
        telemetry=UNWATCHED,
    )
    app.state.runtime = runtime
    office = post_office(settings, runtime.clock, runtime.chance)
    app.state.scheduler = Scheduler(
        lambda: _stores(runtime),
        runtime.clock,
        settings.jobs_every,
        lambda name: _send(runtime, office, name),
    )
    app.routes.extend(_all_routes().routes)
    install_problem_handlers(app, site.error_page)
    return app


@cache
def _all_routes() -> APIRouter:
    """Every door, put together once a process: what FastAPI works out about a route is kept with it.

    It does so at the first request, for a tenth of a second; the next application need not pay it again.
    """
    router = APIRouter(redirect_slashes=False)
    leaders = (dashboards, culture, prompts, marks, protection)
    circle = (queue, handing, second_readings, themes, members, endorsements)
    doors = (access, passkeys, ways, invitations, digests)
    stewards = (units, circles, routes, organisations, people, api_keys)
    modules = (reports, plain_reports, dialogues, directory, *doors, *circle, *leaders, *stewards)
    for module in modules:
        router.include_router(module.router, prefix=API)
    router.include_router(health.router)
    site.install(router)
    return router


def guard(app: FastAPI, settings: Settings, *, https: bool) -> ASGIApp:
    """The application inside its rings: headers, limits, the busiest door, short addresses of one at /."""
    limits = Limits(FrontDoor(app, app.state.runtime, API))
    inner: ASGIApp = LanguageInAddress(Pressed(limits), settings.language_codes)
    if settings.organisation:
        inner = SingleOrganisation(inner, settings.organisation)
    return Shield(inner, chance=secrets.token_bytes, https=https)


def application() -> ASGIApp:
    """What an ASGI server serves in production; reads the environment once and refuses what is unsafe."""
    settings = Settings()
    settings.check_production()
    return guard(create_app(settings), settings, https=True)


@contextmanager
def _stores(runtime: Runtime) -> Iterator[tuple[WorkStore, ReleaseStore]]:
    with Session(runtime.writer) as one, Session(runtime.writer) as other:
        yield WorkStore(one), ReleaseStore(other)


def _send(runtime: Runtime, office: PostOffice | None, name: OrganisationId) -> None:
    if office is not None:
        with Session(runtime.writer) as session:
            send_digests(StaffStore(session), runtime.directory(name, newest=True).organisation, office)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    runtime: Runtime = app.state.runtime
    scheduler: Scheduler = app.state.scheduler
    runtime.intake.start()
    scheduler.start()
    try:
        yield
    finally:
        scheduler.stop()
        runtime.intake.stop()
        runtime.reader.dispose()
        runtime.writer.dispose()
