"""What every leader's page shares: its frame, its way around, its honest sentences, figures as rows of words.

Reads nothing: shapes what the domain gave. Never ranks and never sorts by value.
"""

from dataclasses import dataclass

from service.domain.access import Actor
from service.domain.dashboards import Dashboard, Source, day_words
from service.domain.figures import TOO_FEW, Figure, Series
from service.domain.marks import Marks
from service.domain.pictures import beside_each, noted_on, notes_of
from service.domain.routing import Directory
from service.languages import N_, CapitalText, Text
from service.pages.dates import say_period
from service.pages.staff import StaffView, api_of
from service.pages.views import Frame
from service.terms import Day, Stage

STAGES = {
    Stage.MONTH_FACTOR: N_("Factors by month"),
    Stage.MONTH_UNIT: N_("Units by month"),
    Stage.QUARTER_CROSS: N_("Unit groups by factor groups"),
    Stage.MONTH_TOTAL: N_("All reports by month"),
    Stage.QUARTER_FACTOR: N_("Factors by quarter"),
    Stage.QUARTER_UNIT: N_("Units by quarter"),
    Stage.QUARTER_KIND: N_("Kinds of report by quarter"),
    Stage.QUARTER_PROMISES: N_("Answers by quarter"),
}
PLACES = (
    ("leader", N_("Overview")),
    ("leader/where", N_("Where and why")),
    ("leader/culture", N_("Culture of reporting")),
    ("leader/board-pack", N_("Board pack")),
)


@dataclass(frozen=True, slots=True)
class Place:
    """One of the leader's pages in the bar above them."""

    address: str
    label: str
    here: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, in words: a period or a name, its figure, and how usual that is."""

    label: str
    words: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class NotedLine:
    """A mark on the time axis: its sign on the chart, when, and what."""

    sign: str
    when: str
    words: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A release that figures of this page came from."""

    table: str
    period: str
    published: str
    hash: str


@dataclass(frozen=True, kw_only=True)
class LeaderView(StaffView):
    """A leader's page. Its sentences of honesty stand on every one of them."""

    sentences: tuple[str, ...]
    places: tuple[Place, ...]
    sources: tuple[SourceLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """Who looks, at whose figures, in which frame."""

    leader: Actor
    directory: Directory
    frame: Frame

    def base(self, title: str, place: str, sentences: tuple[str, ...]) -> dict[str, object]:
        """The fields of LeaderView that do not depend on the page."""
        return {
            "title": title,
            "organisation": self.directory.organisation.name,
            "frame": self.frame,
            "script": "leader.js",
            "wide": True,
            "api": api_of(self.directory),
            "display": self.leader.display,
            "sentences": sentences,
            "places": tuple(
                Place(f"{self.frame.root}/{address}", label, address == place) for address, label in PLACES
            ),
        }


def words_of(figure: Figure | None) -> str:
    """A figure in words; one that was never published is too few to tell as well."""
    return TOO_FEW if figure is None else figure.words


def rows_of(series: Series, marks: Marks, scope: str) -> tuple[tuple[str, str, str], ...]:
    """Every figure of a series in words, beside the others, newest first."""
    told = beside_each(series, notes_of(series, marks, scope))
    rows = (
        (say_period(figure.period), figure.words, beside)
        for figure, beside in zip(series.figures, told, strict=True)
    )
    return tuple(rows)[::-1]


def noted_lines(series: Series, marks: Marks, scope: str) -> tuple[NotedLine, ...]:
    """What is marked on a series, as the chart numbers it."""
    return tuple(
        NotedLine(one.sign, say_period(one.period), one.words) for one in noted_on(series, marks, scope)
    )


def sources_of(dashboard: Dashboard) -> tuple[SourceLine, ...]:
    """The releases behind a dashboard, newest first."""
    return source_lines(dashboard.sources)


def source_lines(sources: tuple[Source, ...]) -> tuple[SourceLine, ...]:
    """Releases in words, newest first."""
    return tuple(
        SourceLine(STAGES[source.stage], say_period(source.period), day_words(source.published), source.hash)
        for source in reversed(sources)
    )


def day_or_nothing(day: Day | None) -> str:
    """A day in words, or nothing where there is none yet."""
    return "" if day is None else day_words(day)


def capital(words: str) -> str:
    """Words as the start of a sentence."""
    return CapitalText(words) if isinstance(words, Text) else words[:1].upper() + words[1:]
