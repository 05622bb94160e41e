"""The steward's overview: units, circles, routes, periods, and the commands to run. Reading only.

Opens nothing, and reads no report: not even how many there are.
"""

from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from service.crypto.keys import fingerprint_words
from service.deps import DirectoryDep, StewardDep, WorkDep
from service.domain.access import Actor
from service.domain.routing import Directory
from service.languages import N_, Language
from service.pages.dates import say_day, say_period
from service.pages.frames import FrameDep
from service.pages.render import render
from service.pages.staff import api_of
from service.pages.steward_form import StewardFrameView, places_of
from service.pages.views import Frame
from service.privacy.calendar import closes_on, shift_month
from service.privacy.policy import PUBLISHED_UNIT_HEADCOUNT
from service.store.work.periods import KnownPeriod, PeriodState, read_periods
from service.taxonomy import taxonomy
from service.terms import MIN_CIRCLE_MEMBERS, MIN_UNIT_HEADCOUNT, Circle, Plan, Unit

STATES = {
    PeriodState.OPEN: N_("Open: reports are counted in it"),
    PeriodState.CLOSED: N_("Closed, waiting to be published"),
    PeriodState.RELEASED: N_("Published"),
}
PLANS = {
    Plan.M: N_("Plan M: factors and units each month; the cross-table, kinds and answers each quarter"),
    Plan.Q: N_("Plan Q: one total each month; factors, units, kinds and answers each quarter"),
}
COMMANDS = (
    ("candour close-period", N_("Closes every month whose day has come.")),
    ("candour publish", N_("Counts each closed month once, blurs it once, publishes it once.")),
    ("candour verify-releases", N_("Checks the chain of everything that has been published.")),
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
    holders: int
    is_general: bool
    fingerprint: str
    epoch: int
    standing: str
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
class StewardView(StewardFrameView):
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
    language = frame.language
    circles = tuple(_circle_line(circle, directory, language) for circle in directory.circles)
    routes = _route_lines(directory, language)
    gaps = (
        *_general_gap(directory, language),
        *(f"{line.label}: {line.gap}" for line in circles if line.gap),
        *(f"{line.factor}: {line.gap}" for line in routes if line.gap),
    )
    return StewardView(
        places=places_of(frame, "steward"),
        title=language.say("What you look after"),
        organisation=directory.organisation.name,
        frame=frame,
        script="staff.js",
        wide=True,
        api=api_of(directory),
        display=steward.display,
        plan=language.say(PLANS[directory.organisation.plan]),
        least_headcount=MIN_UNIT_HEADCOUNT,
        least_members=MIN_CIRCLE_MEMBERS,
        units=tuple(_unit_line(unit, directory.units, language) for unit in directory.units),
        circles=circles,
        routes=routes,
        gaps=gaps,
        periods=tuple(_period_line(known, language) for known in reversed(periods)),
        next_closing=_next_closing(periods, language),
        commands=tuple(
            (f"{command} --organisation {name}", language.say(meaning)) for command, meaning in COMMANDS
        ),
    )


def _unit_line(unit: Unit, units: tuple[Unit, ...], language: Language) -> UnitLine:
    own = language.say("By its own name")
    if unit.headcount >= MIN_UNIT_HEADCOUNT:
        offered = own
    else:
        labels = {other.unit: other.label for other in units}
        larger = labels.get(unit.rolls_up_to) if unit.rolls_up_to else None
        offered = (
            language.say("No; its people choose %(larger)s", larger=larger)
            if larger
            else language.say("No, and it rolls up nowhere")
        )
    charted = own if unit.headcount >= PUBLISHED_UNIT_HEADCOUNT else language.say("Among the other units")
    return UnitLine(unit.label, unit.headcount, offered, charted)


def _circle_line(circle: Circle, directory: Directory, language: Language) -> CircleLine:
    key = directory.active_keys.get(circle.circle)
    gap = ""
    if circle.members < MIN_CIRCLE_MEMBERS:
        gap = language.say(
            "It has fewer than %(least)s members, so it receives nothing yet.", least=MIN_CIRCLE_MEMBERS
        )
    elif key is None:
        gap = language.say(
            "It has no key, so it receives nothing yet. One of its members makes one in the circle’s room."
        )
    elif circle.holders < MIN_CIRCLE_MEMBERS:
        gap = language.say(
            "Fewer than %(least)s of its members hold its key, so it receives nothing yet. Whoever holds it"
            " gives it to the others in the circle’s room.",
            least=MIN_CIRCLE_MEMBERS,
        )
    elif circle.circle not in directory.endorsed:
        gap = language.say(
            "Nobody in another circle has endorsed it, so it receives nothing yet. Somebody there compares"
            " its six words with its members, and endorses it in their own circle’s room."
        )
    return CircleLine(
        label=circle.label,
        about=circle.about,
        members=circle.members,
        holders=circle.holders,
        is_general=circle.is_general,
        fingerprint="" if key is None else " ".join(fingerprint_words(key.public_key)),
        epoch=0 if key is None else key.epoch,
        standing=_standing(circle, directory, language),
        gap=gap,
    )


def _standing(circle: Circle, directory: Directory, language: Language) -> str:
    """On whose word a circle may receive."""
    made = directory.endorsed.get(circle.circle)
    if made is None:
        return ""
    if made.by is None:
        return language.say("Nobody: it is one of the first circles here")
    labels = {one.circle: one.label for one in directory.circles}
    return language.say(
        "%(circle)s, %(day)s", circle=labels.get(made.by.circle, made.by.circle), day=say_day(made.since)
    )


def _general_gap(directory: Directory, language: Language) -> tuple[str, ...]:
    if any(circle.is_general for circle in directory.receiving.values()):
        return ()
    return (language.say("No general circle can receive, so no report can be sent at all."),)


def _route_lines(directory: Directory, language: Language) -> tuple[RouteLine, ...]:
    routes = dict(directory.routes)
    labels = {circle.circle: circle.label for circle in directory.circles}
    general = next((circle.label for circle in directory.receiving.values() if circle.is_general), "")
    to = general or language.say("nowhere")
    lines = []
    for factor in taxonomy(language).factors:
        circle = routes.get(factor.code)
        if circle in directory.receiving:
            lines.append(RouteLine(factor.label, labels[circle], ""))
        else:
            lines.append(
                RouteLine(factor.label, to, _route_gap(labels[circle] if circle else None, general, language))
            )
    return (*lines, RouteLine(language.say("Not yet clear (no factor chosen)"), to, ""))


def _route_gap(circle: str | None, general: str, language: Language) -> str:
    parts = {"circle": circle, "general": general}
    if circle is None and general:
        return language.say("It has no circle; its reports go to %(general)s.", **parts)
    if circle is None:
        return language.say("It has no circle, and its reports can go nowhere.")
    if general:
        return language.say("Its circle (%(circle)s) cannot receive; its reports go to %(general)s.", **parts)
    return language.say("Its circle (%(circle)s) cannot receive, and its reports can go nowhere.", **parts)


def _period_line(known: KnownPeriod, language: Language) -> PeriodLine:
    state = language.say(STATES[known.state])
    return PeriodLine(say_period(known.period), state, say_day(known.closes_on))


def _next_closing(periods: tuple[KnownPeriod, ...], language: Language) -> str:
    if not periods:
        return ""
    still_open = (known.period for known in periods if known.state is PeriodState.OPEN)
    month = next(still_open, shift_month(periods[-1].period, 1))
    return language.say(
        "%(month)s is next. It can be closed from %(day)s.",
        month=say_period(month),
        day=say_day(closes_on(month)),
    )
