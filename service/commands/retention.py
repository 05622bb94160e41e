"""`candour retire`, `candour retention` and `candour hold`: forgetting on schedule, and who decides about it.

Prints no number of reports: how many aged is how many came.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import click
from sqlalchemy import Engine
from sqlmodel import Session

from service.commands.job import Job, job_command
from service.domain.audit import THE_COMMAND_LINE
from service.domain.retention import HoldReason, begin_hold, decide_retention, end_hold
from service.errors import Refusal
from service.main import file_clock
from service.pipeline.retention import retire
from service.settings import Settings
from service.store.engine import clean, open_engine, transaction
from service.store.staff.handle import StaffStore
from service.store.work.forgetting import tables_of_reports
from service.store.work.handle import WorkStore
from service.store.work.organisations import find_organisation
from service.terms import OrganisationId


@click.command("retire")
@job_command
def retire_command(job: Job) -> None:
    """Forget what has had its time, and clean the disk. Run it daily; under a hold it does nothing."""
    for organisation in job.organisations:
        done = retire(job.work, organisation, job.now)
        words = "what was due is forgotten" if done else "held, nothing is deleted by age"
        click.echo(f"{organisation}: {words}")
    engine = job.work.session.get_bind()
    assert isinstance(engine, Engine)
    clean(engine, [table.name for table in tables_of_reports()])


@contextmanager
def _deciding(organisation: str) -> Iterator[tuple[WorkStore, StaffStore, OrganisationId, datetime]]:
    """Both stores in one transaction; refusals become words."""
    settings = Settings()
    engine = open_engine(settings.database_url, immediate=True)
    try:
        with Session(engine) as session:
            work, name = WorkStore(session), OrganisationId(organisation)
            if find_organisation(work, name) is None:
                raise click.ClickException("There is no such organisation here.")
            with transaction(work):
                yield work, StaffStore(session), name, file_clock(settings)()
    except Refusal as refusal:
        raise click.ClickException(f"{refusal.words} ({refusal.code})") from None
    finally:
        engine.dispose()


@click.command("retention")
@click.argument("organisation")
@click.option("--days", type=int, required=True, help="Days after the last message: 90 to 730.")
def retention_command(organisation: str, days: int) -> None:
    """Decide how long ORGANISATION keeps words. Reporters read it before they write."""
    with _deciding(organisation) as (work, staff, name, now):
        decide_retention(work, staff, name, days, (THE_COMMAND_LINE, now))
    click.echo(f"{organisation}: words are kept {days} days after the last message")


@click.command("hold")
@click.argument("organisation")
@click.option("--reason", type=click.Choice([reason.value for reason in HoldReason]), help="Begin a hold.")
@click.option("--end", is_flag=True, help="End it.")
def hold_command(organisation: str, reason: str | None, end: bool) -> None:
    """Stop ORGANISATION deleting by age, or let it go on. Everybody who reports is told before they write."""
    if (reason is None) is not end:
        raise click.UsageError("Give either --reason or --end.")
    with _deciding(organisation) as (work, staff, name, now):
        if reason is None:
            end_hold(work, staff, name, (THE_COMMAND_LINE, now))
        else:
            begin_hold(work, staff, name, HoldReason(reason), (THE_COMMAND_LINE, now))
    click.echo(
        f"{organisation}: {'age decides again' if end else 'nothing is deleted by age until the hold ends'}"
    )
