"""What a leader may choose to look at: closed lists of scopes and spans.

There are no free filters, so that nothing can be subtracted.
"""

from dataclasses import dataclass
from enum import StrEnum

from service.errors import UnknownCode
from service.privacy.domains import PublicFacts, cell_domain
from service.taxonomy import taxonomy
from service.terms import Stage


class Span(StrEnum):
    """How far back a reader may look, in months: a closed list."""

    YEAR = "12"
    TWO_YEARS = "24"
    FIVE_YEARS = "60"
    TEN_YEARS = "120"


class ScopeKind(StrEnum):
    """What a reader may choose to look at."""

    ALL = "all"
    FACTOR = "factor"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Scope:
    """Everything, one factor, or one published unit."""

    kind: ScopeKind
    code: str = ""

    def __str__(self) -> str:
        """As it stands in an address: all, factor:digital-systems, unit:north."""
        return f"{self.kind}:{self.code}" if self.code else str(self.kind)


def parse_scope(text: str, facts: PublicFacts) -> Scope:
    """Read a scope; UnknownCode unless it names a factor or a unit with a cell of its own."""
    kind, _, code = text.partition(":")
    if text == ScopeKind.ALL.value:
        return Scope(ScopeKind.ALL)
    known = {
        ScopeKind.FACTOR.value: {factor.code for factor in taxonomy().factors},
        ScopeKind.UNIT.value: set(cell_domain(Stage.MONTH_UNIT, facts.units).cells),
    }
    if code not in known.get(kind, set()):
        raise UnknownCode
    return Scope(ScopeKind(kind), code)


def parse_span(text: str) -> Span:
    """Read a span; UnknownCode for anything that is not on the list."""
    try:
        return Span(text)
    except ValueError:
        raise UnknownCode from None
