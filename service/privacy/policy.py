"""The two release plans: which tables are published, how blurred, and when to say "too few to tell".

Frozen data, the same for every reader; a plan is chosen by an organisation once a year, from published
numbers only. Never a weekly table: publishing weekly makes the month 2.4 times worse.
"""

from dataclasses import dataclass
from fractions import Fraction

from service.privacy.budget import LIFETIME, Epsilon, InvalidBudget
from service.terms import Plan, Stage

PUBLISHED_UNIT_HEADCOUNT = 50
"""A unit (or group of units) with fewer staff has no cell of its own."""
EXPECTED_PER_CROSS_CELL = 10
"""Reports a quarter that a cross-table cell should expect; fewer would only chart noise."""


@dataclass(frozen=True, slots=True)
class StageRule:
    """One published table: what it spends, its 90 % margin, and the value below which nothing is said."""

    stage: Stage
    epsilon: Epsilon
    margin: int
    threshold: int


@dataclass(frozen=True, slots=True)
class PlanRule:
    """The tables of one plan in one version. Cannot be made if it charges a report more than its lifetime."""

    plan: Plan
    version: int
    stages: tuple[StageRule, ...]

    def __post_init__(self) -> None:
        """Raise InvalidBudget if the stages repeat or together spend more than the lifetime."""
        if len({rule.stage for rule in self.stages}) != len(self.stages):
            raise InvalidBudget("a plan names each stage once")
        if self.spends > LIFETIME:
            raise InvalidBudget("a plan spends at most the lifetime of a report")

    @property
    def spends(self) -> Epsilon:
        """What one report is charged if it is in every table of the plan."""
        return Epsilon(sum((rule.epsilon.amount for rule in self.stages), start=Fraction(0)))


def _rule(stage: Stage, percent: int, margin: int, threshold: int) -> StageRule:
    return StageRule(stage, Epsilon(Fraction(percent, 100)), margin, threshold)


NEWEST = 2
"""Version 2 gave some of the units' and the cross-table's epsilon to the culture of reporting
(docs/decisions/0011-culture-within-one-epsilon.md)."""
_PLANS = (
    PlanRule(
        Plan.M,
        1,
        (
            _rule(Stage.MONTH_FACTOR, 40, 6, 7),
            _rule(Stage.MONTH_UNIT, 25, 10, 10),
            _rule(Stage.QUARTER_CROSS, 35, 7, 8),
        ),
    ),
    PlanRule(
        Plan.Q,
        1,
        (
            _rule(Stage.MONTH_TOTAL, 15, 16, 16),
            _rule(Stage.QUARTER_FACTOR, 50, 5, 6),
            _rule(Stage.QUARTER_UNIT, 35, 7, 8),
        ),
    ),
    PlanRule(
        Plan.M,
        2,
        (
            _rule(Stage.MONTH_FACTOR, 40, 6, 7),
            _rule(Stage.MONTH_UNIT, 20, 11, 12),
            _rule(Stage.QUARTER_CROSS, 20, 11, 12),
            _rule(Stage.QUARTER_KIND, 10, 23, 23),
            _rule(Stage.QUARTER_PROMISES, 10, 23, 23),
        ),
    ),
    PlanRule(
        Plan.Q,
        2,
        (
            _rule(Stage.MONTH_TOTAL, 10, 23, 23),
            _rule(Stage.QUARTER_FACTOR, 50, 5, 6),
            _rule(Stage.QUARTER_UNIT, 20, 11, 12),
            _rule(Stage.QUARTER_KIND, 10, 23, 23),
            _rule(Stage.QUARTER_PROMISES, 10, 23, 23),
        ),
    ),
)
QUARTERLY_STAGES = frozenset(
    {
        Stage.QUARTER_CROSS,
        Stage.QUARTER_FACTOR,
        Stage.QUARTER_UNIT,
        Stage.QUARTER_KIND,
        Stage.QUARTER_PROMISES,
    }
)
"""Published once a quarter, when its last month has closed."""
LAGGING_STAGES = frozenset({Stage.QUARTER_PROMISES})
"""Published with the quarter after: an answer has ninety days, so it cannot be counted sooner."""
FACTOR_STAGES = frozenset({Stage.MONTH_FACTOR, Stage.QUARTER_FACTOR, Stage.QUARTER_CROSS})
"""Count only reports whose circle has named a primary factor."""
UNREAD_STAGES = frozenset({Stage.QUARTER_PROMISES})
"""Count reports that nobody has coded too: a report that was never read is a promise that was not kept."""


def plan_rule(plan: Plan, version: int = NEWEST) -> PlanRule:
    """The rules of a plan in a version; KeyError if there is none such."""
    return {(rule.plan, rule.version): rule for rule in _PLANS}[plan, version]


def plan_rules() -> tuple[PlanRule, ...]:
    """Every plan in every version there has been, oldest version first."""
    return _PLANS


def stage_rule(stage: Stage) -> StageRule:
    """The newest rule of a stage; a stage of both plans has the same in each."""
    newest = (rule for plan in reversed(_PLANS) for rule in plan.stages)
    return next(rule for rule in newest if rule.stage is stage)


def cross_table_fits(expected_per_quarter: int, unit_groups: int, factor_groups: int) -> bool:
    """Whether a cross-table of this shape is worth publishing, judged from published totals only."""
    return expected_per_quarter >= EXPECTED_PER_CROSS_CELL * unit_groups * factor_groups
