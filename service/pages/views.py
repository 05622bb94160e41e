"""What every page shows, and the parts views are made of.

Frozen; a reporter's view holds nothing personal. Never formats HTML: that is the template's only work.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from service.taxonomy import Choice


@dataclass(frozen=True, kw_only=True)
class PageView:
    """The frame around a page; every view extends it.

    `root` is the organisation's address without the last slash: "/o/demo", or "" where it lives at "/".
    `script` is the logical name of the page's module, or "" for a page without script.
    """

    title: str
    organisation: str
    root: str
    nonce: str
    script: str = ""
    language: str = "en-GB"
    direction: str = "ltr"
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a closed list."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Choices under one heading, and their labels in one line for whoever does not open it."""

    label: str
    inside: str
    options: tuple[Option, ...]


def options_of(choices: Iterable[Choice]) -> tuple[Option, ...]:
    """Taxonomy choices as options, the plain sentence as the hint."""
    return tuple(Option(choice.code, choice.label, choice.plain) for choice in choices)
