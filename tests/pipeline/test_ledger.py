"""Whatever happens to reports, and whenever the job dies: each table is drawn once, each report charged once.

Random histories of submitting, coding late, recoding, deleting, sending again under the same id, changing
the plan, upgrading to the next version of the plans, and crashing are played against the real store and
against a model of it in a few lines.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import text
from sqlmodel import Session

from service.pipeline import releases as job
from service.pipeline.periods import close_period
from service.pipeline.releases import due_tables, publish_release
from service.pipeline.verify import verify_releases
from service.privacy.budget import LIFETIME
from service.privacy.calendar import last_month, shift_month
from service.privacy.policy import FACTOR_STAGES, NEWEST, UNREAD_STAGES, plan_rules
from service.store.release.handle import ReleaseStore
from service.store.release.releases import read_chain
from service.store.work.handle import WorkStore
from service.store.work.outbox import Drawn
from service.terms import OrganisationId, Period, Plan, Stage
from tests.pipeline.house import answer, closing_time, found_trust, put_reports, recode, remove

FACTOR = "digital-systems"
FIRST = Period("2026-01")
STEPS = (
    "take_reports",
    "tally_reports",
    "blur",
    "add_draw",
    "link",
    "add_release",
    "mark_copied",
    "move_period",
)
_organisations = count(1)
COSTS = {
    (plan.plan, plan.version, rule.stage): rule.epsilon.amount
    for plan in plan_rules()
    for rule in plan.stages
}

ACTIONS = some.one_of(
    some.tuples(
        some.just("submit"),
        some.integers(1, 3),
        some.sampled_from([FACTOR, None]),
        some.sampled_from(["new", "coded"]),
    ),
    some.tuples(some.just("code"), some.integers(0, 50)),
    some.tuples(some.just("uncode"), some.integers(0, 50)),
    some.tuples(some.just("name factor"), some.integers(0, 50)),
    some.tuples(some.just("delete"), some.integers(0, 50)),
    some.tuples(some.just("send again"), some.integers(0, 50)),
    some.tuples(some.just("plan"), some.sampled_from(["M", "Q"])),
    some.tuples(some.just("upgrade")),
    some.tuples(some.just("ask"), some.integers(0, 50)),
    some.tuples(some.just("publish")),
    some.tuples(some.just("publish")),
    some.tuples(some.just("crash"), some.sampled_from(STEPS), some.booleans(), some.integers(1, 3)),
)  # fmt: skip


class Killed(BaseException):
    """The process is gone."""


@dataclass
class Model:
    """What should be true: the reports that exist, and what each stage has counted."""

    organisation: OrganisationId
    month: Period = FIRST
    plan: str = "M"
    reports: dict[str, dict] = field(default_factory=dict)
    gone: list[dict] = field(default_factory=list)
    counted: dict[Stage, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    drawn: list[Drawn] = field(default_factory=list)

    def publish(self) -> None:
        rule = job.rule_of(tuple(self.drawn), Plan(self.plan), self.month)
        for stage, span in due_tables(rule, self.month, tuple(self.drawn)):
            spent = {
                name
                for other, names in self.counted.items()
                for name, at in names.items()
                if self.family(other, at) != (rule.plan, rule.version)
            }
            for name, report in self.reports.items():
                fit = report["state"] == "coded" or stage in UNREAD_STAGES
                fit = fit and bool(stage not in FACTOR_STAGES or report["factor"])
                if fit and report["month"] <= last_month(span) and name not in spent:
                    self.counted[stage].setdefault(name, span)
            self.drawn.append(Drawn(stage, span, rule.plan, rule.version))
        self.month = shift_month(self.month, 1)

    def family(self, stage: Stage, period: str) -> tuple[Plan, int]:
        """The plan and version under which a table was drawn."""
        return next(
            (one.plan, one.version) for one in self.drawn if (one.stage, one.period) == (stage, period)
        )


class House:
    """The real stores beside the model."""

    def __init__(self, work: WorkStore, releases: ReleaseStore) -> None:
        self.work, self.releases = work, releases
        self.model = Model(OrganisationId(f"trust-{next(_organisations)}"))
        self.drawn: dict[tuple[str, str], str] = {}
        found_trust(work, organisation=self.model.organisation)

    def play(self, action: tuple, monkeypatch: pytest.MonkeyPatch) -> None:
        name, *rest = action
        if name == "crash":
            self.crash(*rest, monkeypatch)
        elif name == "upgrade":
            monkeypatch.setattr(job, "NEWEST", NEWEST)
        else:
            getattr(self, name.replace(" ", "_"))(*rest)
        self.look()

    def _pick(self, place: int) -> str | None:
        names = list(self.model.reports)
        return names[place % len(names)] if names else None

    def submit(self, number: int, factor: str | None, state: str) -> None:
        names = put_reports(
            self.work,
            self.model.month,
            number,
            factor=factor,
            state=state,
            organisation=self.model.organisation,
        )
        for name in names:
            self.model.reports[name] = {"month": self.model.month, "factor": factor, "state": state}

    def _set(self, place: int, key: str, value: str, column: str) -> None:
        if (name := self._pick(place)) is not None:
            self.model.reports[name][key] = value
            recode(self.work, [name], **{column: value})

    def code(self, place: int) -> None:
        self._set(place, "state", "coded", "state")

    def uncode(self, place: int) -> None:
        self._set(place, "state", "new", "state")

    def name_factor(self, place: int) -> None:
        self._set(place, "factor", FACTOR, "first_factor")

    def delete(self, place: int) -> None:
        if (name := self._pick(place)) is not None:
            self.model.gone.append({"name": name, **self.model.reports.pop(name)})
            remove(self.work, [name])

    def send_again(self, place: int) -> None:
        if self.model.gone:
            lost = self.model.gone.pop(place % len(self.model.gone))
            [name] = put_reports(self.work, self.model.month, 1, organisation=self.model.organisation)
            recode(self.work, [name], report=lost["name"])
            self.model.reports[lost["name"]] = {
                "month": self.model.month, "factor": "workload-demand", "state": "coded",
            }  # fmt: skip

    def plan(self, plan: str) -> None:
        self.model.plan = plan
        self.work.session.execute(
            text("update organisation set plan = :plan where organisation = :name"),
            {"plan": plan, "name": self.model.organisation},
        )
        self.work.session.commit()

    def ask(self, place: int) -> None:
        if (name := self._pick(place)) is not None:
            answer(self.work, [name], asked=True, organisation=self.model.organisation)

    def _publish(self) -> None:
        month = self.model.month
        close_period(self.work, self.model.organisation, month, closing_time(month))
        publish_release(self.work, self.releases, self.model.organisation, month, closing_time(month))

    def publish(self) -> None:
        self._publish()
        self.model.publish()

    def crash(self, step: str, after: bool, nth: int, monkeypatch: pytest.MonkeyPatch) -> None:
        true_step, calls = getattr(job, step), count(1)

        def fatal(*args, **kwargs):
            if next(calls) < nth:
                return true_step(*args, **kwargs)
            if after:
                true_step(*args, **kwargs)
            raise Killed

        with monkeypatch.context() as patch:
            patch.setattr(job, step, fatal)
            try:
                self._publish()
            except Killed:
                self.look()
        self.publish()

    def look(self) -> None:
        """What has once been drawn or published never reads otherwise."""
        rows = self.work.session.execute(
            text("select stage, period, cells from outbox where organisation = :name"),
            {"name": self.model.organisation},
        ).all()
        self.work.session.rollback()
        for stage, period, cells in rows:
            assert self.drawn.setdefault((stage, period), cells) == cells


@pytest.fixture
def house_maker(engine):
    def make() -> House:
        return House(WorkStore(Session(engine)), ReleaseStore(Session(engine)))

    return make


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=some.lists(ACTIONS, min_size=4, max_size=18))
def test_over_any_history_each_table_is_drawn_once_and_each_report_charged_within_its_lifetime(
    house_maker, monkeypatch, history
):
    house = house_maker()
    monkeypatch.setattr(job, "NEWEST", 1)

    for action in [*history, ("publish",), ("publish",), ("publish",)]:
        house.play(action, monkeypatch)

    organisation = house.model.organisation
    ledger = house.work.session.execute(
        text("select stage, report, period from counted where organisation = :name"), {"name": organisation}
    ).all()
    house.work.session.rollback()
    expected = {
        (stage, name, at) for stage, names in house.model.counted.items() for name, at in names.items()
    }
    assert {tuple(row) for row in ledger} == expected
    charged: dict[str, Fraction] = defaultdict(Fraction)
    for stage, report, at in ledger:
        charged[report] += COSTS[(*house.model.family(Stage(stage), at), stage)]
    assert max(charged.values(), default=Fraction(0)) <= LIFETIME.amount
    chain = read_chain(house.releases, organisation)
    house.releases.session.rollback()
    published = {(one.content.stage.value, one.content.period): one.content.cells for one in chain}
    assert len(published) == len(chain)
    assert published == house.drawn
    assert verify_releases(house.work, house.releases, organisation).releases == len(chain)
    house.work.session.close()
    house.releases.session.close()
