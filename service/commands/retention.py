"""`candour retire`, `candour retention` and `candour hold`: forgetting on schedule, and who decides about it.

Prints no number of reports: how many aged is how many came.
"""

import click
from sqlalchemy import Engine

from service.commands.deciding import steward_command
from service.commands.job import Job, job_command
from service.domain.changes import Change
from service.domain.retention import HoldReason, begin_hold, decide_retention, end_hold
from service.pipeline.retention import retire
from service.store.engine import clean, put_in_order
from service.store.work.forgetting import tables_of_reports


@click.command("retire")
@job_command
def retire_command(job: Job) -> None:
    """Forget what has had its time, and clean the disk. Run it daily; a hold stops the forgetting alone."""
    for organisation in job.organisations:
        done = retire(job.work, organisation, job.now)
        words = "what was due is forgotten" if done else "held, nothing is deleted by age"
        click.echo(f"{organisation}: {words}")
    engine = job.work.session.get_bind()
    assert isinstance(engine, Engine)
    put_in_order(engine)
    clean(engine, [table.name for table in tables_of_reports()])


@click.command("retention")
@steward_command
@click.option("--days", type=int, required=True, help="Days after the last message: 90 to 730.")
def retention_command(change: Change, days: int) -> None:
    """Decide how long ORGANISATION keeps words. Reporters read it before they write."""
    decide_retention(change.work, change.staff, change.organisation, days, change.who)
    click.echo(f"{change.organisation}: words are kept {days} days after the last message")


@click.command("hold")
@steward_command
@click.option("--reason", type=click.Choice([reason.value for reason in HoldReason]), help="Begin a hold.")
@click.option("--end", is_flag=True, help="End it.")
def hold_command(change: Change, reason: str | None, end: bool) -> None:
    """Stop ORGANISATION deleting by age, or let it go on. Everybody who reports is told before they write."""
    if (reason is None) is not end:
        raise click.UsageError("Give either --reason or --end.")
    stores = (change.work, change.staff, change.organisation)
    if reason is None:
        end_hold(*stores, change.who)
    else:
        begin_hold(*stores, HoldReason(reason), change.who)
    words = "age decides again" if end else "nothing is deleted by age until the hold ends"
    click.echo(f"{change.organisation}: {words}")
