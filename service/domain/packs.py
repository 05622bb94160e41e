"""The board pack: everything that is published, as one frozen value for paper, print and tables.

A function of releases and recorded marks only (R7): the same releases give the same pack. Asks no clock.
"""

from dataclasses import dataclass

from service.charts.words import Spec
from service.domain.dashboards import CrossTable, Dashboard
from service.domain.figures import Figure, Series
from service.domain.overviews import Line, Overview, view_overview
from service.domain.pictures import Noted, beside_each, draw_series, noted_on, notes_of
from service.privacy.domains import PublicFacts
from service.store.release.handle import ReleaseStore
from service.terms import Day


@dataclass(frozen=True, slots=True)
class PackSeries:
    """One series of the pack: its line of the overview, every figure, and what is marked on it."""

    line: Line
    series: Series
    beside: tuple[str, ...]
    noted: tuple[Noted, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """All of it. `made` is the day of the newest release: the only date a pack carries."""

    overview: Overview
    series: tuple[PackSeries, ...]
    made: Day | None

    @property
    def dashboard(self) -> Dashboard:
        """The figures of every factor and unit."""
        return self.overview.dashboard

    @property
    def cross(self) -> CrossTable | None:
        """Unit groups by factor groups, where published."""
        return self.overview.dashboard.cross


def view_pack(releases: ReleaseStore, facts: PublicFacts) -> Pack:
    """The pack of an organisation: the total, factors and units in their fixed order."""
    overview = view_overview(releases, facts)
    dashboard = overview.dashboard
    lines = (overview.total, *overview.factors, *overview.units)
    series = (dashboard.total, *dashboard.factors, *dashboard.units)
    made = max((source.published for source in dashboard.sources), default=None)
    shown = tuple(_series(line, one, overview) for line, one in zip(lines, series, strict=True))
    return Pack(overview, shown, made)


def draw_pack_series(one: PackSeries, pack: Pack) -> Spec:
    """The chart of one series of a pack."""
    return draw_series(one.series, notes_of(one.series, pack.overview.marks, one.line.scope))


def figures_of(pack: Pack) -> tuple[tuple[str, str, Figure], ...]:
    """Every published figure of a pack once, with its scope and label, in the order of the pack."""
    told = [(one.line.scope, one.line.label, figure) for one in pack.series for figure in one.series.figures]
    if pack.cross is not None:
        told += [
            (f"cross:{row}|{column}", f"{row_label}: {column_label}", figure)
            for (row, row_label), figures in zip(pack.cross.rows, pack.cross.figures, strict=True)
            for (column, column_label), figure in zip(pack.cross.columns, figures, strict=True)
            if figure is not None
        ]
    return tuple(told)


def _series(line: Line, series: Series, overview: Overview) -> PackSeries:
    notes = notes_of(series, overview.marks, line.scope)
    return PackSeries(line, series, beside_each(series, notes), noted_on(series, overview.marks, line.scope))
