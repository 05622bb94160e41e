"""The reporter's pages: what this is, the form, the quick report. Open to anybody; nobody is asked a name.

Never sets a cookie, and never receives a report: the page's script seals it and posts it to the API.
"""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from service.deps import AnyoneDep, DirectoryDep
from service.domain.doors import join_signposts
from service.domain.routing import Directory
from service.languages import ENGLISH, MIRRORED, Language
from service.pages.frames import FrameDep
from service.pages.render import PRIVATE, READS_ALONG, render
from service.pages.views import Frame, Option, OptionGroup, PageView, options_of
from service.taxonomy import Signpost, Taxonomy, taxonomy
from service.terms import MAX_FACTORS, MIN_CIRCLE_MEMBERS, NOT_SAID, PREFER_NOT_TO_SAY, Circle

RADIOS_UP_TO = 10
"""More choices than this are easier to find in a select."""
QUICK_KINDS = ("near-miss", "not-as-intended")
WELLBEING = "wellbeing"
ENGINE_READS = (ENGLISH, MIRRORED)
"""The text engine knows English, in whichever direction it runs."""

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, kw_only=True)
class ReporterView(PageView):
    """What every page of a reporter has: a way out. `leave_to` is where it leads; empty for a blank page."""

    leave_to: str
    has_plain_form: bool
    """Whether the form without script is open here."""


@dataclass(frozen=True, kw_only=True)
class StartView(ReporterView):
    """What this is, who can read it, who cannot, and what to use instead."""

    circles: tuple[Circle, ...]
    least_members: int
    urgent: Signpost
    signposts: tuple[Signpost, ...]
    wellbeing: Signpost
    is_quick_only: bool
    kept_days: int
    is_held: bool


@dataclass(frozen=True, kw_only=True)
class ReportView(ReporterView):
    """The form, without an answer. `asks`: it may suggest and ask; `reads_along`: it knows the language."""

    api: str
    locks: Mapping[str, object]
    """What the script needs to lock a report: the part of the public directory it would ask for."""
    heading: str
    is_quick: bool
    asks: bool
    reads_along: bool
    max_factors: int
    wellbeing: str
    kinds: tuple[Option, ...]
    units: tuple[Option, ...] = ()
    units_as_radios: bool = True
    factor_groups: tuple[OptionGroup, ...] = ()
    potentials: tuple[Option, ...] = ()
    spreads: tuple[Option, ...] = ()
    role_groups: tuple[Option, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ComeBackView(PageView):
    """Where eight words are typed. Holds none, and nothing that depends on them."""

    api: str
    slug: str


@router.get("/o/{organisation}/")
def start_page(_: AnyoneDep, directory: DirectoryDep, frame: FrameDep) -> HTMLResponse:
    """What to know before writing."""
    return render("reporter/start.html", view_start(directory, taxonomy(frame.language), frame))


@router.get("/o/{organisation}/report")
def report_page(_: AnyoneDep, directory: DirectoryDep, frame: FrameDep) -> Response:
    """The form; its script seals and sends. Where only quick reports are taken, it leads to that one."""
    if directory.door.quick_only:
        return RedirectResponse(f"{frame.root}/quick", status_code=303, headers=PRIVATE)
    return _form(view_report(directory, taxonomy(frame.language), frame))


@router.get("/o/{organisation}/quick")
def quick_page(_: AnyoneDep, directory: DirectoryDep, frame: FrameDep) -> HTMLResponse:
    """The quick report: kind, one box, send."""
    return _form(view_quick(directory, taxonomy(frame.language), frame))


def _form(view: ReportView) -> HTMLResponse:
    page = render("reporter/report.html", view)
    if view.reads_along:
        page.headers[READS_ALONG] = "1"
    return page


@router.get("/o/{organisation}/come-back")
def come_back_page(_: AnyoneDep, directory: DirectoryDep, frame: FrameDep) -> HTMLResponse:
    """Where a receipt is typed; its script opens what waits."""
    return render("reporter/come-back.html", view_come_back(directory, frame))


def view_come_back(directory: Directory, frame: Frame) -> ComeBackView:
    """The come-back page of an organisation."""
    return ComeBackView(
        title=frame.language.say("Come back to your report"),
        organisation=directory.organisation.name,
        frame=frame,
        script="come-back.js",
        api=f"/api/v1/o/{directory.organisation.organisation}",
        slug=directory.organisation.organisation,
    )


def view_start(directory: Directory, lists: Taxonomy, frame: Frame) -> StartView:
    """The start page of an organisation; the first signpost is the urgent one, wellbeing stands apart."""
    urgent, *others = _signposts(directory, lists)
    return StartView(
        title=frame.language.say("Say what happened"),
        organisation=directory.organisation.name,
        frame=frame,
        script="start.js",
        leave_to=directory.door.leave_to,
        has_plain_form=not directory.door.service_sealed_off,
        circles=tuple(directory.receiving.values()),
        least_members=MIN_CIRCLE_MEMBERS,
        urgent=urgent,
        signposts=tuple(one for one in others if one.code != WELLBEING),
        wellbeing=_wellbeing(directory, lists),
        is_quick_only=directory.door.quick_only,
        kept_days=directory.retention.days,
        is_held=directory.retention.hold is not None,
    )


def view_report(directory: Directory, lists: Taxonomy, frame: Frame) -> ReportView:
    """The form of an organisation: its units above the floor, and the closed lists everybody shares."""
    units = offer_units(directory, frame.language)
    return replace(
        _form_view(directory, lists, frame),
        kinds=offer_kinds(lists),
        units=units,
        units_as_radios=len(units) <= RADIOS_UP_TO,
        factor_groups=group_factors(lists),
        potentials=options_of(lists.potentials),
        spreads=(*options_of(lists.spreads), Option("", frame.language.say("I don’t know"))),
        role_groups=options_of(lists.role_groups),
    )


def locks_of(directory: Directory) -> dict[str, object]:
    """Where each factor leads, and the circles' keys; spelled as in GET /directory."""
    keys = directory.active_keys
    return {
        "organisation": directory.organisation.organisation,
        "routes": dict(directory.routing_table),
        "circles": [
            {
                "circle": circle.circle,
                "label": circle.label,
                "about": circle.about,
                "key": {
                    "key_id": keys[circle.circle].key_id,
                    "public_key": b64encode(keys[circle.circle].public_key).decode(),
                },
            }
            for circle in directory.receiving.values()
        ],
    }


def view_quick(directory: Directory, lists: Taxonomy, frame: Frame) -> ReportView:
    """The quick report: two kinds and a box."""
    kinds = tuple(kind for kind in options_of(lists.kinds) if kind.value in QUICK_KINDS)
    view = _form_view(directory, lists, frame)
    title = frame.language.say("Quick report")
    return replace(view, title=title, heading=title, is_quick=True, kinds=kinds)


def _form_view(directory: Directory, lists: Taxonomy, frame: Frame) -> ReportView:
    return ReportView(
        title=frame.language.say("What happened"),
        heading=frame.language.say("Tell it in your own words"),
        organisation=directory.organisation.name,
        frame=frame,
        script="reporter.js",
        leave_to=directory.door.leave_to,
        has_plain_form=not directory.door.service_sealed_off,
        locks=locks_of(directory),
        api=f"/api/v1/o/{directory.organisation.organisation}",
        is_quick=False,
        asks=not directory.door.suggestions_off,
        reads_along=frame.language in ENGINE_READS,
        max_factors=MAX_FACTORS,
        wellbeing=_wellbeing(directory, lists).action,
        kinds=(),
    )


def _signposts(directory: Directory, lists: Taxonomy) -> tuple[Signpost, ...]:
    return join_signposts(lists.signposts, directory.own_signposts)


def _wellbeing(directory: Directory, lists: Taxonomy) -> Signpost:
    return next(one for one in _signposts(directory, lists) if one.code == WELLBEING)


def offer_kinds(lists: Taxonomy) -> tuple[Option, ...]:
    """The kinds somebody may choose; not choosing is none of them."""
    return tuple(kind for kind in options_of(lists.kinds) if kind.value != NOT_SAID)


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
            Option(factor.code, factor.label, factor.definition, factor.prompts)
            for factor in lists.factors
            if factor.group == group.code
        )
        groups.append(OptionGroup(group.label, " · ".join(option.label for option in options), options))
    return tuple(groups)
