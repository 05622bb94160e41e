"""What every steward's command is given: the stores, the organisations it concerns, and what time it is.

Turns refusals into words. Never acts on a day that has not come.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import wraps

import click
from sqlmodel import Session

from service.errors import BrokenChain, Refusal
from service.main import file_clock
from service.privacy.calendar import parse_month
from service.settings import Settings
from service.store.engine import open_engine
from service.store.release.handle import ReleaseStore
from service.store.staff.handle import StaffStore
from service.store.work.handle import WorkStore
from service.store.work.organisations import list_organisations
from service.terms import OrganisationId, Period


@dataclass(frozen=True, slots=True)
class Job:
    """What a job is given: the stores, the organisations it concerns, and what time it is."""

    work: WorkStore
    releases: ReleaseStore
    staff: StaffStore
    organisations: tuple[OrganisationId, ...]
    now: datetime


class Month(click.ParamType[Period]):
    """A month as 2026-11."""

    name = "month"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        """The month, or a kind refusal."""
        try:
            return parse_month(value)
        except ValueError:
            self.fail("write a month as 2026-11", param, ctx)


@contextmanager
def _opened(organisation: str | None, as_of: datetime | None) -> Iterator[Job]:
    engine = open_engine(Settings().database_url)
    try:
        with Session(engine) as one, Session(engine) as other, Session(engine) as third:
            work = WorkStore(one)
            known = tuple(found.organisation for found in list_organisations(work))
            work.session.rollback()
            chosen = tuple(name for name in known if organisation in (None, name))
            if not chosen:
                raise click.ClickException("There is no such organisation here.")
            yield Job(work, ReleaseStore(other), StaffStore(third), chosen, _moment(as_of))
    finally:
        engine.dispose()


def _moment(as_of: datetime | None) -> datetime:
    """The time to act at. A month closes on its day and not before, so no day ahead of the clock."""
    now = file_clock(Settings())()
    moment = datetime.combine(as_of, time(12), UTC) if as_of else now
    if moment.date() > now.date():
        raise click.ClickException("--as-of names a day that has not come. A month is never closed early.")
    return moment


def job_command(run: Callable[..., None]) -> Callable[..., None]:
    """Give a command its options and turn refusals into words."""

    @click.option("--organisation", help="Only this one; otherwise all.")
    @click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Act as if it were noon of this day.")
    @wraps(run)
    def wrapped(organisation: str | None, as_of: datetime | None, **options: object) -> None:
        try:
            with _opened(organisation, as_of) as job:
                run(job, **options)
        except Refusal as refusal:
            raise click.ClickException(f"{refusal.words} ({refusal.code})") from None
        except BrokenChain as broken:
            raise click.ClickException(f"The releases do not add up: {broken}") from None

    return wrapped
