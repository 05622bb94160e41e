"""What a seeded demo holds, read from its database: what stays once old words are forgotten."""

from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from sqlmodel import Session

from service.demo.seed import DEMO
from service.domain.dashboards import Dashboard, view_dashboard
from service.domain.figures import Figure, sum_figures
from service.domain.routing import Directory, public_directory
from service.privacy.domains import PublicFacts
from service.store.engine import open_engine
from service.store.release.handle import ReleaseStore
from service.store.work.handle import WorkStore
from service.store.work.periods import KnownPeriod, read_periods

LATELY = 3
"""Months in which a rise must show."""
BEFORE = 12
"""Months they are compared with: a year that ends before the rise begins."""


@dataclass(frozen=True)
class DemoFacts:
    """The demo organisation, its calendar, and what its leader sees."""

    directory: Directory
    periods: tuple[KnownPeriod, ...]
    dashboard: Dashboard

    def published(self) -> Figure:
        """Every published month together, blurred as it is."""
        months = self.dashboard.total.figures
        return sum_figures(months[-1].period, months)

    def rises(self) -> dict[str, float]:
        """By how many published reports a month each factor has risen lately."""
        return {
            factor.code: mean(one.value for one in factor.figures[-LATELY:])
            - mean(one.value for one in factor.figures[:BEFORE])
            for factor in self.dashboard.factors
        }


def read_demo(database: Path) -> DemoFacts:
    """Read a demo's SQLite database; changes nothing in it."""
    engine = open_engine(f"sqlite:///{database}", read_only=True)
    try:
        with Session(engine) as one, Session(engine) as two:
            work = WorkStore(one)
            directory = public_directory(work, DEMO)
            facts = PublicFacts(directory.organisation, directory.units)
            dashboard = view_dashboard(ReleaseStore(two), facts, "all", "24")
            return DemoFacts(directory, read_periods(work, DEMO), dashboard)
    finally:
        engine.dispose()
