"""One report is charged once: late, recoded, deleted and sent again, or under another plan.

The statistic is what published figures add up to beyond what was ever sent; the bound allows for noise.
"""

from datetime import UTC, datetime

import pytest

from service.pipeline import releases as job
from tests.privacy.attacks.lab import Lab
from tests.privacy.attacks.odds import reach_of_sum
from tests.privacy.attacks.scene import Others, Scene, figures, publish, put, run_sql
from tests.world import CODED

MANY = 300
SENT = 60
FIRST, OTHER = "workload-demand", "culture-voice"
FOUR_MONTHS = reach_of_sum(0.4, 0.4, 0.4, 0.4)
SIX_CELLS = reach_of_sum(*[0.4] * 6)
TWO_MONTHS = reach_of_sum(0.4, 0.4)
PLANS = ("M", "Q")
CHARGED = 3000
EPSILON = {"factor": 0.40, "unit": 0.20, "cross": 0.20, "total": 0.10, "q-factor": 0.50, "q-unit": 0.20}
WHOLE_LIFE = 1 + sum(epsilon * reach_of_sum(*[epsilon] * 3) for epsilon in EPSILON.values()) / CHARGED


async def _told(scene: Scene, *cells: str) -> int:
    """The sum of all told figures of these cells, months and quarters apart from each other."""
    seen = figures(await scene.dashboard())
    return sum(value or 0 for (cell, period), value in seen.items() if cell in cells and "Q" not in period)


def late_reports(lab: Lab) -> float:
    """Reports that were coded after their month was published are looked for in every later month."""

    async def story(scene: Scene) -> float:
        put(scene.engine, "2026-07", [Others(MANY, factor=FIRST, state="new")])
        publish(scene.engine, "2026-07")
        run_sql(scene.engine, "update report set state = 'coded'")
        for month in ("2026-08", "2026-09", "2026-10"):
            publish(scene.engine, month)
        return await _told(scene, FIRST) - MANY

    return lab.at_start(story)


def recoded_reports(lab: Lab) -> float:
    """Counted reports are given another factor: they are looked for under both, in every month."""

    async def story(scene: Scene) -> float:
        put(scene.engine, "2026-07", [Others(MANY, factor=FIRST)])
        publish(scene.engine, "2026-07")
        run_sql(scene.engine, "update report set first_factor = :other", other=OTHER)
        publish(scene.engine, "2026-08")
        run_sql(scene.engine, "update report set first_factor = :first", first=FIRST)
        publish(scene.engine, "2026-09")
        return await _told(scene, FIRST, OTHER) - MANY

    return lab.at_start(story)


def reports_sent_again(lab: Lab) -> float:
    """Reports are posted, counted, deleted, and the same bytes are posted again the month after."""

    async def story(scene: Scene) -> float:
        scene.world.clock.now = datetime(2026, 7, 20, 12, tzinfo=UTC)
        sealed = [await scene.world.seal(coded=CODED) for _ in range(SENT)]
        for month, day in (("2026-07", 7), ("2026-08", 8)):
            scene.world.clock.now = datetime(2026, day, 20, 12, tzinfo=UTC)
            for one in sealed:
                (await scene.world.send(one)).raise_for_status()
            run_sql(scene.engine, "update report set state = 'coded'")
            publish(scene.engine, month)
            for table in ("dialogue", "envelope", "report"):
                run_sql(scene.engine, f"delete from {table}")
        return await _told(scene, CODED.factors[0]) - SENT

    return lab.at_start(story)


def changed_plans(lab: Lab) -> float:
    """The plan changes to and fro: the epsilon spent on one report, as all figures together tell it."""

    async def story(scene: Scene) -> float:
        put(scene.engine, "2026-07", [Others(CHARGED, factor=FIRST)])
        spent = 0.0
        for month, plan in (("2026-07", "M"), ("2026-08", "Q"), ("2026-09", "Q"), ("2026-10", "M")):
            run_sql(scene.engine, "update organisation set plan = :plan, revision = revision + 1", plan=plan)
            publish(scene.engine, month)
        for plan in PLANS:
            run_sql(scene.engine, "update organisation set plan = :plan, revision = revision + 1", plan=plan)
            spent += _spent(figures(await scene.dashboard()), plan)
        return spent

    return lab.at_start(story)


def upgraded_plans(lab: Lab) -> float:
    """A plan gets its next version after a quarter: the epsilon spent on one report, over all figures."""

    async def story(scene: Scene) -> float:
        put(scene.engine, "2026-07", [Others(CHARGED, factor=FIRST)])
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(job, "NEWEST", 1)
            for month in ("2026-07", "2026-08", "2026-09"):
                publish(scene.engine, month)
        seen = figures(await scene.dashboard())
        for month in ("2026-10", "2026-11", "2026-12"):
            publish(scene.engine, month)
        culture = (await scene.ask(f"{scene.world.api}/culture?span=120")).raise_for_status().json()
        kinds = [one["value"] or 0 for table in culture["tables"] for one in table["figures"]]
        seen |= figures(await scene.dashboard())
        old = sum(OLD[cell] * (value or 0) / CHARGED for (cell, _), value in seen.items() if cell in OLD)
        return old + 0.10 * sum(kinds) / CHARGED

    return lab.at_start(story)


OLD = {FIRST: 0.40, "north": 0.25, "areas|people-and-capacity": 0.35}
"""What the first version of plan M charged for the cells these reports are in."""


def _spent(seen: dict[tuple[str, str], int | None], plan: str) -> float:
    """Epsilon times how often each of the reports was counted, over the cells they could be in."""
    stages = {
        "M": {FIRST: "factor", "north": "unit", "areas|people-and-capacity": "cross"},
        "Q": {FIRST: "q-factor", "north": "q-unit", "total": "total"},
    }[plan]
    return sum(
        EPSILON[stages[cell]] * (value or 0) / CHARGED for (cell, _), value in seen.items() if cell in stages
    )
