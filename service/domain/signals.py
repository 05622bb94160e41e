"""Learning prompts: rises between releases that are worth a conversation. Computed from releases only (R7).

Never an alarm: says what rose, since when, how often chance alone does this, and what to ask about the work.
Urgent matters go through circles, who see the text, never through here.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from service.domain.dashboards import ALL_REPORTS, OTHERS, read_shown
from service.domain.figures import Series, Table, cell_series
from service.domain.marks import Marks, read_marks
from service.domain.scopes import ScopeKind, Span
from service.errors import NotFound
from service.languages import N_
from service.privacy.calendar import first_month
from service.privacy.cusum import Rise, Watch, find_rises
from service.privacy.domains import PublicFacts, cell_domain, cross_cell, published_unit_groups
from service.privacy.policy import QUARTERLY_STAGES, plan_rule, stage_rule
from service.store.release.handle import ReleaseStore
from service.taxonomy import taxonomy
from service.terms import Event, Period, Stage

CHANCE_PER_YEAR = {
    Stage.MONTH_FACTOR: 0.5,
    Stage.QUARTER_FACTOR: 0.5,
    Stage.MONTH_UNIT: 0.25,
    Stage.QUARTER_UNIT: 0.25,
    Stage.QUARTER_CROSS: 0.25,
    Stage.MONTH_TOTAL: 0.25,
}
"""How many prompts a year chance alone may give an organisation, by table: one in all.

Tables of the culture of reporting prompt nothing: how people report is no rise to look into."""
MONTHS, QUARTERS = (24, 12), (8, 4)
"""The longest and the shortest baseline: two years, and one."""


HUDDLE_STEPS = (
    N_("What do we see, and what do we not know?"),
    N_("What in the work makes this hard to do well?"),
    N_("Which one condition could we change?"),
    N_("On which day do we look again?"),
)
"""Ten minutes, one card: conditions not people, one change, one date."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something that rose. `usual` and the figure's words are about the same cell of the same table."""

    stage: Stage
    code: str
    label: str
    since: Period
    found: Period
    usual: int
    words: str
    chance: str
    questions: tuple[str, ...]
    definition: str
    scope: str
    """Where a leader may look at it: a dashboard's scope, or nothing for a cell of the cross-table."""
    expected: tuple[Event, ...]
    """What happened around the work after which a rise was expected when this one began."""

    @property
    def id(self) -> str:
        """Names a prompt in an address: month-factor:digital-systems."""
        return f"{self.stage}:{self.code}"

    @property
    def rises(self) -> str:
        """What rose, in words, beside what was usual."""
        return N_("%(figure)s, usually about %(usual)s", figure=self.words, usual=self.usual)


def find_prompts(releases: ReleaseStore, facts: PublicFacts) -> tuple[Prompt, ...]:
    """Every rise that still lasts, in the fixed order of tables and cells: never ranked."""
    tables = read_shown(releases, facts, Span.TEN_YEARS)
    marks = read_marks(releases, facts.organisation.organisation)
    prompts: list[Prompt] = []
    for rule in plan_rule(facts.organisation.plan).stages:
        if rule.stage not in CHANCE_PER_YEAR:
            continue
        cells = _cells(rule.stage, facts)
        chosen = tuple(table for table in tables if table.release.content.stage is rule.stage)
        watched = watch(rule.stage, len(cells), _most_blurred(chosen))
        for series in _series(rule.stage, chosen, cells):
            prompts += _prompts(rule.stage, series, watched, marks)
    return tuple(prompts)


def find_prompt(releases: ReleaseStore, facts: PublicFacts, prompt: str) -> Prompt:
    """One prompt by its id, for a huddle card. NotFound unless it still lasts."""
    for found in find_prompts(releases, facts):
        if found.id == prompt:
            return found
    raise NotFound


def watch(stage: Stage, cells: int, epsilon: float | None = None) -> Watch:
    """How a series of a table with so many cells is watched, at the newest plan's epsilon or at this."""
    quarterly = stage in QUARTERLY_STAGES
    longest, shortest = QUARTERS if quarterly else MONTHS
    periods = 4 if quarterly else 12
    known = float(stage_rule(stage).epsilon.amount) if epsilon is None else epsilon
    return Watch(known, cells * periods / CHANCE_PER_YEAR[stage], longest, shortest)


def _most_blurred(tables: tuple[Table, ...]) -> float | None:
    """The smallest epsilon of a series: an older version of a plan may have blurred less."""
    told = (float(Fraction(table.release.content.epsilon)) for table in tables)
    return min(told, default=None)


def _prompts(stage: Stage, series: Series, watched: Watch, marks: Marks) -> list[Prompt]:
    rises = _rises(tuple(figure.value for figure in series.figures), watched)
    return [
        Prompt(
            stage=stage,
            code=series.code,
            label=series.label,
            since=series.figures[rise.since].period,
            found=series.figures[rise.found].period,
            usual=round(rise.usual),
            words=series.figures[-1].words,
            chance=_chance(stage),
            questions=_questions(series.code),
            definition=_definition(series.code),
            scope=_scope(stage, series.code),
            expected=marks.expected_at(first_month(series.figures[rise.since].period)),
        )
        for rise in rises
        if rise.ended is None
    ]


def _chance(stage: Stage) -> str:
    years = round(1 / CHANCE_PER_YEAR[stage])
    return N_("Chance alone brings a prompt like this about once in %(years)s years.", years=years)


@lru_cache(maxsize=8192)
def _rises(values: tuple[int, ...], watched: Watch) -> tuple[Rise, ...]:
    # Published figures never change, so what rose among them can be kept.
    return tuple(find_rises(list(values), watched))


def _definition(code: str) -> str:
    return next((factor.definition for factor in taxonomy().factors if factor.code == code), "")


def _scope(stage: Stage, code: str) -> str:
    kinds = {
        Stage.MONTH_FACTOR: f"{ScopeKind.FACTOR}:{code}",
        Stage.QUARTER_FACTOR: f"{ScopeKind.FACTOR}:{code}",
        Stage.MONTH_UNIT: f"{ScopeKind.UNIT}:{code}",
        Stage.QUARTER_UNIT: f"{ScopeKind.UNIT}:{code}",
        Stage.MONTH_TOTAL: str(ScopeKind.ALL),
    }
    return kinds.get(stage, "")


def _questions(code: str) -> tuple[str, ...]:
    found = [factor.prompts for factor in taxonomy().factors if factor.code == code]
    return (
        found[0]
        if found
        else (N_("What changed in the work around then?"), N_("What would make this easier to do well?"))
    )


def _series(
    stage: Stage, tables: tuple[Table, ...], cells: tuple[tuple[str, str], ...]
) -> tuple[Series, ...]:
    return tuple(cell_series(tables, cell, quarterly=stage in QUARTERLY_STAGES) for cell in cells)


def _cells(stage: Stage, facts: PublicFacts) -> tuple[tuple[str, str], ...]:
    """The cells of a table with their labels, in their fixed order."""
    if stage is Stage.QUARTER_CROSS:
        groups = (*((group, group) for group in published_unit_groups(facts.units)), OTHERS)
        return tuple(
            (cross_cell(row, column.code), N_("%(units)s: %(factors)s", units=label, factors=column.label))
            for row, label in groups
            for column in taxonomy().groups
        )
    labels: dict[str, str] = dict([ALL_REPORTS, OTHERS])
    labels |= {unit.unit: unit.label for unit in facts.units}
    labels |= {factor.code: factor.label for factor in taxonomy().factors}
    return tuple((cell, labels[cell]) for cell in cell_domain(stage, facts.units).cells)
