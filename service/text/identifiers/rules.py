"""Finds the patterned identifiers: contacts, numbers, plates, postcodes, dates, ages.

Some rules decide by themselves ("force"); the others are hints to the model. Every pattern is bounded, so the
work grows with the length of the text. Patterns see folded text only.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from service.text.tokens import Folded


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern: `index` is its place in the file, `gate` what a text must hold for it to match."""

    index: int
    name: str
    type: str
    on_lower: bool
    gate: re.Pattern[str]
    force: bool
    fixed: bool
    pattern: re.Pattern[str]
    grouped: bool
    mark: bytes


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of folded text that a rule claims."""

    start: int
    end: int
    rule: Rule


_TABLE = json.loads((Path(__file__).parents[1] / "data" / "ids-rules.json").read_text("utf-8"))
STREET = frozenset(_TABLE["street"])
TIES = frozenset(_TABLE["ties"])


def _load() -> tuple[Rule, ...]:
    return tuple(
        Rule(
            index=i,
            name=row["name"],
            type=row["type"],
            on_lower=row["case"] == "lower",
            gate=re.compile(row["gate"], re.ASCII),
            force=row["force"],
            fixed=row["fixed"],
            pattern=re.compile(row["pattern"].replace("(?<group>", "(?P<group>"), re.ASCII),
            grouped="(?<group>" in row["pattern"],
            mark=row["name"].encode(),
        )
        for i, row in enumerate(_TABLE["rules"])
    )


RULES = _load()


def find_hits(folded: Folded) -> list[Hit]:
    """Every claim, in order of place; a stretch belongs to the first rule that claims it."""
    lower = folded.lower
    passed: dict[re.Pattern[str], bool] = {}
    taken = bytearray(len(folded.plain) + 1)
    hits = []
    for rule in RULES:
        if rule.gate not in passed:
            passed[rule.gate] = rule.gate.search(lower) is not None
        if not passed[rule.gate]:
            continue
        text = lower if rule.on_lower else folded.plain
        for match in rule.pattern.finditer(text):
            start, end = match.span("group" if rule.grouped else 0)
            if 1 not in taken[start:end]:
                taken[start:end] = b"\x01" * (end - start)
                hits.append(Hit(start, end, rule))
    return sorted(hits, key=lambda hit: hit.start)
