"""The reporter's pages: what this is, and the form. Anybody may open them; nobody is asked who they are.

Never sets a cookie, and never receives a report: the page's script seals it and posts it to the API.
"""

from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from service.deps import AnyoneDep, DirectoryDep
from service.domain.routing import Directory
from service.languages import Language
from service.pages.frames import FrameDep
from service.pages.render import render
from service.pages.views import Frame, Option, OptionGroup, PageView, options_of
from service.taxonomy import Signpost, Taxonomy, taxonomy
from service.terms import MAX_FACTORS, MIN_CIRCLE_MEMBERS, PREFER_NOT_TO_SAY, Circle

RADIOS_UP_TO = 10
"""More choices than this are easier to find in a select."""
UNKNOWN = Option("", "I don’t know")

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, kw_only=True)
class StartView(PageView):
    """What this is, who can read it, who cannot, and what to use instead."""

    circles: tuple[Circle, ...]
    least_members: int
    urgent: Signpost
    signposts: tuple[Signpost, ...]


@dataclass(frozen=True, kw_only=True)
class ReportView(PageView):
    """The form. It holds the questions and no answer."""

    api: str
    max_factors: int
    kinds: tuple[Option, ...]
    units: tuple[Option, ...]
    units_as_radios: bool
    factor_groups: tuple[OptionGroup, ...]
    potentials: tuple[Option, ...]
    spreads: tuple[Option, ...]
    role_groups: tuple[Option, ...]


@router.get("/o/{organisation}/")
def start_page(_: AnyoneDep, directory: DirectoryDep, frame: FrameDep) -> HTMLResponse:
    """What to know before writing."""
    return render("reporter/start.html", view_start(directory, taxonomy(frame.language), frame))


@router.get("/o/{organisation}/report")
def report_page(_: AnyoneDep, directory: DirectoryDep, frame: FrameDep) -> HTMLResponse:
    """The form; its script seals and sends."""
    return render("reporter/report.html", view_report(directory, taxonomy(frame.language), frame))


def view_start(directory: Directory, lists: Taxonomy, frame: Frame) -> StartView:
    """The start page of an organisation; the first signpost is the urgent one."""
    urgent, *others = lists.signposts
    return StartView(
        title="Say what happened",
        organisation=directory.organisation.name,
        frame=frame,
        circles=tuple(directory.receiving.values()),
        least_members=MIN_CIRCLE_MEMBERS,
        urgent=urgent,
        signposts=tuple(others),
    )


def view_report(directory: Directory, lists: Taxonomy, frame: Frame) -> ReportView:
    """The form of an organisation: its units above the floor, and the closed lists everybody shares."""
    units = offer_units(directory, frame.language)
    return ReportView(
        title="What happened",
        organisation=directory.organisation.name,
        frame=frame,
        script="reporter.js",
        api=f"/api/v1/o/{directory.organisation.organisation}",
        max_factors=MAX_FACTORS,
        kinds=options_of(lists.kinds),
        units=units,
        units_as_radios=len(units) <= RADIOS_UP_TO,
        factor_groups=group_factors(lists),
        potentials=options_of(lists.potentials),
        spreads=(*options_of(lists.spreads), UNKNOWN),
        role_groups=options_of(lists.role_groups),
    )


def offer_units(directory: Directory, language: Language) -> tuple[Option, ...]:
    """The units above the floor, and a way not to say."""
    units = tuple(
        Option(unit.unit, unit.label) for unit in directory.offered_units if unit.unit != PREFER_NOT_TO_SAY
    )
    return (*units, Option(PREFER_NOT_TO_SAY, language.say("Prefer not to say")))


def group_factors(lists: Taxonomy) -> tuple[OptionGroup, ...]:
    """Factors under their groups, each with its definition."""
    groups = []
    for group in lists.groups:
        options = tuple(
            Option(factor.code, factor.label, factor.definition)
            for factor in lists.factors
            if factor.group == group.code
        )
        groups.append(OptionGroup(group.label, " · ".join(option.label for option in options), options))
    return tuple(groups)
