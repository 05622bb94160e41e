"""Asks the gate before a door opens: how busy it is, and whether a solved sum came along.

An address is looked at and never kept: the gate counts under a key that lives ten minutes. Decides nothing.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.types import Scope

from service.deps import Runtime, RuntimeDep
from service.domain.gate import (
    GUESSES_AT_ONE,
    GUESSES_IN_ALL,
    REPORTS_FROM_ONE_PLACE,
    REPORTS_IN_ALL,
    WHATEVER_COMES,
    Visit,
)
from service.errors import SlowDown, WorkNeeded

WORK = b"candour-work"
"""The header a solved sum comes in: no part of a report, and gone with the request."""


def admit_report(scope: Scope, organisation: str, runtime: Runtime) -> None:
    """Let a report in, and count it. Raises WorkNeeded, before anything of it is read."""
    if runtime.gate is None:
        return
    client = scope.get("client")
    visit = Visit(f"{organisation} reports", client[0] if client else "", _work(scope))
    now = runtime.clock()
    try:
        runtime.gate.admit(visit, (REPORTS_IN_ALL, REPORTS_FROM_ONE_PLACE), now)
    finally:
        runtime.gate.count(visit, now)


def admit_plain_report(scope: Scope, organisation: str, runtime: Runtime) -> None:
    """Let a report in plain words in, and count it. Raises SlowDown.

    A browser without script can solve nothing, so what comes from elsewhere never closes this door to it:
    only what comes from the same place in the same minute does. A program may solve the sum as elsewhere.
    """
    if runtime.gate is None:
        return
    client = scope.get("client")
    visit = Visit(f"{organisation} reports", client[0] if client else "", _work(scope))
    now = runtime.clock()
    try:
        runtime.gate.admit(visit, (WHATEVER_COMES, REPORTS_FROM_ONE_PLACE), now)
    except WorkNeeded:
        raise SlowDown from None
    finally:
        runtime.gate.count(visit, now)


@dataclass(frozen=True)
class Knock:
    """Somebody at a door that takes a secret: one limiter for all of them, whatever the connection."""

    scope: Scope
    runtime: Runtime

    def admit(self, organisation: str, subject: str) -> None:
        """Let them show a secret for `subject`: a sign-in name, a receipt's lookup. Raises WorkNeeded."""
        if self.runtime.gate is not None:
            visit = Visit(f"{organisation} secrets", subject, _work(self.scope))
            self.runtime.gate.admit(visit, (GUESSES_IN_ALL, GUESSES_AT_ONE), self.runtime.clock())

    def count(self, organisation: str, subject: str) -> None:
        """Count a secret that was shown: of receipts every one, so that no count tells which exist."""
        if self.runtime.gate is not None:
            self.runtime.gate.count(Visit(f"{organisation} secrets", subject), self.runtime.clock())


async def _knock(request: Request, runtime: RuntimeDep) -> Knock:
    return Knock(request.scope, runtime)


KnockDep = Annotated[Knock, Depends(_knock)]


def _work(scope: Scope) -> str:
    found = next((value for name, value in scope["headers"] if name == WORK), b"")
    return str(found[:2048], "latin-1")
