"""Publishes known figures for the test organisation: what a release holds after its noise was drawn."""

from sqlmodel import Session

from service.privacy.chain import ReleaseContent, canonical_cells, genesis, link
from service.privacy.domains import cell_domain
from service.privacy.policy import stage_rule
from service.store.engine import open_engine
from service.store.release.handle import ReleaseStore
from service.store.release.releases import add_release, last_release
from service.terms import Day, Period, Plan, Stage
from tests.world import NAME, blueprint

UNITS = blueprint().units
MONTHS = tuple(f"2026-{month:02d}" for month in range(1, 11))


def publish(database_url: str, stage: Stage, period: str, **values: int) -> str:
    """Append one release; cells that are not named hold 0. Returns its hash."""
    rule = stage_rule(stage)
    named = {name.replace("__", "|").replace("_", "-"): value for name, value in values.items()}
    cells = [(cell, named.get(cell, 0)) for cell in cell_domain(stage, UNITS).cells]
    content = ReleaseContent(
        NAME, stage, Period(period), Plan.M, str(rule.epsilon), "2.5", rule.margin, rule.threshold,
        canonical_cells(cells), Day("2026-11-15"),
    )  # fmt: skip
    engine = open_engine(database_url)
    with Session(engine) as session:
        releases = ReleaseStore(session)
        last = last_release(releases, NAME)
        release = link(content, (last.position if last else 0) + 1, last.hash if last else genesis(NAME))
        add_release(releases, release)
        session.commit()
    engine.dispose()
    return release.hash


def publish_year(database_url: str) -> None:
    """Ten months in which digital systems rise, and a third quarter by groups."""
    for place, month in enumerate(MONTHS):
        publish(database_url, Stage.MONTH_FACTOR, month, digital_systems=10 + 2 * place, workload_demand=-3)
        publish(database_url, Stage.MONTH_UNIT, month, north=60, south=40)
    publish(database_url, Stage.QUARTER_CROSS, "2026-Q3", areas__tools_and_places=31)


def publish_rise(database_url: str) -> None:
    """Fourteen steady months, then two in which digital systems are named far more often."""
    months = (*(f"2025-{month:02d}" for month in range(7, 13)), *MONTHS)
    for place, month in enumerate(months):
        value = 20 + place % 3 if place < 14 else 60
        publish(database_url, Stage.MONTH_FACTOR, month, digital_systems=value, workload_demand=9)
        publish(database_url, Stage.MONTH_UNIT, month, north=60, south=40)
    publish(database_url, Stage.QUARTER_CROSS, "2026-Q3", areas__tools_and_places=31)


def publish_culture(database_url: str) -> None:
    """Five quarters of kinds; answers are a quarter behind, and the oldest is too few to tell."""
    quarters = ("2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")
    for place, quarter in enumerate(quarters):
        publish(database_url, Stage.QUARTER_KIND, quarter, near_miss=60, went_well_despite=20 * bool(place))
    for quarter in quarters[:-1]:
        publish(
            database_url, Stage.QUARTER_PROMISES, quarter,
            asked__acknowledged__answered=60, asked__acknowledged__unanswered=15, not_asked__acknowledged=40,
        )  # fmt: skip
