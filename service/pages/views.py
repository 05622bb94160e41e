"""What every page shows, and the parts views are made of.

Frozen; a reporter's view holds nothing personal. Never formats HTML: that is the template's only work.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from service.languages import ENGLISH, Language
from service.taxonomy import Choice


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a page stands: its organisation's address, its nonce, and the language it is read in.

    `root` is the organisation's address without the last slash: "/o/demo", or "" where it lives at "/". Where
    the reader has chosen a language it ends in its code: links made from it keep the choice, with no cookie.
    `here` is the page's own address below every root; `roots` are the roots of each offered language.
    """

    root: str
    nonce: str
    language: Language = ENGLISH
    here: str = ""
    roots: tuple[tuple[Language, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class PageView:
    """What every page shows; every view extends it.

    `script` is the logical name of the page's module, or "" for a page without script.
    """

    title: str
    organisation: str
    frame: Frame
    script: str = ""
    wide: bool = False

    @property
    def root(self) -> str:
        """What the addresses of this organisation's pages start with, in the language of this one."""
        return self.frame.root

    @property
    def nonce(self) -> str:
        """The Content-Security-Policy nonce of this page."""
        return self.frame.nonce

    @property
    def language(self) -> Language:
        """The language of this page."""
        return self.frame.language

    @property
    def languages(self) -> tuple["LanguageLink", ...]:
        """This page in every offered language; nothing where there is no choice."""
        links = (
            LanguageLink(language, f"{root}{self.frame.here}", language == self.language)
            for language, root in self.frame.roots
        )
        return tuple(links) if len(self.frame.roots) > 1 else ()


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in a language."""

    language: Language
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a closed list."""

    value: str
    label: str
    hint: str = ""
    prompts: tuple[str, ...] = ()

    @property
    def attributes(self) -> dict[str, str]:
        """What a script may ask about this choice once it is chosen."""
        return dict(zip(("data-prompt-one", "data-prompt-two"), self.prompts, strict=False))


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Choices under one heading, and their labels in one line for whoever does not open it."""

    label: str
    inside: str
    options: tuple[Option, ...]


def options_of(choices: Iterable[Choice]) -> tuple[Option, ...]:
    """Taxonomy choices as options, the plain sentence as the hint."""
    return tuple(Option(choice.code, choice.label, choice.plain) for choice in choices)
