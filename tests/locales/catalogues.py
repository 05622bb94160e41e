"""The catalogues as they stand in the tree, and the texts as they stand in the code."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ROOT / "service/locales"
TRANSLATED = ("cy", "pl")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
MARKUP = re.compile(r"<[^>]+>|&\w+;")
KEYWORDS = {
    "_": None,
    "N_": None,
    "say": (1,),
    "say_count": (2, 3),
    "ngettext": (1, 2),
    "t": (1,),
    "tn": (2, 3),
}


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """The one text of a message, or each of its plural forms."""
    return (text,) if isinstance(text, str) else tuple(text)


@cache
def catalogue(path: Path) -> Catalog:
    """A catalogue or the template, obsolete entries included."""
    with path.open("rb") as file:
        return read_po(file)


def template() -> Catalog:
    """The English texts, as `make messages` last collected them."""
    return catalogue(LOCALES / "candour.pot")


def translation(code: str) -> Catalog:
    """A language's catalogue."""
    return catalogue(LOCALES / code / "LC_MESSAGES/candour.po")


def messages(of: Catalog) -> Iterator[Message]:
    """Every message but the header."""
    return (message for message in of if message.id)


@cache
def in_the_code() -> frozenset[tuple[str, ...]]:
    """Every text the code marks, read from it now."""
    with (LOCALES / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS)
    return frozenset(forms(text) for _, _, text, _, _ in found)
