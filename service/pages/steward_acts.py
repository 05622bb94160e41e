"""What a steward's form sent, and the one way to carry it out: it is saved, or the page comes again.

Decides nothing: a refusal of the domain becomes words beside its field, with what was typed kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from service.domain.changes import Change
from service.errors import MalformedRequest, NotFound, Refusal
from service.pages.render import PRIVATE, render
from service.pages.steward_form import FormView, Input, Problem, Secret, Visit
from service.refusals import BadEntry
from service.store.engine import transaction

MAX_FIELDS = 100
NOT_DONE = 422
PAGE = "steward/form.html"


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


Act = Callable[[Change, Fields], Secret | None]
"""What a step does inside the transaction; it may answer what only this one page shows."""
Acts = Mapping[str, Act]


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


def carry_out(
    visit: Visit, change: Change, fields: Fields, acts: Acts, view: Callable[[str], FormView]
) -> Response:
    """Do what the form's step says, then lead back to the page; a reload sends nothing twice.

    A refusal shows the page of the thing the form was about again; a secret is shown in this one answer.
    """
    try:
        with transaction(change.work):
            secret = _act(change, fields, acts)
    except Refusal as refusal:
        return _again(view(fields.one("subject")), fields, refusal)
    if secret is not None:
        return render(PAGE, replace(view(""), secret=secret.said_in(visit.frame.language)))
    address = f"{visit.frame.root}/{view('').place}?saved=true"
    return RedirectResponse(address, status_code=303, headers=PRIVATE)


def _act(change: Change, fields: Fields, acts: Acts) -> Secret | None:
    act = acts.get(fields.one("step"))
    if act is None:
        raise NotFound
    return act(replace(change, seen=fields.number("revision")), fields)


def _again(view: FormView, fields: Fields, refusal: Refusal) -> Response:
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
    return render(PAGE, replace(view, sheets=sheets, problems=(problem,), done=""), NOT_DONE)


def _kept(one: Input, fields: Fields, where: str, words: str) -> Input:
    return replace(one, values=fields.all(one.name), problem=words if one.name == where else "")
