"""Publishes a closed month: count, spend, blur, once; then carry the blurred figures out.

Killed anywhere and started again, on one machine or two, it never publishes a second draw. True counts
exist only inside `_draw`, in memory, and are never logged.
"""

from datetime import datetime

from service.errors import BrokenChain, PeriodNotClosed
from service.privacy.calendar import last_month, local_date, quarter_ending
from service.privacy.chain import (
    Release,
    ReleaseContent,
    canonical_cells,
    genesis,
    link,
)
from service.privacy.counting import count_cells
from service.privacy.domains import PublicFacts, cell_domain
from service.privacy.noise import blur
from service.privacy.policy import FACTOR_STAGES, QUARTERLY_STAGES, plan_rule, stage_rule
from service.store.engine import transaction
from service.store.release.handle import ReleaseStore
from service.store.release.releases import add_release, find_release, last_release
from service.store.work.counting import read_public_facts, tally_reports
from service.store.work.handle import WorkStore
from service.store.work.ledger import Draw, forgo_reports, hold_draws, take_reports
from service.store.work.outbox import add_draw, find_draw, mark_copied, read_draws, stages_used
from service.store.work.periods import PeriodState, is_closed, move_period, read_periods
from service.terms import Day, OrganisationId, Period, Plan, Stage

COPY_ATTEMPTS = 20
"""How often to look again for the end of the chain when another machine takes its place."""


def publish_release(
    work: WorkStore, releases: ReleaseStore, organisation: OrganisationId, period: Period, now: datetime
) -> tuple[Release, ...]:
    """Publish every table due with a closed month: the monthly ones, and the quarterly ones if it ends one.

    Returns what has been published for it, old or new; calling it again publishes nothing more. Raises
    PeriodNotClosed if the month, or one before it, waits to be closed or published first.
    """
    copy_outbox(work, releases, organisation)
    with transaction(work):
        facts = read_public_facts(work, organisation)
        states = {known.period: known.state for known in read_periods(work, organisation)}
    if any(state is not PeriodState.RELEASED for month, state in states.items() if month < period):
        raise PeriodNotClosed
    if states.get(period, PeriodState.OPEN) is PeriodState.OPEN:
        raise PeriodNotClosed
    day = Day(local_date(now, facts.organisation.timezone).isoformat())
    if states[period] is PeriodState.CLOSED:
        for stage, span in due_tables(facts.organisation.plan, period):
            _draw_once(work, releases, (facts, stage, span), day)
        with transaction(work):
            move_period(work, organisation, period, PeriodState.RELEASED)
    copy_outbox(work, releases, organisation)
    return _published(releases, organisation, period)


def due_tables(plan: Plan, month: Period) -> tuple[tuple[Stage, Period], ...]:
    """Which tables a plan publishes when this month has closed."""
    quarter = quarter_ending(month)
    spans = (
        (rule.stage, quarter if rule.stage in QUARTERLY_STAGES else month) for rule in plan_rule(plan).stages
    )
    return tuple((stage, span) for stage, span in spans if span is not None)


def _draw_once(
    work: WorkStore, releases: ReleaseStore, table: tuple[PublicFacts, Stage, Period], day: Day
) -> None:
    """Draw one table in one transaction, unless it was drawn already."""
    facts, stage, period = table
    with transaction(releases):
        published = find_release(releases, facts.organisation.organisation, stage, period)
    with transaction(work):
        hold_draws(work, facts.organisation.organisation)
        if not is_closed(work, facts.organisation.organisation, last_month(period)):
            return  # another machine has finished this month meanwhile
        if find_draw(work, facts.organisation.organisation, stage, period) is not None:
            return
        draw = Draw(
            organisation=facts.organisation.organisation,
            stage=stage,
            period=period,
            received_by=last_month(period),
            needs_factor=stage in FACTOR_STAGES,
            foreign=_foreign(work, facts),
        )
        if published is not None:
            forgo_reports(work, draw)
            add_draw(work, published.content, copied=True)
        else:
            add_draw(work, _draw(work, facts, draw, day))


def _draw(work: WorkStore, facts: PublicFacts, draw: Draw, day: Day) -> ReleaseContent:
    rule = stage_rule(draw.stage)
    counts = count_cells(cell_domain(draw.stage, facts.units), tally_reports(work, draw))
    take_reports(work, draw)
    blurred = blur(counts, rule.epsilon)
    return ReleaseContent(
        organisation=facts.organisation.organisation,
        stage=draw.stage,
        period=draw.period,
        plan=facts.organisation.plan,
        epsilon=str(rule.epsilon),
        scale=blurred.scale,
        margin=rule.margin,
        threshold=rule.threshold,
        cells=canonical_cells(blurred.cells),
        published=day,
    )


def _foreign(work: WorkStore, facts: PublicFacts) -> tuple[Stage, ...]:
    own = {rule.stage for rule in plan_rule(facts.organisation.plan).stages}
    return tuple(sorted(stages_used(work, facts.organisation.organisation) - own))


def copy_outbox(work: WorkStore, releases: ReleaseStore, organisation: OrganisationId) -> None:
    """Carry drawn figures to the release store, each once, however often this is called."""
    with transaction(work):
        waiting = read_draws(work, organisation, copied=False)
    for content in waiting:
        _append(releases, content)
        with transaction(work):
            mark_copied(work, content)


def _append(releases: ReleaseStore, content: ReleaseContent) -> None:
    """Append one release to its chain, or see that it is there. BrokenChain if something else is there."""
    for _ in range(COPY_ATTEMPTS):
        with transaction(releases):
            present = find_release(releases, content.organisation, content.stage, content.period)
            last = last_release(releases, content.organisation)
        if present is not None:
            if present.content != content:
                raise BrokenChain("another draw of the same table has been published")
            return
        place = (last.position, last.hash) if last else (0, genesis(content.organisation))
        with transaction(releases):
            added = add_release(releases, link(content, place[0] + 1, place[1]))
        if added:
            return
    raise BrokenChain("the chain has no end that could be found")


def _published(releases: ReleaseStore, organisation: OrganisationId, month: Period) -> tuple[Release, ...]:
    with transaction(releases):
        found = (
            find_release(releases, organisation, stage, span)
            for plan in Plan
            for stage, span in due_tables(plan, month)
        )
        return tuple(release for release in found if release is not None)
