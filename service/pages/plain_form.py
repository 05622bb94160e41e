"""Reads the form without script from the bytes of a request. Holds a report in plain words: never printed.

No library's form parser: those spool a body to disk. What does not fit the closed lists is left out.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends, Request

from service.errors import MalformedRequest
from service.terms import (
    PREFER_NOT_TO_SAY,
    CodedFields,
    ReportId,
    UnitCode,
)
from service.text.analysis import Decisions

MAX_FIELDS = 400
HEX = frozenset("0123456789abcdef")
ID_LENGTH = 32
SKIPPED_IMPACT, SKIPPED_POTENTIAL, SKIPPED_SPREAD = "not-known", "not-sure", "once"
"""As the form with script codes a skipped question; an unknown spread weighs as once (taxonomy)."""


class Step(StrEnum):
    """Where the writer wants to go from here."""

    WRITE = "write"
    CHECK = "check"
    SEND = "send"


@dataclass(frozen=True, slots=True)
class PlainForm:
    """What was typed and ticked, as it came."""

    report: ReportId
    agreed: bool
    narrative: str = field(repr=False)
    step: Step = Step.WRITE
    kind: str = ""
    unit: str = ""
    factors: tuple[str, ...] = ()
    potential: str = ""
    spread: str = ""
    role_group: str = ""
    kept: tuple[str, ...] = field(default=(), repr=False)
    hidden: tuple[str, ...] = field(default=(), repr=False)

    @property
    def decisions(self) -> Decisions:
        """What the writer decided about masks: stretches as "start-end" in code points."""
        return Decisions(unmasked=_stretches(self.kept), masked=_stretches(self.hidden))

    @property
    def coded(self) -> CodedFields:
        """The coded fields; a skipped question says that it was skipped."""
        return CodedFields(
            kind=self.kind,
            unit=UnitCode(self.unit or PREFER_NOT_TO_SAY),
            role_group=self.role_group or PREFER_NOT_TO_SAY,
            factors=self.factors,
            impact=SKIPPED_IMPACT,
            potential=self.potential or SKIPPED_POTENTIAL,
            spread=self.spread or SKIPPED_SPREAD,
        )


def read_form(body: bytes) -> PlainForm:
    """The form in a urlencoded body. Raises MalformedRequest, which repeats nothing of it."""
    try:
        told = parse_qs(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            max_num_fields=MAX_FIELDS,
            errors="strict",
        )
    except (ValueError, UnicodeDecodeError):
        raise MalformedRequest from None
    report = _one(told, "report")
    step = _one(told, "step") or Step.CHECK
    if len(report) != ID_LENGTH or not set(report) <= HEX or step not in set(Step):
        raise MalformedRequest
    return PlainForm(
        report=ReportId(report),
        agreed=_one(told, "agreed") == "yes",
        # Browsers send line ends as CR LF (HTML, 4.10.21.4); offsets are counted on what is shown.
        narrative=_one(told, "narrative").replace("\r\n", "\n"),
        step=Step(step),
        kind=_one(told, "kind"),
        unit=_one(told, "unit"),
        factors=tuple(dict.fromkeys(told.get("factors", []))),
        potential=_one(told, "potential"),
        spread=_one(told, "spread"),
        role_group=_one(told, "role_group"),
        kept=tuple(told.get("keep", [])),
        hidden=tuple(told.get("hide", [])),
    )


async def _form(request: Request) -> PlainForm:
    return read_form(await request.body())


PlainFormDep = Annotated[PlainForm, Depends(_form)]


def _one(told: dict[str, list[str]], name: str) -> str:
    return told.get(name, [""])[0]


def _stretches(told: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    found = []
    for stretch in told:
        start, _, end = stretch.partition("-")
        if start.isdecimal() and end.isdecimal() and len(stretch) < 16:
            found.append((int(start), int(end)))
    return tuple(found)
