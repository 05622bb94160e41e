"""What happens in the demo organisation, month by month: seeded, so that every demo tells the same story.

About 110 reports a month; from five months ago a new records system goes live and `digital-systems` rises.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from random import Random

from service.terms import PREFER_NOT_TO_SAY, CodedFields, UnitCode

MONTHS = 18
USUAL = 105
RISING = "digital-systems"
RISE = (8, 14, 20, 26, 30)
"""Extra reports of the rising factor in each of the last months, oldest first."""
ROLES = ("frontline", "frontline", "frontline", "leads-a-team", "specialist", "behind-scenes", "temporary")
SPREADS = ("once", "sometimes", "sometimes", "often", "everywhere")
POTENTIALS = ("little", "disruption", "disruption", "harm", "harm", "grave", "not-sure")
IMPACTS = ("none-seen", "none-seen", "inconvenience", "inconvenience", "some-harm", "not-known")


@dataclass(frozen=True, slots=True)
class Story:
    """One invented report as it was before sealing."""

    narrative: str = field(repr=False)
    coded: CodedFields


@dataclass(frozen=True, slots=True)
class _Text:
    kind: str
    text: str = field(repr=False)
    factors: tuple[str, ...]


@cache
def _texts() -> tuple[_Text, ...]:
    lines = files("service.demo").joinpath("reports.jsonl").read_text(encoding="utf-8").splitlines()
    rows = (json.loads(line) for line in lines)
    return tuple(_Text(row["kind"], row["text"], tuple(row["factors"])) for row in rows)


def stories_of_month(months_ago: int, units: tuple[UnitCode, ...]) -> Iterator[Story]:
    """The reports of the month that lies `months_ago` before the newest closed one (0)."""
    chance = Random(f"candour demo {months_ago}")
    usual = round(USUAL * chance.uniform(0.93, 1.07))
    rise = RISE[len(RISE) - 1 - months_ago] if 0 <= months_ago < len(RISE) else 0
    if months_ago < 0:
        usual, rise = 40, 10
    rising = [text for text in _texts() if text.factors[0] == RISING]
    texts = [chance.choice(_texts()) for _ in range(usual)] + [chance.choice(rising) for _ in range(rise)]
    chance.shuffle(texts)
    for text in texts:
        yield Story(text.text, _code(text, units, chance))


def _code(text: _Text, units: tuple[UnitCode, ...], chance: Random) -> CodedFields:
    unsure = chance.random() < 0.12
    return CodedFields(
        kind=text.kind,
        unit=chance.choice((*units, *units, UnitCode(PREFER_NOT_TO_SAY))),
        role_group=chance.choice((*ROLES, PREFER_NOT_TO_SAY)),
        factors=() if unsure else text.factors,
        impact=chance.choice(IMPACTS),
        potential=chance.choice(POTENTIALS),
        spread=chance.choice(SPREADS),
        setting="childrens-social-care",
    )
