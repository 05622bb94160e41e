"""The closed lists: factors, kinds, scales, settings, signposts. Loaded once from taxonomy.yaml.

Never holds a person as a cause: human error, attitude or conduct is not a factor here.
"""

from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from service.languages import ENGLISH, N_, Language


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a closed list; value is its place on a scale, None for unknown."""

    code: str
    label: str
    plain: str = ""
    value: int | None = None


@dataclass(frozen=True, slots=True)
class Factor:
    """A contributory factor: a condition of the system."""

    code: str
    label: str
    group: str
    definition: str
    tie_break: str
    prompts: tuple[str, ...]
    cues: tuple[str, ...]
    suggested_response: str


@dataclass(frozen=True, slots=True)
class Signpost:
    """What to use instead of this service."""

    code: str
    show: str
    action: str


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Every closed list of one taxonomy version."""

    version: str
    groups: tuple[Choice, ...]
    factors: tuple[Factor, ...]
    kinds: tuple[Choice, ...]
    impacts: tuple[Choice, ...]
    potentials: tuple[Choice, ...]
    spreads: tuple[Choice, ...]
    settings: tuple[Choice, ...]
    role_groups: tuple[Choice, ...]
    signposts: tuple[Signpost, ...]

    def factor(self, code: str) -> Factor:
        """The factor with this code; KeyError if there is none."""
        return {factor.code: factor for factor in self.factors}[code]


def _choices(rows: list[dict[str, Any]]) -> tuple[Choice, ...]:
    return tuple(
        Choice(row["code"], N_(row["label"]), N_(row.get("plain", "")), row.get("value")) for row in rows
    )


def _factor(row: dict[str, Any]) -> Factor:
    return Factor(
        code=row["code"],
        label=N_(row["label"]),
        group=row["group"],
        definition=N_(row["definition"]),
        tie_break=row["tie_break"],
        prompts=tuple(N_(prompt) for prompt in row["prompts"]),
        cues=tuple(row["cues"]),
        suggested_response=row["suggested_response"],
    )


def _signpost(row: dict[str, Any]) -> Signpost:
    return Signpost(row["code"], N_(row["show"]), N_(row["action"]))


@cache
def taxonomy(language: Language = ENGLISH) -> Taxonomy:
    """The taxonomy this release ships with, in the words of a language; its codes and cues never change."""
    lists = _read_lists()
    return lists if language == ENGLISH else _translate(lists, language)


def _translate(lists: Taxonomy, language: Language) -> Taxonomy:
    def choices(given: tuple[Choice, ...]) -> tuple[Choice, ...]:
        return tuple(
            replace(choice, label=language.say(choice.label), plain=language.say(choice.plain))
            for choice in given
        )

    return replace(
        lists,
        groups=choices(lists.groups),
        factors=tuple(_translate_factor(factor, language) for factor in lists.factors),
        kinds=choices(lists.kinds),
        impacts=choices(lists.impacts),
        potentials=choices(lists.potentials),
        spreads=choices(lists.spreads),
        settings=choices(lists.settings),
        role_groups=choices(lists.role_groups),
        signposts=tuple(
            replace(signpost, show=language.say(signpost.show), action=language.say(signpost.action))
            for signpost in lists.signposts
        ),
    )


def _translate_factor(factor: Factor, language: Language) -> Factor:
    return replace(
        factor,
        label=language.say(factor.label),
        definition=language.say(factor.definition),
        prompts=tuple(language.say(prompt) for prompt in factor.prompts),
    )


@cache
def _read_lists() -> Taxonomy:
    raw = yaml.safe_load(files("service").joinpath("taxonomy.yaml").read_text(encoding="utf-8"))
    return Taxonomy(
        version=raw["taxonomy_version"],
        groups=_choices(raw["groups"]),
        factors=tuple(_factor(row) for row in raw["categories"]),
        kinds=_choices(raw["report_kinds"]),
        impacts=_choices(raw["impact_scale"]),
        potentials=_choices(raw["potential_scale"]),
        spreads=_choices(raw["spread_scale"]),
        settings=_choices(raw["settings"]),
        role_groups=_choices(raw["role_groups"]),
        signposts=tuple(_signpost(row) for row in raw["signpost_routes"]),
    )
