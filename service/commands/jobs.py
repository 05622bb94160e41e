"""The steward's jobs: close-period, publish, signals, verify-releases, and run-jobs for a scheduler.

Each may be run again, killed, or run on two machines at once: a table is drawn once. Prints periods, marks
and published figures, never a true count.
"""

import secrets

import click

from service.commands.job import Job, Month, job_command
from service.domain.signals import find_prompts
from service.main import file_clock, post_office
from service.pipeline.digests import send_digests
from service.pipeline.periods import close_due, close_period, closed_periods
from service.pipeline.releases import copy_outbox, publish_release
from service.pipeline.schedule import run_due
from service.pipeline.verify import verify_releases
from service.privacy.chain import Release
from service.settings import Settings
from service.store.engine import transaction
from service.store.work.counting import read_public_facts
from service.terms import OrganisationId, Period


@click.command("close-period")
@click.option("--period", type=Month(), help="This month and every open one before it; otherwise all due.")
@job_command
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
@click.option("--period", type=Month(), help="Only this month; otherwise every closed one, in order.")
@job_command
def publish(job: Job, period: Period | None) -> None:
    """Publish closed months: count, blur once, publish once. Running it again publishes nothing more."""
    for organisation in job.organisations:
        _publish(job, organisation, (period,) if period else closed_periods(job.work, organisation))


@click.command()
@job_command
def signals(job: Job) -> None:
    """List what has risen between releases and is worth a conversation. Reads releases only."""
    for organisation in job.organisations:
        for prompt in find_prompts(job.releases, read_public_facts(job.work, organisation)):
            told = f"{prompt.label} ({prompt.stage}) has risen since {prompt.since}: {prompt.words}"
            click.echo(f"{organisation}: {told}, usually about {prompt.usual}. {prompt.chance}")


@click.command("verify-releases")
@job_command
def verify_command(job: Job) -> None:
    """Check every release: the chain, the mechanism's cost, and what each report was charged."""
    for organisation in job.organisations:
        found = verify_releases(job.work, job.releases, organisation)
        click.echo(
            f"{organisation}: {found.releases} releases in order; last {found.last_hash or 'none yet'}"
        )


@click.command("run-jobs")
@job_command
def run_jobs(job: Job) -> None:
    """Close, publish and send what is due, for cron or another scheduler; safe on two machines at once."""
    for organisation in job.organisations:
        _tell(organisation, tuple(run_due(job.work, job.releases, organisation, job.now)))
    _send(job)


def _send(job: Job) -> None:
    settings = Settings()
    clock = file_clock(settings)
    started = clock()
    office = post_office(settings, lambda: job.now + (clock() - started), secrets.token_bytes)
    if office is None:
        return
    for name in job.organisations:
        with transaction(job.work):
            organisation = read_public_facts(job.work, name).organisation
        click.echo(f"{name}: {send_digests(job.staff, organisation, office)} digests handed over")


def _publish(job: Job, organisation: OrganisationId, periods: tuple[Period, ...]) -> None:
    copy_outbox(job.work, job.releases, organisation)
    published = (publish_release(job.work, job.releases, organisation, one, job.now) for one in periods)
    _tell(organisation, tuple(release for some in published for release in some))


def _tell(organisation: OrganisationId, published: tuple[Release, ...]) -> None:
    for release in published:
        click.echo(f"{organisation}: {release.content.stage} {release.content.period} {release.hash}")
    if not published:
        click.echo(f"{organisation}: nothing is waiting to be published")
