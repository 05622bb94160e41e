"""`candour agreement`: how far two readers of the same reports agree, by circle and factor."""

import click

from service.commands.deciding import directory_of, steward_command
from service.domain.agreement import INVESTIGATE_BELOW, Verdict, judge
from service.domain.changes import Change
from service.domain.second_readings import show_agreements


@click.command("agreement")
@steward_command
def agreement_command(change: Change) -> None:
    """Print Krippendorff's alpha by circle and factor for ORGANISATION, where enough was read twice."""
    for circle, factors in show_agreements(change.work, directory_of(change)):
        judged = [one for one in factors if judge(one.alpha) is not Verdict.TOO_FEW]
        for one in judged:
            look = f", below {INVESTIGATE_BELOW}" if judge(one.alpha) is Verdict.LOOK else ""
            click.echo(f"{circle.circle}: {one.factor} {one.alpha:.2f}{look}")
        if not judged:
            click.echo(f"{circle.circle}: too few reports were read twice to say")
