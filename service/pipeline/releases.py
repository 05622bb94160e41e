"""Publishes a closed month: count, spend, blur, once; then carry the blurred figures out.

Killed anywhere and started again, on one machine or two, it never publishes a second draw. True counts
exist only inside `_draw`, in memory, and are never logged.
"""

from dataclasses import dataclass
from datetime import datetime

from service.errors import BrokenChain, PeriodNotClosed
from service.privacy.calendar import last_month, local_date, quarter_ending, quarter_of, shift_period
from service.privacy.chain import (
    Release,
    ReleaseContent,
    canonical_cells,
    genesis,
    link,
)
from service.privacy.counting import count_cells
from service.privacy.domains import PublicFacts, cell_domain
from service.privacy.guard import check_cells, ever_allowed
from service.privacy.noise import blur
from service.privacy.policy import (
    FACTOR_STAGES,
    LAGGING_STAGES,
    NEWEST,
    QUARTERLY_STAGES,
    UNREAD_STAGES,
    PlanRule,
    plan_rule,
)
from service.store.engine import transaction
from service.store.release.handle import ReleaseStore
from service.store.release.releases import add_release, find_release, last_release
from service.store.work.counting import read_public_facts, tally_reports
from service.store.work.handle import WorkStore
from service.store.work.ledger import Draw, forgo_reports, hold_draws, take_reports
from service.store.work.outbox import Drawn, add_draw, find_draw, list_drawn, mark_copied, read_draws
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
        drawn = list_drawn(work, organisation)
        states = {known.period: known.state for known in read_periods(work, organisation)}
    if any(state is not PeriodState.RELEASED for month, state in states.items() if month < period):
        raise PeriodNotClosed
    if states.get(period, PeriodState.OPEN) is PeriodState.OPEN:
        raise PeriodNotClosed
    day = Day(local_date(now, facts.organisation.timezone).isoformat())
    if states[period] is PeriodState.CLOSED:
        rule = rule_of(drawn, facts.organisation.plan, period)
        for table in due_tables(rule, period, drawn):
            _draw_once(work, releases, Due(facts, rule, period, *table), day)
        with transaction(work):
            move_period(work, organisation, period, PeriodState.RELEASED)
    copy_outbox(work, releases, organisation)
    return _published(releases, organisation, period)


@dataclass(frozen=True, slots=True)
class Due:
    """One table to be drawn when a month is published, under which rules."""

    facts: PublicFacts
    rule: PlanRule
    month: Period
    stage: Stage
    period: Period


def rule_of(drawn: tuple[Drawn, ...], plan: Plan, month: Period) -> PlanRule:
    """The rules of a month: the newest version of its plan, unless its quarter began under an older one.

    A quarter keeps its version to the end, so that no report is in the tables of two.
    """
    quarter = quarter_of(month)
    begun = (
        one.version
        for one in drawn
        if one.plan is plan and one.stage not in LAGGING_STAGES and _quarter(one) == quarter
    )
    return plan_rule(plan, min(begun, default=NEWEST))


def due_tables(rule: PlanRule, month: Period, drawn: tuple[Drawn, ...]) -> tuple[tuple[Stage, Period], ...]:
    """Which tables are published when this month has closed, each with its period.

    What lags is due for a quarter that was published under the same rules, and for no other.
    """
    begun = {_quarter(one) for one in drawn if (one.plan, one.version) == (rule.plan, rule.version)}
    spans = ((one.stage, span_of(one.stage, month)) for one in rule.stages)
    return tuple(
        (stage, span)
        for stage, span in spans
        if span is not None and (stage not in LAGGING_STAGES or span in begun)
    )


def _quarter(drawn: Drawn) -> Period:
    return quarter_of(last_month(drawn.period))


def span_of(stage: Stage, month: Period) -> Period | None:
    """The period of a table that is published with this month, if one is."""
    quarter = quarter_ending(month)
    if stage not in QUARTERLY_STAGES:
        return month
    return shift_period(quarter, -1) if quarter and stage in LAGGING_STAGES else quarter


def _draw_once(work: WorkStore, releases: ReleaseStore, due: Due, day: Day) -> None:
    """Draw one table in one transaction, unless it was drawn already."""
    organisation = due.facts.organisation.organisation
    with transaction(releases):
        published = find_release(releases, organisation, due.stage, due.period)
    with transaction(work):
        hold_draws(work, organisation)
        if not is_closed(work, organisation, due.month):
            return  # another machine has finished this month meanwhile
        if find_draw(work, organisation, due.stage, due.period) is not None:
            return
        draw = Draw(
            organisation=organisation,
            stage=due.stage,
            period=due.period,
            received_by=last_month(due.period),
            needs_factor=due.stage in FACTOR_STAGES,
            foreign=_foreign(work, due),
            needs_coding=due.stage not in UNREAD_STAGES,
        )
        if published is not None:
            forgo_reports(work, draw)
            add_draw(work, published.content, copied=True)
        else:
            content = _draw(work, due, draw, day)
            check_cells(content, cell_domain(due.stage, due.facts.units).cells)
            add_draw(work, content)


def _draw(work: WorkStore, due: Due, draw: Draw, day: Day) -> ReleaseContent:
    rule = next(one for one in due.rule.stages if one.stage is due.stage)
    counts = count_cells(cell_domain(draw.stage, due.facts.units), tally_reports(work, draw))
    take_reports(work, draw)
    blurred = blur(counts, rule.epsilon)
    return ReleaseContent(
        organisation=draw.organisation,
        stage=draw.stage,
        period=draw.period,
        plan=due.rule.plan,
        epsilon=str(rule.epsilon),
        scale=blurred.scale,
        margin=rule.margin,
        threshold=rule.threshold,
        cells=canonical_cells(blurred.cells),
        published=day,
        version=due.rule.version,
    )


def _foreign(work: WorkStore, due: Due) -> tuple[tuple[Stage, tuple[Period, ...]], ...]:
    """What was drawn under another plan, or another version of this one, by table."""
    found: dict[Stage, list[Period]] = {}
    for one in list_drawn(work, due.facts.organisation.organisation):
        if (one.plan, one.version) != (due.rule.plan, due.rule.version):
            found.setdefault(one.stage, []).append(one.period)
    return tuple((stage, tuple(periods)) for stage, periods in found.items())


def copy_outbox(work: WorkStore, releases: ReleaseStore, organisation: OrganisationId) -> None:
    """Carry drawn figures to the release store, each once, however often this is called."""
    with transaction(work):
        waiting = read_draws(work, organisation, copied=False)
        units = read_public_facts(work, organisation).units if waiting else ()
    for content in waiting:
        check_cells(content, ever_allowed(content.stage, units))
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
    spans = ((stage, span_of(stage, month)) for stage in Stage)
    with transaction(releases):
        found = (
            find_release(releases, organisation, stage, span) for stage, span in spans if span is not None
        )
        return tuple(release for release in found if release is not None)
