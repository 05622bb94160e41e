"""The steward's overview: units, circles, routes, periods, and the commands to run. Reading only.

Opens nothing, and reads no report: not even how many there are.
"""

from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from service.crypto.keys import fingerprint_words
from service.deps import DirectoryDep, StewardDep, WorkDep
from service.domain.access import Actor
from service.domain.dashboards import day_words
from service.domain.routing import Directory
from service.pages.frames import FrameDep
from service.pages.render import render
from service.pages.staff import StaffView, api_of, period_words
from service.pages.views import Frame
from service.privacy.calendar import closes_on, shift_month
from service.privacy.policy import PUBLISHED_UNIT_HEADCOUNT
from service.store.work.periods import KnownPeriod, PeriodState, read_periods
from service.taxonomy import Taxonomy, taxonomy
from service.terms import MIN_CIRCLE_MEMBERS, MIN_UNIT_HEADCOUNT, Circle, Plan, Unit

STATES = {
    PeriodState.OPEN: "Open: reports are counted in it",
    PeriodState.CLOSED: "Closed, waiting to be published",
    PeriodState.RELEASED: "Published",
}
PLANS = {
    Plan.M: "Plan M: factors and units each month, the cross-table each quarter",
    Plan.Q: "Plan Q: one total each month, factors and units each quarter",
}
COMMANDS = (
    ("candour close-period", "Closes every month whose day has come."),
    ("candour publish", "Counts each closed month once, blurs it once, publishes it once."),
    ("candour verify-releases", "Checks the chain of everything that has been published."),
)

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit as reporters meet it: offered by name, or inside a larger one."""

    label: str
    headcount: int
    offered: str
    charted: str


@dataclass(frozen=True, slots=True)
class CircleLine:
    """A circle: who it is, and the words by which people compare its key."""

    label: str
    about: str
    members: int
    is_general: bool
    fingerprint: str
    epoch: int
    gap: str


@dataclass(frozen=True, slots=True)
class RouteLine:
    """Where the reports of a factor go; `gap` says why not where they should."""

    factor: str
    circle: str
    gap: str


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A month of intake in words."""

    month: str
    state: str
    closes: str


@dataclass(frozen=True, kw_only=True)
class StewardView(StaffView):
    """Everything a steward looks after, and what needs their care."""

    plan: str
    least_headcount: int
    least_members: int
    units: tuple[UnitLine, ...]
    circles: tuple[CircleLine, ...]
    routes: tuple[RouteLine, ...]
    gaps: tuple[str, ...]
    periods: tuple[PeriodLine, ...]
    next_closing: str
    commands: tuple[tuple[str, str], ...]


@router.get("/o/{organisation}/steward")
def steward_page(
    steward: StewardDep, directory: DirectoryDep, work: WorkDep, frame: FrameDep
) -> HTMLResponse:
    """What there is, and what to do next."""
    periods = read_periods(work, directory.organisation.organisation)
    return render("steward/overview.html", view_steward(steward, directory, periods, frame))


def view_steward(
    steward: Actor, directory: Directory, periods: tuple[KnownPeriod, ...], frame: Frame
) -> StewardView:
    """The overview of an organisation, newest month first."""
    name = directory.organisation.organisation
    circles = tuple(_circle_line(circle, directory) for circle in directory.circles)
    routes = _route_lines(directory, taxonomy())
    gaps = (
        *_general_gap(directory),
        *(f"{line.label}: {line.gap}" for line in circles if line.gap),
        *(f"{line.factor}: {line.gap}" for line in routes if line.gap),
    )
    return StewardView(
        title="What you look after",
        organisation=directory.organisation.name,
        frame=frame,
        script="staff.js",
        wide=True,
        api=api_of(directory),
        display=steward.display,
        plan=PLANS[directory.organisation.plan],
        least_headcount=MIN_UNIT_HEADCOUNT,
        least_members=MIN_CIRCLE_MEMBERS,
        units=tuple(_unit_line(unit, directory.units) for unit in directory.units),
        circles=circles,
        routes=routes,
        gaps=gaps,
        periods=tuple(_period_line(known) for known in reversed(periods)),
        next_closing=_next_closing(periods),
        commands=tuple((f"{command} --organisation {name}", meaning) for command, meaning in COMMANDS),
    )


def _unit_line(unit: Unit, units: tuple[Unit, ...]) -> UnitLine:
    if unit.headcount >= MIN_UNIT_HEADCOUNT:
        offered = "By its own name"
    else:
        labels = {other.unit: other.label for other in units}
        larger = labels.get(unit.rolls_up_to) if unit.rolls_up_to else None
        offered = f"No; its people choose {larger}" if larger else "No, and it rolls up nowhere"
    charted = "By its own name" if unit.headcount >= PUBLISHED_UNIT_HEADCOUNT else "Among the other units"
    return UnitLine(unit.label, unit.headcount, offered, charted)


def _circle_line(circle: Circle, directory: Directory) -> CircleLine:
    key = directory.active_keys.get(circle.circle)
    gap = ""
    if circle.members < MIN_CIRCLE_MEMBERS:
        gap = f"has fewer than {MIN_CIRCLE_MEMBERS} members, so it receives nothing yet"
    elif key is None:
        gap = "has no key, so it receives nothing yet"
    return CircleLine(
        label=circle.label,
        about=circle.about,
        members=circle.members,
        is_general=circle.is_general,
        fingerprint="" if key is None else " ".join(fingerprint_words(key.public_key)),
        epoch=0 if key is None else key.epoch,
        gap=gap,
    )


def _general_gap(directory: Directory) -> tuple[str, ...]:
    if any(circle.is_general for circle in directory.receiving.values()):
        return ()
    return ("No general circle can receive, so no report can be sent at all.",)


def _route_lines(directory: Directory, lists: Taxonomy) -> tuple[RouteLine, ...]:
    routes = dict(directory.routes)
    labels = {circle.circle: circle.label for circle in directory.circles}
    general = next((circle.label for circle in directory.receiving.values() if circle.is_general), "nowhere")
    lines = []
    for factor in lists.factors:
        circle = routes.get(factor.code)
        if circle in directory.receiving:
            lines.append(RouteLine(factor.label, labels[circle], ""))
        else:
            gap = "has no circle" if circle is None else f"its circle ({labels[circle]}) cannot receive"
            lines.append(RouteLine(factor.label, general, f"{gap}; reports go to {general}"))
    return (*lines, RouteLine("Not yet clear (no factor chosen)", general, ""))


def _period_line(known: KnownPeriod) -> PeriodLine:
    return PeriodLine(period_words(known.period), STATES[known.state], day_words(known.closes_on))


def _next_closing(periods: tuple[KnownPeriod, ...]) -> str:
    if not periods:
        return ""
    still_open = (known.period for known in periods if known.state is PeriodState.OPEN)
    month = next(still_open, shift_month(periods[-1].period, 1))
    return f"{period_words(month)} is next. It can be closed from {day_words(closes_on(month))}."
