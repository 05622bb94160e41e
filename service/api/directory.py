"""GET the public directory: what it takes to code, route and seal a report; exact allow-lists."""

from fastapi import APIRouter

from service.api.schemas import Base64, Form
from service.deps import AnyoneDep, DirectoryDep
from service.domain.routing import Directory
from service.taxonomy import Choice, taxonomy
from service.terms import MAX_FACTORS

router = APIRouter(prefix="/o/{organisation}", tags=["directory"])


class ChoiceOut(Form):
    """An entry of a closed list."""

    code: str
    label: str


class KindOut(ChoiceOut):
    """A kind of report, in plain words."""

    plain: str


class FactorOut(ChoiceOut):
    """A contributory factor."""

    definition: str
    group: str


class KeyOut(Form):
    """The key a circle receives with now."""

    key_id: str
    epoch: int
    public_key: Base64


class CircleOut(Form):
    """A circle that receives reports."""

    circle: str
    label: str
    about: str
    key: KeyOut


class DoorOut(Form):
    """Which doors and aids of the form the organisation leaves on."""

    suggestions: bool
    full_report: bool
    service_sealed: bool


class RetentionOut(Form):
    """How many days after the last message words are kept, and why nothing is deleted by age just now."""

    days: int
    hold: str | None


class ListsOut(Form):
    """The closed lists in words: what a code means. There while no circle can receive, too."""

    organisation: str
    name: str
    taxonomy_version: str
    max_factors: int
    door: DoorOut
    units: list[ChoiceOut]
    kinds: list[KindOut]
    role_groups: list[ChoiceOut]
    settings: list[ChoiceOut]
    impact_scale: list[ChoiceOut]
    potential_scale: list[ChoiceOut]
    spread_scale: list[ChoiceOut]
    groups: list[ChoiceOut]
    factors: list[FactorOut]
    retention: RetentionOut


class DirectoryOut(ListsOut):
    """Everything public about an organisation."""

    routes: dict[str, str]
    circles: list[CircleOut]


@router.get("/directory")
def show_directory(_: AnyoneDep, directory: DirectoryDep) -> DirectoryOut:
    """Units, closed lists, routes, and the circles' public keys. Raises NoCircle where nobody can report."""
    return DirectoryOut(
        **dict(_lists(directory)), routes=dict(directory.routing_table), circles=_circles(directory)
    )


@router.get("/lists")
def show_lists(_: AnyoneDep, directory: DirectoryDep) -> ListsOut:
    """Units and closed lists alone: members sign in, and make a key, where no circle can receive."""
    return _lists(directory)


def _lists(directory: Directory) -> ListsOut:
    lists = taxonomy()
    return ListsOut(
        organisation=directory.organisation.organisation,
        name=directory.organisation.name,
        taxonomy_version=lists.version,
        max_factors=MAX_FACTORS,
        door=DoorOut(
            suggestions=not directory.door.suggestions_off,
            full_report=not directory.door.quick_only,
            service_sealed=not directory.door.service_sealed_off,
        ),
        units=[ChoiceOut(code=unit.unit, label=unit.label) for unit in directory.offered_units],
        kinds=[KindOut(code=kind.code, label=kind.label, plain=kind.plain) for kind in lists.kinds],
        role_groups=_choices(lists.role_groups),
        settings=_choices(lists.settings),
        impact_scale=_choices(lists.impacts),
        potential_scale=_choices(lists.potentials),
        spread_scale=_choices(lists.spreads),
        groups=_choices(lists.groups),
        factors=[
            FactorOut(code=item.code, label=item.label, definition=item.definition, group=item.group)
            for item in lists.factors
        ],
        retention=RetentionOut(days=directory.retention.days, hold=directory.retention.hold),
    )


def _choices(choices: tuple[Choice, ...]) -> list[ChoiceOut]:
    return [ChoiceOut(code=choice.code, label=choice.label) for choice in choices]


def _circles(directory: Directory) -> list[CircleOut]:
    keys = directory.active_keys
    return [
        CircleOut(
            circle=circle.circle,
            label=circle.label,
            about=circle.about,
            key=KeyOut(
                key_id=keys[circle.circle].key_id,
                epoch=keys[circle.circle].epoch,
                public_key=keys[circle.circle].public_key,
            ),
        )
        for circle in directory.receiving.values()
    ]
