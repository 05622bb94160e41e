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
    """The tables of one plan. Cannot be made if one report could be charged more than its lifetime."""

    plan: Plan
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


_MONTHLY = PlanRule(
    Plan.M,
    (
        StageRule(Stage.MONTH_FACTOR, Epsilon(Fraction(40, 100)), margin=6, threshold=7),
        StageRule(Stage.MONTH_UNIT, Epsilon(Fraction(25, 100)), margin=10, threshold=10),
        StageRule(Stage.QUARTER_CROSS, Epsilon(Fraction(35, 100)), margin=7, threshold=8),
    ),
)
_QUARTERLY = PlanRule(
    Plan.Q,
    (
        StageRule(Stage.MONTH_TOTAL, Epsilon(Fraction(15, 100)), margin=16, threshold=16),
        StageRule(Stage.QUARTER_FACTOR, Epsilon(Fraction(50, 100)), margin=5, threshold=6),
        StageRule(Stage.QUARTER_UNIT, Epsilon(Fraction(35, 100)), margin=7, threshold=8),
    ),
)
QUARTERLY_STAGES = frozenset({Stage.QUARTER_CROSS, Stage.QUARTER_FACTOR, Stage.QUARTER_UNIT})
"""Published once a quarter, when its last month has closed."""
FACTOR_STAGES = frozenset({Stage.MONTH_FACTOR, Stage.QUARTER_FACTOR, Stage.QUARTER_CROSS})
"""Count only reports whose circle has named a primary factor."""


def plan_rule(plan: Plan) -> PlanRule:
    """The rules of a plan."""
    return _MONTHLY if plan is Plan.M else _QUARTERLY


def stage_rule(stage: Stage) -> StageRule:
    """The rule of a stage; every stage belongs to exactly one plan."""
    return next(rule for rule in (*_MONTHLY.stages, *_QUARTERLY.stages) if rule.stage is stage)


def cross_table_fits(expected_per_quarter: int, unit_groups: int, factor_groups: int) -> bool:
    """Whether a cross-table of this shape is worth publishing, judged from published totals only."""
    return expected_per_quarter >= EXPECTED_PER_CROSS_CELL * unit_groups * factor_groups
