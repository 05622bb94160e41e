"""Whose report an address names, and who reads it: what several circle routes declare."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from service.deps import MemberDep, OwnCircleDep, RuntimeDep
from service.domain.second_readings import Readers
from service.terms import CircleId, ReportId


@dataclass(frozen=True, slots=True)
class InCircle:
    """A report by its address; whether it is this circle's is looked up with it."""

    circle: CircleId
    report: ReportId


def _in_circle(circle: OwnCircleDep, report: str) -> InCircle:
    return InCircle(circle, ReportId(report))


def _readers(member: MemberDep, runtime: RuntimeDep) -> Readers:
    return Readers(runtime.secret, member)


InCircleDep = Annotated[InCircle, Depends(_in_circle)]
ReadersDep = Annotated[Readers, Depends(_readers)]
"""Who reads, with what it takes to recognise them at a report."""
