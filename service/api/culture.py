"""GET the culture of reporting: kinds over time, and promises kept, from published tables only."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field, JsonValue, StringConstraints
from starlette.responses import Response

from service.api.conditional import ConditionalDep
from service.api.dashboards import SourceOut, TableOut, shape_sources, shape_table
from service.api.schemas import Form
from service.deps import DirectoryDep, LeaderDep, ReleaseDep
from service.domain.culture import Culture, view_culture
from service.domain.culture_pictures import draw_culture
from service.domain.scopes import Span
from service.domain.shares import Share
from service.domain.versions import published_version
from service.privacy.domains import PublicFacts

router = APIRouter(prefix="/o/{organisation}", tags=["dashboards"])


class CultureQuery(Form):
    """How many months back: 12, 24, 60 or 120."""

    span: Annotated[str, StringConstraints(max_length=4)] = Span.TWO_YEARS.value


class ShareOut(Form):
    """How many in a hundred, and the likely range. Too few to tell: the numbers are null, never 0."""

    period: str
    words: str
    percent: int | None
    low: int | None
    high: int | None


class ShareSeriesOut(Form):
    """One share over time, oldest first; `year` is the last four published quarters together."""

    code: str
    label: str
    about: str
    shares: list[ShareOut]
    year: ShareOut | None


class CultureOut(Form):
    """How people report and are answered: tables of counts, and shares of them."""

    organisation: str
    name: str
    span: str
    sentences: list[str]
    next_quarter: str | None
    charts: dict[str, dict[str, JsonValue]] = Field(description="Vega-Lite of each share and kind, by code")
    tables: list[TableOut]
    shares: list[ShareSeriesOut]
    sources: list[SourceOut]


@router.get("/culture", response_model=CultureOut)
def show_culture(
    _: LeaderDep,
    directory: DirectoryDep,
    releases: ReleaseDep,
    asked: Annotated[CultureQuery, Query()],
    conditional: ConditionalDep,
) -> Response:
    """Kinds by quarter, how many asked to hear back, and how many did in time."""
    facts = PublicFacts(directory.organisation, directory.units)
    version = published_version(releases, facts, conditional.asked)
    return conditional.answer(version, lambda: _shape(view_culture(releases, facts, asked.span)))


def _shape(culture: Culture) -> CultureOut:
    return CultureOut(
        organisation=culture.organisation,
        name=culture.name,
        span=culture.span.value,
        sentences=list(culture.sentences),
        next_quarter=culture.next_quarter,
        charts=draw_culture(culture),
        tables=[shape_table(series) for series in (*culture.kinds, *culture.promises)],
        shares=[
            ShareSeriesOut(
                code=one.code,
                label=one.label,
                about=one.about,
                shares=[_share(share) for share in one.shares],
                year=None if one.year is None else _share(one.year),
            )
            for one in culture.shares
        ],
        sources=shape_sources(culture.sources),
    )


def _share(share: Share) -> ShareOut:
    told = share.told
    return ShareOut(
        period=share.period,
        words=share.words,
        percent=share.percent if told else None,
        low=share.low if told else None,
        high=share.high if told else None,
    )
