"""What the stewards' pages share: their bar, what a form sent, and forms as views with what was typed kept.

Decides nothing: a refusal of the domain becomes words beside its field. No page holds anything of a report.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from service.deps import DirectoryDep, StewardDep
from service.domain.access import Actor
from service.domain.changes import Change
from service.domain.routing import Directory
from service.errors import MalformedRequest, Refusal
from service.languages import N_
from service.pages.frames import FrameDep
from service.pages.render import PRIVATE, render
from service.pages.staff import StaffView, api_of
from service.pages.views import Frame, Option
from service.refusals import BadEntry

MAX_FIELDS = 100
NOT_DONE = 422
PLACES = (
    ("steward", N_("Overview")),
    ("steward/units", N_("Units")),
    ("steward/routes", N_("Circles and routes")),
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
class Fields:
    """What a form sent, as it came."""

    told: Mapping[str, list[str]] = field(repr=False)

    def one(self, name: str) -> str:
        """The first value of a field; empty where it was not sent."""
        return self.told.get(name, [""])[0]

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field."""
        return tuple(self.told.get(name, []))

    def number(self, name: str) -> int:
        """A whole number. Raises BadEntry."""
        text = self.one(name).strip()
        if not (text.isascii() and text.isdecimal() and len(text) < 10):
            raise BadEntry(field=name)
        return int(text)


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


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend, and where to go for it."""

    anchor: str
    words: str


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
    secret: str = field(default="", repr=False)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """Who looks, at which organisation, in which frame, and whether they come from a form that was saved."""

    steward: Actor
    directory: Directory
    frame: Frame
    saved: bool = False

    def view(self, place: str, title: str, lead: str, table: Table, sheets: tuple[Sheet, ...]) -> FormView:
        """A page of forms; each field gets a place of its own to be led to."""
        say = self.frame.language.say
        return FormView(
            title=say(title),
            lead=say(lead),
            place=place,
            organisation=self.directory.organisation.name,
            frame=self.frame,
            script="staff.js",
            wide=True,
            api=api_of(self.directory),
            display=self.steward.display,
            places=places_of(self.frame, place),
            revision=self.directory.organisation.revision,
            table=replace(table, heads=tuple(say(head) for head in table.heads)),
            sheets=tuple(_anchored(sheet) for sheet in sheets),
            done=say(DONE) if self.saved else "",
        )


async def _visit(steward: StewardDep, directory: DirectoryDep, frame: FrameDep, saved: bool = False) -> Visit:
    return Visit(steward, directory, frame, saved)


VisitDep = Annotated[Visit, Depends(_visit)]


def places_of(frame: Frame, here: str) -> tuple[Place, ...]:
    """The bar above every page."""
    say = frame.language.say
    return tuple(Place(f"{frame.root}/{address}", say(label), address == here) for address, label in PLACES)


def read_fields(body: bytes) -> Fields:
    """The fields of a urlencoded body. Raises MalformedRequest, which repeats nothing of it."""
    try:
        told = parse_qs(
            body.decode("ascii"), keep_blank_values=True, strict_parsing=True, max_num_fields=MAX_FIELDS
        )
    except (ValueError, UnicodeDecodeError):
        raise MalformedRequest from None
    return Fields(told)


async def _fields(request: Request) -> Fields:
    return read_fields(await request.body())


FieldsDep = Annotated[Fields, Depends(_fields)]


def seen_by(change: Change, fields: Fields) -> Change:
    """The change of somebody who saw the revision their form carries."""
    return replace(change, seen=fields.number("revision"))


def saved(frame: Frame, place: str) -> Response:
    """Back to the page, which says that it is saved; a reload sends nothing twice."""
    return RedirectResponse(f"{frame.root}/{place}?saved=true", status_code=303, headers=PRIVATE)


def again(view: FormView, fields: Fields, refusal: Refusal) -> Response:
    """The page with what was typed, the refusal in words beside its field, and nothing changed."""
    step, where = fields.one("step"), refusal.hints.get("field", "")
    words = view.language.say(refusal.words)
    sheets = tuple(
        replace(sheet, fields=tuple(_kept(one, fields, where, words) for one in sheet.fields))
        if sheet.step == step
        else sheet
        for sheet in view.sheets
    )
    anchors = [one.anchor for sheet in sheets for one in sheet.fields if one.problem]
    problem = Problem(anchors[0] if anchors else f"sheet-{step}", words)
    return render("steward/form.html", replace(view, sheets=sheets, problems=(problem,), done=""), NOT_DONE)


def _kept(one: Input, fields: Fields, where: str, words: str) -> Input:
    return replace(one, values=fields.all(one.name), problem=words if one.name == where else "")


def _anchored(sheet: Sheet) -> Sheet:
    named = (replace(one, anchor=f"{sheet.step}-{one.name}") for one in sheet.fields)
    return replace(sheet, fields=tuple(named))
