"""A circle's themes: sealed notes, the reports they are made of, and what is published of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from annotated_types import Interval, Len
from fastapi import APIRouter, Depends
from pydantic import StringConstraints

from service.api.schemas import MAX_VERSION, Accepted, Base64, Code, Form, Hex128
from service.deps import (
    DirectoryDep,
    MemberDep,
    NowDep,
    OwnCircleDep,
    ReleaseChangesDep,
    ReleaseDep,
    WorkChangesDep,
    WorkDep,
)
from service.domain import themes
from service.domain.themes import Written
from service.store.engine import transaction
from service.store.release.handle import ReleaseStore
from service.store.work.handle import WorkStore
from service.store.work.themes import Theme, list_links, list_themes
from service.terms import CircleId, OrganisationId, ReportId, ThemeId, ThemeStatus

router = APIRouter(prefix="/o/{organisation}/circles/{circle}/themes", tags=["themes"])


@dataclass(frozen=True, slots=True)
class AtTheme:
    """A theme by its address; whether it is this circle's is looked up with it."""

    circle: CircleId
    theme: ThemeId


def _at_theme(circle: OwnCircleDep, theme: str) -> AtTheme:
    return AtTheme(circle, ThemeId(theme))


def _stores(
    work: WorkDep, releases: ReleaseChangesDep, now: NowDep
) -> tuple[WorkStore, ReleaseStore, datetime]:
    return work, releases, now


ThemeDep = Annotated[AtTheme, Depends(_at_theme)]
StoresDep = Annotated[tuple[WorkStore, ReleaseStore, datetime], Depends(_stores)]
Version = Annotated[int, Interval(ge=1, le=MAX_VERSION)]


class ThemeIn(Form):
    """A new theme: its id is the browser's, because the note's seal is bound to it."""

    theme: Hex128
    factor: Code
    note: Annotated[Base64, Len(1)]


class ThemeChangeIn(Form):
    """A theme as it should be, and the version it was when it was read."""

    factor: Code
    status: ThemeStatus
    note: Annotated[Base64, Len(1)]
    version: Version


class LinkIn(Form):
    """A report that is part of a theme, or no longer."""

    report: Hex128
    linked: bool


class PublishIn(Form):
    """What everybody is to read."""

    title: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    words: Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class ThemeOut(Form):
    """A theme as its circle sees it, its note closed."""

    theme: str
    factor: str
    status: str
    version: int
    note: Base64
    reports: list[str]
    published: bool


class ThemesOut(Form):
    """A circle's themes, and of how many reports one must be made before it may leave."""

    least: int
    themes: list[ThemeOut]


@router.get("")
def list_circle_themes(
    _: MemberDep, organisation: str, circle: OwnCircleDep, work: WorkDep, releases: ReleaseDep
) -> ThemesOut:
    """What the circle has noticed, in no order."""
    name = OrganisationId(organisation)
    everybodys = themes.published_ids(releases, name)
    return ThemesOut(
        least=themes.LEAST_REPORTS,
        themes=[
            ThemeOut(
                theme=one.theme,
                factor=one.factor,
                status=one.status.value,
                version=one.version,
                note=one.note,
                reports=list(list_links(work, name, one.theme)),
                published=one.theme in everybodys,
            )
            for one in list_themes(work, name, circle)
        ],
    )


@router.post("", status_code=202)
def begin_theme(
    _: MemberDep, circle: OwnCircleDep, body: ThemeIn, directory: DirectoryDep, work: WorkChangesDep
) -> Accepted:
    """Note that something recurs."""
    theme = Theme(ThemeId(body.theme), circle, body.factor, ThemeStatus.NOTICED, 1, body.note)
    with transaction(work):
        themes.begin_theme(work, theme, directory)
    return Accepted()


@router.put("/{theme}", status_code=202)
def change_theme(
    _: MemberDep, at: ThemeDep, body: ThemeChangeIn, directory: DirectoryDep, work: WorkChangesDep
) -> Accepted:
    """Write on, or say how far it has come. Refused as stale-edit if somebody else was quicker."""
    theme = Theme(at.theme, at.circle, body.factor, body.status, body.version, body.note)
    with transaction(work):
        themes.change_theme(work, theme, directory)
    return Accepted()


@router.put("/{theme}/reports", status_code=202)
def link_report(
    _: MemberDep, organisation: str, at: ThemeDep, body: LinkIn, work: WorkChangesDep
) -> Accepted:
    """Make a report part of a theme, or no longer."""
    name = OrganisationId(organisation)
    with transaction(work):
        theme = themes.show_theme(work, name, at.circle, at.theme)
        themes.link_report(work, name, theme, ReportId(body.report), linked=body.linked)
    return Accepted()


@router.post("/{theme}/publish", status_code=202)
def publish_theme(
    _: MemberDep, at: ThemeDep, body: PublishIn, directory: DirectoryDep, stores: StoresDep
) -> Accepted:
    """Let everybody read it, on the factor's page. Refused below three different reports."""
    work, releases, now = stores
    theme = themes.show_theme(work, directory.organisation.organisation, at.circle, at.theme)
    with transaction(releases):
        written = Written(body.title, body.words)
        themes.publish_theme((work, releases), theme, written, directory, now)
    return Accepted()


@router.post("/{theme}/withdraw", status_code=202)
def withdraw_theme(
    _: MemberDep, organisation: str, at: ThemeDep, work: WorkDep, releases: ReleaseChangesDep
) -> Accepted:
    """Take it back: its words are gone."""
    name = OrganisationId(organisation)
    theme = themes.show_theme(work, name, at.circle, at.theme)
    with transaction(releases):
        themes.withdraw_theme(releases, name, theme)
    return Accepted()
