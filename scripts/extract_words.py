"""Finds the texts people read in the taxonomy and in refusals, for `make messages`. Babel calls it.

A refusal's words are in the catalogue without being marked, so that none can be forgotten.
"""

import ast
from collections.abc import Iterator
from typing import IO, Any

import yaml

CHOICES = (
    "groups",
    "report_kinds",
    "impact_scale",
    "potential_scale",
    "spread_scale",
    "settings",
    "role_groups",
)
Found = tuple[int, None, str, list[str]]


def extract_taxonomy(file: IO[bytes], *_: Any, **__: Any) -> Iterator[Found]:
    """Every text that service/taxonomy.py says in another language; the same fields, in the same order."""
    raw = yaml.safe_load(file)
    for name in CHOICES:
        for row in raw[name]:
            yield from _each(row["label"], row.get("plain", ""))
    for row in raw["categories"]:
        yield from _each(row["label"], row["definition"], *row["prompts"])
    for row in raw["signpost_routes"]:
        yield from _each(row["show"], row["action"])


def extract_refusals(file: IO[bytes], *_: Any, **__: Any) -> Iterator[Found]:
    """The words of every refusal."""
    for node in ast.walk(ast.parse(file.read())):
        is_words = isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "words"
        if is_words and isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            yield from _each(str(node.value.value))


def _each(*texts: str) -> Iterator[Found]:
    # A line would only move: the catalogue names files.
    return ((0, None, text, []) for text in texts if text)
