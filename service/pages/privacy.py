"""What is promised about one report in published figures, in words and in numbers. Anybody may read it.

Sets no cookie, needs no script, and is the same for whoever asks: arithmetic on what has been published.
"""

from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from service.deps import AnyoneDep, DirectoryDep, ReleaseDep
from service.domain.protection import Protection, percent_of, view_protection
from service.languages import N_
from service.pages.frames import FrameDep
from service.pages.render import render
from service.pages.views import Frame, PageView
from service.privacy.domains import PublicFacts
from service.terms import Stage

router = APIRouter(include_in_schema=False)
TABLES = {
    Stage.MONTH_FACTOR: N_("Factors, each month"),
    Stage.MONTH_UNIT: N_("Units, each month"),
    Stage.MONTH_TOTAL: N_("All reports, each month"),
    Stage.QUARTER_CROSS: N_("Unit groups by factor groups, each quarter"),
    Stage.QUARTER_FACTOR: N_("Factors, each quarter"),
    Stage.QUARTER_UNIT: N_("Units, each quarter"),
    Stage.QUARTER_KIND: N_("Kinds of report, each quarter"),
    Stage.QUARTER_PROMISES: N_("Who heard back in time, each quarter"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A table, and its part in a hundred of what one report may ever be charged."""

    label: str
    part: str


@dataclass(frozen=True, slots=True)
class BeliefLine:
    """What somebody thought before, and what they can think after, at most and at least."""

    before: str
    most: str
    least: str


@dataclass(frozen=True, kw_only=True)
class PrivacyView(PageView):
    """The promise of an organisation."""

    lifetime: str
    spent: str
    releases: int
    last_hash: str
    tables: tuple[Line, ...]
    beliefs: tuple[BeliefLine, ...]


@router.get("/o/{organisation}/privacy")
def privacy_page(
    _: AnyoneDep, directory: DirectoryDep, releases: ReleaseDep, frame: FrameDep
) -> HTMLResponse:
    """The promise, what has been used of it, and what that lets anybody know."""
    found = view_protection(releases, PublicFacts(directory.organisation, directory.units))
    return render("public/privacy.html", view_privacy(found, frame))


def view_privacy(found: Protection, frame: Frame) -> PrivacyView:
    """The promise in words."""
    say = frame.language.say
    return PrivacyView(
        title=say(N_("What leaders can know about one report")),
        organisation=found.name,
        frame=frame,
        lifetime=percent_of(found.lifetime),
        spent=percent_of(found.spent),
        releases=found.releases,
        last_hash=found.last_hash,
        tables=tuple(Line(say(TABLES[one.stage]), percent_of(one.epsilon)) for one in found.charges),
        beliefs=tuple(
            BeliefLine(f"{one.before} %", f"{one.most:g} %", f"{one.least:g} %") for one in found.beliefs
        ),
    )
