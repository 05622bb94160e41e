"""The leader's pages: published figures in words, in tables, and in charts that say the same.

Read releases only (R7). Never rank, never sort by value, and say "too few to tell" instead of 0.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse
from pydantic import StringConstraints

from service.api.culture import CultureQuery
from service.api.dashboards import DashboardQuery, Nothing
from service.deps import DirectoryDep, LeaderSessionDep, ReleaseDep
from service.domain.culture import view_culture
from service.domain.dashboards import view_dashboard
from service.domain.overviews import view_overview
from service.domain.published_themes import themes_about
from service.domain.scopes import ScopeKind, Span, parse_span
from service.domain.signals import find_prompt, find_prompts
from service.pages.frames import FrameDep
from service.pages.leader_culture import view_culture_page
from service.pages.leader_frame import Visit
from service.pages.leader_more import PromptView, view_prompt, view_where
from service.pages.leader_overview import view_overview_page
from service.pages.leader_series import view_series
from service.pages.render import render
from service.privacy.domains import PublicFacts
from service.store.release.handle import ReleaseStore

router = APIRouter(prefix="/o/{organisation}/leader", include_in_schema=False)


class LeaderQuery(DashboardQuery):
    """What to look at; without a scope, the overview."""

    scope: Annotated[str, StringConstraints(max_length=80)] = ""


NothingAsked = Annotated[Nothing, Query()]


async def _visit(leader: LeaderSessionDep, directory: DirectoryDep, frame: FrameDep) -> Visit:
    return Visit(leader, directory, frame)


VisitDep = Annotated[Visit, Depends(_visit)]


def facts_of(visit: Visit) -> PublicFacts:
    """What is public about the organisation of a visit."""
    return PublicFacts(visit.directory.organisation, visit.directory.units)


@router.get("")
def leader_page(
    _: LeaderSessionDep, visit: VisitDep, releases: ReleaseDep, asked: Annotated[LeaderQuery, Query()]
) -> HTMLResponse:
    """What has been published: the overview, or one thing over time."""
    facts = facts_of(visit)
    if not asked.scope:
        parse_span(asked.span)
        return render("leader/overview.html", view_overview_page(visit, view_overview(releases, facts)))
    dashboard = view_dashboard(releases, facts, asked.scope, asked.span)
    about = themes_about(releases, facts.organisation.organisation, dashboard.scope.code)
    return render("leader/series.html", view_series(visit, dashboard, find_prompts(releases, facts), about))


@router.get("/where")
def where_page(_: LeaderSessionDep, visit: VisitDep, releases: ReleaseDep, __: NothingAsked) -> HTMLResponse:
    """Groups of units by groups of factors, in the newest quarter."""
    dashboard = view_dashboard(releases, facts_of(visit), ScopeKind.ALL.value, Span.YEAR.value)
    return render("leader/where.html", view_where(visit, dashboard))


@router.get("/culture")
def culture_page(
    _: LeaderSessionDep, visit: VisitDep, releases: ReleaseDep, asked: Annotated[CultureQuery, Query()]
) -> HTMLResponse:
    """How people report and whether they hear back: shares with their ranges, never a score."""
    culture = view_culture(releases, facts_of(visit), asked.span)
    return render("leader/culture.html", view_culture_page(visit, culture))


@router.get("/prompts/{prompt}")
def prompt_page(
    _: LeaderSessionDep, visit: VisitDep, releases: ReleaseDep, prompt: str, __: NothingAsked
) -> HTMLResponse:
    """Something that rose: what, since when, how often chance does this, and what to ask about the work."""
    return render("leader/prompt.html", _prompt(visit, releases, prompt))


@router.get("/prompts/{prompt}/card")
def card_page(
    _: LeaderSessionDep, visit: VisitDep, releases: ReleaseDep, prompt: str, __: NothingAsked
) -> HTMLResponse:
    """The same on one sheet to print, for ten minutes together."""
    return render("leader/card.html", _prompt(visit, releases, prompt))


def _prompt(visit: Visit, releases: ReleaseStore, prompt: str) -> PromptView:
    facts = facts_of(visit)
    found = find_prompt(releases, facts, prompt)
    dashboard = view_dashboard(releases, facts, found.scope or ScopeKind.ALL.value, Span.TWO_YEARS.value)
    return view_prompt(visit, dashboard, found)
