"""`candour serve`: the service in production. Refuses demo keys, demo secrets and test clocks."""

import gc
from contextlib import suppress
from pathlib import Path
from types import FrameType

import click
import uvicorn
from sqlalchemy.engine import make_url
from sqlmodel import Session

from service.commands.http import BoundedHttp
from service.errors import UnsafeSettings
from service.main import create_app, guard
from service.settings import DEMO_SECRET, Settings
from service.store.engine import open_engine
from service.store.migrate import at_head
from service.store.migrate import migrate as run_migrations
from service.store.work.handle import WorkStore
from service.store.work.organisations import list_organisations
from service.terms import Organisation

QUIET = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"plain": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        "candour": {"handlers": ["plain"], "level": "INFO", "propagate": False},
        "uvicorn.error": {"handlers": ["plain"], "level": "WARNING", "propagate": False},
    },
}
"""No access log: a line with an address and a path is a trace of a reporter."""


STARTUP_FAILURE = 3
"""What uvicorn ends with where it could not start: a port that is taken, say."""


class Server(uvicorn.Server):
    """A server that stops once, however often it is told: uvicorn drops everything at a second Ctrl-C."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop: answer what was asked, at most ten seconds long, and write what waits."""
        if not self.should_exit:
            super().handle_exit(sig, frame)


@click.command()
@click.option(
    "--clock",
    type=click.Path(path_type=Path),
    help="Rehearse by the time in this file; refused in production.",
)
def serve(clock: Path | None) -> None:
    """Serve in production, with the settings of the environment (see docs/operations.md)."""
    if clock is not None:
        rehearse(Settings(clock=clock))
        return
    settings = Settings()
    settings.check_production()
    check_database(settings)
    run(settings, https=True)


def rehearse(settings: Settings) -> None:
    """Serve by a test clock, with the demo secret and no real organisation; else UnsafeSettings."""
    if settings.secret.get_secret_value() != DEMO_SECRET:
        raise UnsafeSettings("--clock sets a test clock and is refused with a secret of production")
    prepare(settings)
    real = [found.organisation for found in _organisations(settings) if not found.demo]
    if real:
        raise UnsafeSettings("--clock sets a test clock and is refused where a real organisation is")
    run(settings, https=False)


def _organisations(settings: Settings) -> tuple[Organisation, ...]:
    engine = open_engine(settings.database_url)
    try:
        with Session(engine) as session:
            return list_organisations(WorkStore(session))
    finally:
        engine.dispose()


def check_database(settings: Settings) -> None:
    """Raise UnsafeSettings unless the schema is the newest and no organisation is a demo."""
    make_folder(settings)
    engine = open_engine(settings.database_url)
    try:
        if not at_head(engine):
            raise UnsafeSettings("the database has an older schema: run `candour migrate`")
    finally:
        engine.dispose()
    demos = [found.name for found in _organisations(settings) if found.demo]
    if demos:
        raise UnsafeSettings(
            f"this database holds a demo organisation ({demos[0]}), whose passphrases are public"
        )


def make_folder(settings: Settings) -> None:
    """Make the folder an SQLite file is to lie in."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        try:
            Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            raise UnsafeSettings("the folder of CANDOUR_DATABASE_URL cannot be made") from None


def prepare(settings: Settings) -> None:
    """Bring the database to the newest schema."""
    make_folder(settings)
    engine = open_engine(settings.database_url, immediate=True)
    run_migrations(engine)
    engine.dispose()


def run(settings: Settings, *, https: bool) -> None:
    """Serve until interrupted. One process: SQLite's writer and the limits live in it."""
    served = guard(create_app(settings), settings, https=https)
    # What is loaded by now stays: to look through it for garbage again and again is a sixth of a busy
    # server's time. Requests leave few cycles, so a wider step for the rest.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    config = uvicorn.Config(
        served,
        host=settings.host,
        port=settings.port,
        access_log=False,
        server_header=False,
        # Nothing here wants to know where a request came from.
        proxy_headers=False,
        date_header=False,
        log_config=QUIET,
        http=BoundedHttp,
        # Nothing here speaks WebSocket, and the library's own refusal passes by the rings.
        ws="none",
        timeout_keep_alive=20,
        timeout_graceful_shutdown=10,
    )
    server = Server(config)
    with suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        raise SystemExit(STARTUP_FAILURE)
