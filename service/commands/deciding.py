"""What every command of a steward's is given: both stores in one transaction, and who the trail says it was.

Turns refusals into words. One organisation at a time, always named.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

import click
from sqlmodel import Session

from service.domain.audit import THE_COMMAND_LINE
from service.domain.changes import Change
from service.domain.routing import Directory, public_directory
from service.errors import Refusal
from service.main import file_clock
from service.settings import Settings
from service.store.engine import open_engine, transaction
from service.store.staff.handle import StaffStore
from service.store.work.handle import WorkStore
from service.store.work.organisations import find_organisation
from service.terms import OrganisationId


@contextmanager
def deciding(organisation: str) -> Iterator[Change]:
    """Both stores in one transaction; refusals become words."""
    settings = Settings()
    engine = open_engine(settings.database_url, immediate=True)
    try:
        with Session(engine) as session:
            work, name = WorkStore(session), OrganisationId(organisation)
            if find_organisation(work, name) is None:
                raise click.ClickException("There is no such organisation here.")
            with transaction(work):
                yield Change(work, StaffStore(session), name, (THE_COMMAND_LINE, file_clock(settings)()))
    except Refusal as refusal:
        hint = f" [{refusal.hints['field']}]" if "field" in refusal.hints else ""
        raise click.ClickException(f"{refusal.words}{hint} ({refusal.code})") from None
    finally:
        engine.dispose()


def directory_of(change: Change) -> Directory:
    """The organisation as it stands inside the transaction."""
    return public_directory(change.work, change.organisation)


def steward_command(run: Callable[..., None]) -> Callable[..., None]:
    """Give a command its ORGANISATION and, as its first argument, the change it makes."""

    @click.argument("organisation", metavar="ORGANISATION")
    @wraps(run)
    def wrapped(organisation: str, **options: object) -> None:
        with deciding(organisation) as change:
            run(change, **options)

    return wrapped
