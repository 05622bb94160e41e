"""Reads the project's Markdown: its tables, its code, its links, its headings."""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]\n]+\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@cache
def tracked() -> tuple[str, ...]:
    """Every file git tracks or would track, as a path from the top of the checkout."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return tuple(sorted(name for name in set(listed.stdout.split("\0")) if name and (ROOT / name).is_file()))


def documents() -> list[str]:
    """Every Markdown file of ours."""
    return [name for name in tracked() if name.endswith(".md")]


def read(name: str) -> str:
    """A document by its path from the top of the checkout."""
    return (ROOT / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next of the same or a higher rank. KeyError if there is none."""
    lines = text.splitlines()
    for start, line in enumerate(lines):
        rank = len(line) - len(line.lstrip("#"))
        if rank and line[rank:].strip() == heading:
            rest = lines[start + 1 :]
            ends = (n for n, later in enumerate(rest) if re.match(rf"#{{1,{rank}}} ", later))
            return "\n".join(rest[: next(ends, len(rest))])
    raise KeyError(heading)


def rows(text: str) -> Iterator[tuple[str, ...]]:
    """The cells of every table row, header rows too."""
    for line in text.splitlines():
        if line.startswith("| ") and line.endswith(" |"):
            yield tuple(cell.strip() for cell in line[1:-1].split(" | "))


def first_codes(text: str) -> list[str]:
    """The code in the first cell of every table row that starts with code."""
    found = (CODE.match(cells[0]) for cells in rows(text))
    return [match.group(1) for match in found if match]


def fences(text: str, language: str) -> list[str]:
    """Every fenced block in a language."""
    return [body for kind, body in FENCE.findall(text) if kind == language]


def prose(text: str) -> str:
    """A document without its fenced blocks."""
    return FENCE.sub("", text)


def anchors(text: str) -> set[str]:
    """The anchors a document's headings give."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
        for heading in HEADING.findall(prose(text))
    }
