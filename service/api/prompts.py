"""GET learning prompts: what has lastingly risen between releases, and what to ask about the work."""

from fastapi import APIRouter
from starlette.responses import Response

from service.api.conditional import ConditionalDep
from service.api.marks import EventOut, shape_event
from service.api.schemas import Form
from service.deps import DirectoryDep, LeaderDep, ReleaseDep
from service.domain.signals import HUDDLE_STEPS, Prompt, find_prompts
from service.domain.versions import published_version
from service.privacy.domains import PublicFacts

router = APIRouter(prefix="/o/{organisation}", tags=["dashboards"])


class PromptOut(Form):
    """Something that rose: since when, how often chance alone does this, what to ask. Never an alarm."""

    id: str
    stage: str
    code: str
    label: str
    scope: str
    definition: str
    since: str
    found: str
    words: str
    chance: str
    questions: list[str]
    expected: list[EventOut]


class PromptsOut(Form):
    """Every rise that still lasts, in the fixed order of tables and cells; and the steps of a huddle."""

    prompts: list[PromptOut]
    huddle: list[str]


@router.get("/prompts", response_model=PromptsOut)
def show_prompts(
    _: LeaderDep, directory: DirectoryDep, releases: ReleaseDep, conditional: ConditionalDep
) -> Response:
    """What has risen. Urgent matters go through circles, who read the reports, and never wait for this."""
    facts = PublicFacts(directory.organisation, directory.units)
    version = published_version(releases, facts, conditional.asked)
    return conditional.answer(version, lambda: _shape(find_prompts(releases, facts)))


def _shape(prompts: tuple[Prompt, ...]) -> PromptsOut:
    return PromptsOut(prompts=[_prompt(prompt) for prompt in prompts], huddle=list(HUDDLE_STEPS))


def _prompt(prompt: Prompt) -> PromptOut:
    return PromptOut(
        id=prompt.id,
        stage=prompt.stage.value,
        code=prompt.code,
        label=prompt.label,
        scope=prompt.scope,
        definition=prompt.definition,
        since=prompt.since,
        found=prompt.found,
        words=prompt.rises,
        chance=prompt.chance,
        questions=list(prompt.questions),
        expected=[shape_event(event) for event in prompt.expected],
    )
