"""`candour mark-event` and `candour rebase`: a steward's marks on the leaders' time axis.

Records role, reason and day; never a name, and nothing that comes from a report.
"""

import click

from service.commands.job import Job, Month, job_command
from service.domain.marks import (
    EVENT_LABELS,
    REASON_WORDS,
    Decision,
    decide_rebase,
    mark_event,
    read_marks,
)
from service.privacy.domains import PublicFacts
from service.store.engine import transaction
from service.store.work.counting import read_public_facts
from service.terms import EventKind, Period, RebaseReason, Role


@click.command("mark-event")
@click.argument("kind", metavar="KIND", type=click.Choice([kind.value for kind in EventKind]))
@click.argument("month", metavar="MONTH", type=Month())
@click.option("--expected-rise", is_flag=True, help="More reports were expected after it.")
@click.option("--take-back", is_flag=True, help="It did not happen after all.")
@job_command
def mark_event_command(job: Job, kind: str, month: Period, expected_rise: bool, take_back: bool) -> None:
    """Record what happened around the work in a MONTH; leaders see it on the time axis."""
    facts = _facts(job)
    with transaction(job.releases):
        decision = Decision(Role.STEWARD, job.now, stands=not take_back)
        mark_event(job.releases, facts, (EventKind(kind), month, expected_rise), decision)
    _tell(job, facts)


@click.command("rebase")
@click.argument("scope", metavar="SCOPE")
@click.argument("month", metavar="MONTH", type=Month())
@click.argument("why", metavar="WHY", type=click.Choice([why.value for why in RebaseReason]))
@click.option("--take-back", is_flag=True, help="The limits do not start anew after all.")
@job_command
def rebase_command(job: Job, scope: str, month: Period, why: str, take_back: bool) -> None:
    """Decide that a SCOPE's usual limits start anew (all, factor:<code>, unit:<code>) from a MONTH on."""
    facts = _facts(job)
    with transaction(job.releases):
        decision = Decision(Role.STEWARD, job.now, stands=not take_back)
        decide_rebase(job.releases, facts, (scope, month, RebaseReason(why)), decision)
    _tell(job, facts)


def _facts(job: Job) -> PublicFacts:
    if len(job.organisations) != 1:
        raise click.ClickException("Name one organisation with --organisation.")
    facts = read_public_facts(job.work, job.organisations[0])
    job.work.session.rollback()
    return facts


def _tell(job: Job, facts: PublicFacts) -> None:
    """Everything that stands now."""
    marks = read_marks(job.releases, facts.organisation.organisation)
    for event in marks.events:
        rise = ", a rise was expected" if event.expected_rise else ""
        click.echo(f"{event.month}: {EVENT_LABELS[event.kind]}{rise} (recorded {event.decided})")
    for rebase in marks.rebases:
        words = REASON_WORDS[rebase.why]
        click.echo(f"{rebase.month}: limits of {rebase.scope} start anew: {words} ({rebase.decided})")
    if not marks.events and not marks.rebases:
        click.echo("No mark stands.")
