"""docs/leaks.md names, for each of the fifty ways to leak, tests that exist and that run."""

import ast
import re
from functools import cache

import pytest

from tests.docs.pages import ROOT, read, rows

NAMED = re.compile(r"`([^`]+)::([^`]+)`")
TABLE = {cells[0]: cells[1:] for cells in rows(read("docs/leaks.md")) if cells[0].isdecimal()}


@cache
def held_in(path: str) -> frozenset[str]:
    """The tests a file holds, but for those that are always skipped."""
    source = (ROOT / path).read_text(encoding="utf-8")
    if path.endswith(".ts"):
        return frozenset(re.findall(r'^\s*test\("([^"]+)"', source, re.MULTILINE))
    return frozenset(
        node.name
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
        and not any(
            "skip" in ast.unparse(mark) or "xfail" in ast.unparse(mark) for mark in node.decorator_list
        )
    )


def test_every_leak_from_1_to_50_is_there_once_and_in_order():
    numbers = [cells[0] for cells in rows(read("docs/leaks.md")) if cells[0].isdecimal()]

    assert numbers == [str(number) for number in range(1, 51)]


@pytest.mark.parametrize("number", TABLE)
def test_every_leak_is_held_by_tests_that_exist(number: str):
    what, held = TABLE[number]

    named = NAMED.findall(held)

    assert what and named
    assert NAMED.sub("", held).replace(",", "").strip() == ""
    assert [f"{path}::{name}" for path, name in named if name not in held_in(path)] == []


def test_a_number_named_in_a_test_file_leads_back_to_that_file():
    for path in sorted((ROOT / "tests" / "leaks").glob("test_*.py")):
        told = re.search(r"LEAKS ([^)]*)\)", (ast.get_docstring(ast.parse(path.read_text())) or ""))
        assert told, path.name
        for first, last in re.findall(r"(\d+)(?: to (\d+))?", told[1]):
            for number in range(int(first), int(last or first) + 1):
                assert f"tests/leaks/{path.name}::" in TABLE[str(number)][1], (path.name, number)
