"""The steward's jobs: close-period, publish, signals, verify-releases, and run-jobs for a scheduler.

Each may be run again, killed, or run on two machines at once: a table is drawn once. Prints periods, marks
and published figures, never a true count.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import wraps

import click
from sqlmodel import Session

from service.domain.signals import find_prompts
from service.errors import BrokenChain, Refusal
from service.main import file_clock
from service.pipeline.periods import close_due, close_period, closed_periods
from service.pipeline.releases import copy_outbox, publish_release
from service.pipeline.verify import verify_releases
from service.privacy.calendar import parse_month
from service.settings import Settings
from service.store.engine import open_engine
from service.store.release.handle import ReleaseStore
from service.store.work.counting import read_public_facts
from service.store.work.handle import WorkStore
from service.store.work.organisations import list_organisations
from service.terms import OrganisationId, Period


@dataclass(frozen=True, slots=True)
class Job:
    """What a job is given: both stores, the organisations it concerns, and what time it is."""

    work: WorkStore
    releases: ReleaseStore
    organisations: tuple[OrganisationId, ...]
    now: datetime


class _Month(click.ParamType[Period]):
    name = "month"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        try:
            return parse_month(value)
        except ValueError:
            self.fail("write a month as 2026-11", param, ctx)


@contextmanager
def _opened(organisation: str | None, as_of: datetime | None) -> Iterator[Job]:
    engine = open_engine(Settings().database_url)
    try:
        with Session(engine) as one, Session(engine) as other:
            work = WorkStore(one)
            known = tuple(found.organisation for found in list_organisations(work))
            work.session.rollback()
            chosen = tuple(name for name in known if organisation in (None, name))
            if not chosen:
                raise click.ClickException("There is no such organisation here.")
            yield Job(work, ReleaseStore(other), chosen, _moment(as_of))
    finally:
        engine.dispose()


def _moment(as_of: datetime | None) -> datetime:
    """The time to act at. A month closes on its day and not before, so no day ahead of the clock."""
    now = file_clock(Settings())()
    moment = datetime.combine(as_of, time(12), UTC) if as_of else now
    if moment.date() > now.date():
        raise click.ClickException("--as-of names a day that has not come. A month is never closed early.")
    return moment


def _job(run: Callable[..., None]) -> Callable[..., None]:
    """Give a command its options and turn refusals into words."""

    @click.option("--organisation", help="Only this one; otherwise all.")
    @click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Act as if it were noon of this day.")
    @wraps(run)
    def wrapped(organisation: str | None, as_of: datetime | None, **options: Period | None) -> None:
        try:
            with _opened(organisation, as_of) as job:
                run(job, **options)
        except Refusal as refusal:
            raise click.ClickException(f"{refusal.words} ({refusal.code})") from None
        except BrokenChain as broken:
            raise click.ClickException(f"The releases do not add up: {broken}") from None

    return wrapped


@click.command("close-period")
@click.option("--period", type=_Month(), help="This month and every open one before it; otherwise all due.")
@_job
def close_period_command(job: Job, period: Period | None) -> None:
    """Close months whose day has come: fourteen days after their end."""
    for organisation in job.organisations:
        if period is None:
            close_due(job.work, organisation, job.now)
        else:
            close_period(job.work, organisation, period, job.now)
        waiting = closed_periods(job.work, organisation)
        click.echo(f"{organisation}: closed and not yet published: {', '.join(waiting) or 'none'}")


@click.command()
@click.option("--period", type=_Month(), help="Only this month; otherwise every closed one, in order.")
@_job
def publish(job: Job, period: Period | None) -> None:
    """Publish closed months: count, blur once, publish once. Running it again publishes nothing more."""
    for organisation in job.organisations:
        _publish(job, organisation, (period,) if period else closed_periods(job.work, organisation))


@click.command()
@_job
def signals(job: Job) -> None:
    """List what has risen between releases and is worth a conversation. Reads releases only."""
    for organisation in job.organisations:
        for prompt in find_prompts(job.releases, read_public_facts(job.work, organisation)):
            told = f"{prompt.label} ({prompt.stage}) has risen since {prompt.since}: {prompt.words}"
            click.echo(f"{organisation}: {told}, usually about {prompt.usual}. {prompt.chance}")


@click.command("verify-releases")
@_job
def verify_command(job: Job) -> None:
    """Check every release: the chain, the mechanism's cost, and what each report was charged."""
    for organisation in job.organisations:
        found = verify_releases(job.work, job.releases, organisation)
        click.echo(
            f"{organisation}: {found.releases} releases in order; last {found.last_hash or 'none yet'}"
        )


@click.command("run-jobs")
@_job
def run_jobs(job: Job) -> None:
    """Close and publish whatever is due, for cron or another scheduler; safe on two machines at once."""
    for organisation in job.organisations:
        _publish(job, organisation, close_due(job.work, organisation, job.now))


def _publish(job: Job, organisation: OrganisationId, periods: tuple[Period, ...]) -> None:
    copy_outbox(job.work, job.releases, organisation)
    for period in periods:
        for release in publish_release(job.work, job.releases, organisation, period, job.now):
            content = release.content
            click.echo(f"{organisation}: {content.stage} {content.period} {release.hash}")
    if not periods:
        click.echo(f"{organisation}: nothing is waiting to be published")
