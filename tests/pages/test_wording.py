"""What circles are offered to say, or a script says of a dialogue, blames nobody (blame_language.yaml)."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("staff/dialogue-words.ts", "dialogue/words.ts")
RULES = yaml.safe_load((ROOT / "training/blame_language.yaml").read_text(encoding="utf-8"))
SAID = re.compile(r'"((?:[^"\\]|\\.)*)"')


def rules() -> list[tuple[str, re.Pattern[str]]]:
    """Every pattern, whatever the list is called, with its name."""
    found: list[tuple[str, re.Pattern[str]]] = []

    def walk(node: object) -> None:
        if isinstance(node, dict):
            if "regex" in node:
                found.append((str(node.get("id", "")), re.compile(str(node["regex"]), re.I)))
            for inner in node.values():
                walk(inner)
        elif isinstance(node, list):
            for inner in node:
                walk(inner)

    walk(RULES)
    return found


def blamed(text: str) -> list[str]:
    return [name for name, pattern in rules() if pattern.search(text)]


@pytest.mark.parametrize("source", SOURCES)
def test_no_sentence_of_a_dialogue_blames_anybody(source: str):
    said = SAID.findall((ROOT / "browser/src" / source).read_text(encoding="utf-8"))

    assert len(said) > 40
    assert [(one, blamed(one)) for one in said if blamed(one)] == []


def test_the_rules_find_blame_where_there_is_some():
    assert len(rules()) > 30
    assert blamed("The worker forgot to log it.") and blamed("Staff did not follow the procedure.")
