"""What the text engine finds in a text: frozen values, offsets in code points, end exclusive.

Never holds a score of the writer. Texts are left out of every repr.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Span:
    """An identifier that is masked without asking. `fixed`: the writer cannot un-mask it."""

    start: int
    end: int
    type: str
    replacement: str
    fixed: bool


@dataclass(frozen=True, slots=True)
class MaybeSpan:
    """Words that may be an identifier: shown to the writer, who decides."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class FactorSuggestion:
    """A suggested factor: its logit in fixed point, and the words that spoke for it, best first."""

    code: str
    score: int
    evidence: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class BlameSpan:
    """Person-blaming words, whom they are about ("person" or "self"), and a question that looks elsewhere."""

    start: int
    end: int
    target: str
    question: str
    look_towards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything found in one text. `versions` names the data files that found it."""

    masked: tuple[Span, ...]
    maybe: tuple[MaybeSpan, ...]
    factors: tuple[FactorSuggestion, ...]
    blame: tuple[BlameSpan, ...]
    versions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the writer decided, by code points: spans to leave as they are, and stretches to mask as well."""

    unmasked: tuple[tuple[int, int], ...] = ()
    masked: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A text with its masks applied, and the spans of the original that were replaced."""

    text: str = field(repr=False)
    replaced: tuple[Span, ...]
