"""Analyses a text and scrubs it: identifiers, suggested factors, person-blaming words.

Pure and deterministic, the same in the browser to the byte. Reduces the risk that a text points at a person;
does not make it anonymous (docs/text.md). Never keeps, logs or scores a text or its writer.
"""

from service.text.analysis import Analysis, Decisions, Scrubbed, Span
from service.text.blame import VERSION as BLAME_VERSION
from service.text.blame import blame_of
from service.text.factors import VERSION as FACTORS_VERSION
from service.text.factors import factors_of
from service.text.identifiers.find import REPLACEMENTS, find_identifiers, identifiers_of
from service.text.identifiers.find import VERSION as IDENTIFIERS_VERSION
from service.text.stems import cut_words
from service.text.tokens import fold_text

VERSIONS = (IDENTIFIERS_VERSION, FACTORS_VERSION, BLAME_VERSION)
_WRITERS_MASK = "[removed]"


def analyse(text: str) -> Analysis:
    """Everything the engine finds in a text. Accepts any string; offsets are code points."""
    folded = fold_text(text)
    found = identifiers_of(folded)
    words = cut_words(folded.lower)
    return Analysis(
        masked=found.masked,
        maybe=found.maybe,
        factors=factors_of(folded, words),
        blame=blame_of(folded, words),
        versions=VERSIONS,
    )


def scrub(text: str, decisions: Decisions = Decisions()) -> Scrubbed:
    """Replace what is masked, as the writer decided.

    A masked span that a stretch of `decisions.unmasked` covers stays as it was written, unless it is fixed:
    contacts, numbers and postcodes are replaced whatever was decided. Stretches of `decisions.masked` are
    replaced as well, by the type of the shown span they meet; stretches outside the text are cut to it.
    """
    found = find_identifiers(text)
    kept = [span for span in found.masked if span.fixed or not _covered(span, decisions.unmasked)]
    for start, end in decisions.masked:
        low, high = max(0, start), min(len(text), end)
        kinds = [m.type for m in found.maybe if m.start < high and low < m.end]
        if low < high:
            kept.append(Span(low, high, kinds[0] if kinds else "", _mask(kinds), fixed=False))
    replaced = _apart(kept)
    pieces, last = [], 0
    for span in replaced:
        pieces += [text[last : span.start], span.replacement]
        last = span.end
    return Scrubbed("".join([*pieces, text[last:]]), replaced)


def _mask(kinds: list[str]) -> str:
    return REPLACEMENTS[kinds[0]] if kinds else _WRITERS_MASK


def _covered(span: Span, stretches: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= span.start and span.end <= end for start, end in stretches)


def _apart(spans: list[Span]) -> tuple[Span, ...]:
    """Spans by place without overlaps: one that overlaps what stands before it keeps what reaches beyond."""
    found: list[Span] = []
    last = 0
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        start = max(span.start, last)
        if start < span.end:
            found.append(Span(start, span.end, span.type, span.replacement, span.fixed))
            last = span.end
    return tuple(found)
