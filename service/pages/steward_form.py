"""What the stewards' pages share: their bar, and tables and forms as views.

Decides nothing. No page holds anything of a report.
"""

from dataclasses import dataclass, field, replace
from typing import Annotated, Self

from fastapi import Depends

from service.deps import DirectoryDep, StewardDep
from service.domain.access import Actor
from service.domain.routing import Directory
from service.languages import N_, Language, Text
from service.pages.frames import FrameDep
from service.pages.staff import StaffView, api_of
from service.pages.views import Frame, Option

PLACES = (
    ("steward", N_("Overview")),
    ("steward/units", N_("Units")),
    ("steward/routes", N_("Circles and routes")),
    ("steward/people", N_("People")),
    ("steward/agreement", N_("Agreement")),
    ("steward/settings", N_("Settings")),
    ("steward/keys", N_("API keys")),
    ("steward/trail", N_("Audit trail")),
)
DONE = N_("It is saved.")


@dataclass(frozen=True, slots=True)
class Place:
    """One of the steward's pages in the bar above them."""

    address: str
    label: str
    here: bool


@dataclass(frozen=True, kw_only=True)
class StewardFrameView(StaffView):
    """Any of the steward's pages."""

    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Input:
    """One question of a form, what it holds, and what is amiss with it."""

    name: str
    label: str
    values: tuple[str, ...] = ()
    kind: str = "text"
    hint: str = ""
    options: tuple[Option, ...] = ()
    anchor: str = ""
    problem: str = ""

    @property
    def value(self) -> str:
        """What a field with one value holds."""
        return self.values[0] if self.values else ""

    def placed(self, step: str, language: Language) -> Self:
        """The same in a language, with a place of its own to be led to."""
        options = tuple(replace(one, label=said(one.label, language)) for one in self.options)
        label, hint = said(self.label, language), said(self.hint, language)
        return replace(self, label=label, hint=hint, options=options, anchor=f"{step}-{self.name}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form: `step` says what it does, `subject` to which thing."""

    step: str
    heading: str
    button: str
    fields: tuple[Input, ...] = ()
    about: str = ""
    subject: str = ""
    quiet: bool = False
    more: tuple[Option, ...] = ()
    """Further buttons, each sending its value as `to`."""

    def placed(self, language: Language) -> Self:
        """The same in a language, each field with a place of its own."""
        heading, button, about = (said(text, language) for text in (self.heading, self.button, self.about))
        fields = tuple(one.placed(self.step, language) for one in self.fields)
        more = tuple(replace(one, label=said(one.label, language)) for one in self.more)
        return replace(self, heading=heading, button=button, about=about, fields=fields, more=more)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table; `address` leads to where it can be changed."""

    label: str
    cells: tuple[str, ...]
    address: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """What there is."""

    heads: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()

    def said_in(self, language: Language) -> Self:
        """The same in a language."""
        heads = tuple(said(head, language) for head in self.heads)
        rows = tuple(
            replace(
                row, label=said(row.label, language), cells=tuple(said(cell, language) for cell in row.cells)
            )
            for row in self.rows
        )
        return replace(self, heads=heads, rows=rows)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend, and where to go for it."""

    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class Secret:
    """What one answer shows and no other: nobody keeps a copy."""

    title: str
    value: str = field(repr=False)
    about: str = N_("Copy it now. Nobody can see it again.")

    def said_in(self, language: Language) -> Self:
        """The same with its words in a language."""
        return replace(self, title=language.say(self.title), about=language.say(self.about))


@dataclass(frozen=True, kw_only=True)
class FormView(StewardFrameView):
    """A page of a table and forms."""

    place: str
    lead: str
    revision: int
    table: Table = Table()
    sheets: tuple[Sheet, ...] = ()
    gaps: tuple[str, ...] = ()
    done: str = ""
    secret: Secret | None = field(default=None, repr=False)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """Who looks, at which organisation, in which frame, and whether they come from a form that was saved."""

    steward: Actor
    directory: Directory
    frame: Frame
    saved: bool = False

    def say(self, text: str, **parts: object) -> str:
        """A text in the language of the page."""
        return self.frame.language.say(text, **parts)

    def link(self, place: str, query: str = "") -> str:
        """The address of one of the steward's pages."""
        return f"{self.frame.root}/{place}{query}"

    def view(self, place: str, title: str, lead: str, table: Table, sheets: tuple[Sheet, ...]) -> FormView:
        """A page of forms; our own texts are said in its language, others stand as they are."""
        language = self.frame.language
        return FormView(
            title=language.say(title),
            lead=language.say(lead),
            place=place,
            organisation=self.directory.organisation.name,
            frame=self.frame,
            script="staff.js",
            wide=True,
            api=api_of(self.directory),
            display=self.steward.display,
            places=places_of(self.frame, place),
            revision=self.directory.organisation.revision,
            table=table.said_in(language),
            sheets=tuple(sheet.placed(language) for sheet in sheets),
            done=language.say(DONE) if self.saved else "",
        )


async def _visit(steward: StewardDep, directory: DirectoryDep, frame: FrameDep, saved: bool = False) -> Visit:
    return Visit(steward, directory, frame, saved)


VisitDep = Annotated[Visit, Depends(_visit)]


def places_of(frame: Frame, here: str) -> tuple[Place, ...]:
    """The bar above every page."""
    say = frame.language.say
    return tuple(Place(f"{frame.root}/{address}", say(label), address == here) for address, label in PLACES)


def said(text: str, language: Language) -> str:
    """One of our texts in a language; what somebody typed stands as it is."""
    return text.said_in(language) if isinstance(text, Text) else text


def code_input(name: str) -> Input:
    """The question for a code."""
    return Input(name, N_("Short code"), hint=N_("Small letters, digits and hyphens. It stays for good."))
