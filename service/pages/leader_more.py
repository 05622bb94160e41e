"""The leader's other pages: where and why, a learning prompt, and its huddle card to print.

A prompt is no alarm: it says what rose, since when, how often chance alone does this, and what to ask.
"""

from dataclasses import dataclass

from service.domain.dashboards import CrossTable, Dashboard
from service.domain.pictures import event_words
from service.domain.signals import HUDDLE_STEPS, Prompt
from service.languages import N_
from service.pages.dates import say_period
from service.pages.leader_frame import LeaderView, NotedLine, Visit, capital, sources_of, words_of


@dataclass(frozen=True, kw_only=True)
class WhereView(LeaderView):
    """Factor groups by unit groups in the newest quarter; no rows before one is published."""

    period: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class PromptView(LeaderView):
    """A learning prompt. `chart_query` is empty where the dashboard has no series of its own for it."""

    label: str
    definition: str
    since: str
    found: str
    rises: str
    chance: str
    questions: tuple[str, ...]
    steps: tuple[str, ...]
    chart_query: str
    address: str
    series_address: str
    newest: str
    expected: tuple[NotedLine, ...] = ()


def view_where(visit: Visit, dashboard: Dashboard) -> WhereView:
    """The cross-table in words."""
    cross = dashboard.cross
    return WhereView(
        **visit.base(N_("Where and why"), "leader/where", dashboard.sentences),  # type: ignore[arg-type]
        sources=tuple(
            line for line in sources_of(dashboard) if cross and line.period == say_period(cross.period)
        ),
        period=say_period(cross.period) if cross else "",
        columns=tuple(label for _, label in cross.rows) if cross else (),
        rows=cross_rows(cross) if cross else (),
    )


def cross_rows(cross: CrossTable) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A cross-table in words, a row for each group of factors, as the heat map has it."""
    return tuple(
        (label, tuple(words_of(row[place]) for row in cross.figures))
        for place, (_, label) in enumerate(cross.columns)
    )


def view_prompt(visit: Visit, dashboard: Dashboard, prompt: Prompt) -> PromptView:
    """A prompt in words."""
    root = f"{visit.frame.root}/leader"
    return PromptView(
        **visit.base(N_("Worth talking about: %(name)s", name=prompt.label), "", dashboard.sentences),  # type: ignore[arg-type]
        label=prompt.label,
        definition=prompt.definition,
        since=say_period(prompt.since),
        found=say_period(prompt.found),
        rises=capital(prompt.rises),
        chance=prompt.chance,
        questions=prompt.questions,
        steps=HUDDLE_STEPS,
        chart_query=f"scope={prompt.scope}&span=24" if prompt.scope else "",
        address=f"{root}/prompts/{prompt.id}",
        series_address=f"{root}?scope={prompt.scope}" if prompt.scope else f"{root}/where",
        expected=tuple(
            NotedLine(
                "",
                say_period(event.month),
                event_words(event),
            )
            for event in prompt.expected
        ),
        newest=say_period(dashboard.months[-1]) if dashboard.months else "",
    )
