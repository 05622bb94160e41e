"""The languages pages are read in: a closed list, their catalogues, and how a text is said in each.

English is the source and needs no catalogue. Never guesses: a text without a translation is said in English.
"""

import gettext
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Self

from babel.dates import format_date

LOCALES = files("service").joinpath("locales")
DOMAIN = "candour"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
_ENGLISH_LOCALE = "en_GB"
_UNTOUCHED = re.compile(rf"{PLACEHOLDER.pattern}|<[^>]*>|&\w+;|%%")
MAX_ASKED = 20
"""Languages of one request that are looked at; nobody reads more."""


class Text(str):
    """A text of ours in English that can still be said in any language: it knows its template and its parts.

    Everywhere else it is a plain string. Cutting or joining it makes plain English of it.
    """

    __slots__ = ("parts", "template")
    template: str
    parts: Mapping[str, object]

    def __new__(cls, template: str, parts: Mapping[str, object]) -> Self:
        """The English text, filled."""
        made = super().__new__(cls, template % parts if parts else template)
        made.template = template
        made.parts = parts
        return made

    def said_in(self, language: "Language") -> str:
        """The text in this language, its parts too."""
        return language.say(self.template, **self.parts)


class DateText(Text):
    """A day or a month of ours in English that can still be said in any language. Never a time of day."""

    __slots__ = ("day",)
    day: date

    def __new__(cls, pattern: str, day: date) -> Self:
        """The day as the pattern (CLDR) shows it."""
        made = super().__new__(cls, format_date(day, pattern, locale=_ENGLISH_LOCALE), {})
        made.template = pattern
        made.day = day
        return made

    def said_in(self, language: "Language") -> str:
        """The day in this language's own words."""
        said = format_date(self.day, self.template, locale=language.locale)
        return mirrored(said) if language == MIRRORED else said


class CapitalText(Text):
    """A text of ours as the start of a sentence, in any language."""

    __slots__ = ("text",)
    text: Text

    def __new__(cls, text: Text) -> Self:
        """The same text with a capital."""
        made = super().__new__(cls, _capital(text), {})
        made.text = text
        return made

    def said_in(self, language: "Language") -> str:
        """The text in this language with a capital."""
        return _capital(self.text.said_in(language))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def N_(text: str, **parts: object) -> Text:  # noqa: N802 - the name that translation tools know
    """A text for the catalogue, with its %(name)s placeholders filled; a page says it in its own language."""
    return Text(text, parts)


@dataclass(frozen=True)
class Language:
    """A language to read in. `code` stands in addresses, `tag` in HTML, `name` is what it calls itself."""

    code: str
    tag: str
    name: str
    direction: str = "ltr"

    @property
    def locale(self) -> str:
        """Whose months and numbers it uses (CLDR)."""
        return _ENGLISH_LOCALE if self in (ENGLISH, MIRRORED) else self.code

    @cached_property
    def catalogue(self) -> gettext.NullTranslations:
        """Its translations, read once."""
        if self == ENGLISH:
            return gettext.NullTranslations()
        if self == MIRRORED:
            return _Mirror()
        path = LOCALES.joinpath(self.code, "LC_MESSAGES", f"{DOMAIN}.mo")
        if not path.is_file():
            raise MissingCatalogue(f"{self.code} has not been built: run `make build`")
        with path.open("rb") as compiled:
            return gettext.GNUTranslations(compiled)

    def say(self, text: str, **parts: object) -> str:
        """A text in this language, its %(name)s placeholders filled."""
        if isinstance(text, Text) and not parts:
            return text.said_in(self)
        said = self.catalogue.gettext(text) if text else ""
        return said % self.fill(parts) if parts else said

    def say_count(self, number: int, one: str, many: str, **parts: object) -> str:
        """A text that depends on a number, in the form this language has for it; %(num)s is the number."""
        return self.catalogue.ngettext(one, many, number) % self.fill({"num": number, **parts})

    def fill(self, parts: Mapping[str, object]) -> dict[str, object]:
        """What placeholders are filled with: texts of ours in this language, anything else as it is."""
        return {name: part.said_in(self) if isinstance(part, Text) else part for name, part in parts.items()}


class MissingCatalogue(Exception):
    """A catalogue was not compiled; the pages would silently be English."""


class _Mirror(gettext.NullTranslations):
    """Every English text as if written from right to left, to prove the layout. Made, not translated."""

    def gettext(self, message: str) -> str:
        return mirrored(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return mirrored(msgid1 if n == 1 else msgid2)


def mirrored(text: str) -> str:
    """English forced to run from right to left; placeholders and markup stay as they are."""
    parts = _UNTOUCHED.split(text)
    kept = [*_UNTOUCHED.findall(text), ""]
    turned = (f"\u200f\u202e{part}\u202c\u200f" if part.strip() else part for part in parts)
    return "".join(f"{part}{keep}" for part, keep in zip(turned, kept, strict=True))


ENGLISH = Language("en", "en-GB", "English")
WELSH = Language("cy", "cy", "Cymraeg")
POLISH = Language("pl", "pl", "Polski")
MIRRORED = Language("ar-XB", "ar-XB", "Mirrored", "rtl")
"""A pseudo-locale for tests; offered only where a setting asks for it."""
LANGUAGES = {language.code: language for language in (ENGLISH, WELSH, POLISH, MIRRORED)}


@cache
def find_language(code: str) -> Language:
    """The language with this code. KeyError if there is none."""
    return LANGUAGES[code]


def choose_language(accepted: str, offered: Sequence[Language], otherwise: Language) -> Language:
    """The offered language that an Accept-Language header likes best; `otherwise` if it likes none."""
    found = {language.code: language for language in offered}
    for tag in _in_order(accepted):
        if tag in found or tag.partition("-")[0] in found:
            return found.get(tag) or found[tag.partition("-")[0]]
    return otherwise


def _in_order(accepted: str) -> Iterable[str]:
    asked = []
    for part in accepted.lower().split(",")[:MAX_ASKED]:
        tag, _, weight = part.partition(";")
        quality = _quality(weight.strip())
        if quality > 0:
            asked.append((quality, tag.strip()))
    return (tag for _, tag in sorted(asked, key=lambda item: -item[0]))


def _quality(weight: str) -> float:
    if not weight:
        return 1.0
    found = re.fullmatch(r"q=([01](?:\.\d{0,3})?)", weight)
    return float(found[1]) if found else 0.0
