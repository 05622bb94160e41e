"""Finds the identifiers of a text: what to mask without asking, and what to show to the writer.

Rules that are sure decide first; the model decides the rest; a name masked once is masked everywhere. Offsets
are code points of the original. Never keeps anything of the text after it returns.
"""

from dataclasses import dataclass

from service.text.analysis import MaybeSpan, Span
from service.text.identifiers.rules import Hit, find_hits
from service.text.identifiers.scene import set_scene
from service.text.identifiers.spread import spread
from service.text.identifiers.tagger import MODEL, guess
from service.text.tokens import Folded, Tokens, cut_tokens, fold_text

VERSION = MODEL.version
REPLACEMENTS = {
    "person": "[a person]",
    "location": "[a place]",
    "organisation": "[an organisation]",
    "date": "[a date]",
    "contact": "[a contact]",
    "id-number": "[a number]",
    "age": "[an age]",
}


@dataclass(frozen=True, slots=True)
class Found:
    """Identifiers in order of place: masked ones, and those that are only shown."""

    masked: tuple[Span, ...]
    maybe: tuple[MaybeSpan, ...]


def find_identifiers(text: str) -> Found:
    """Find what could point at a person. Linear in the length of the text; accepts any string."""
    return identifiers_of(fold_text(text))


def identifiers_of(folded: Folded) -> Found:
    """The same for a folded text."""
    tokens = cut_tokens(folded)
    hits = find_hits(folded)
    scene = set_scene(folded, tokens, hits)
    guesses = guess(scene)
    masked = [g.label if g.margin >= MODEL.mask_at[g.label] else 0 for g in guesses]
    maybe = [g.label if g.margin >= MODEL.maybe_at[g.label] else 0 for g in guesses]
    fixed = _force(tokens, hits, masked)
    spread(tokens, scene, guesses, masked)
    return Found(_spans(folded, tokens, masked, fixed), _maybes(folded, tokens, masked, maybe))


def _force(tokens: Tokens, hits: list[Hit], masked: list[int]) -> list[bool]:
    """Let the sure rules overrule the model; returns which tokens can never be un-masked."""
    fixed = [False] * len(masked)
    at = 0
    for hit in hits:
        if not hit.rule.force:
            continue
        while at < len(masked) and tokens.ends[at] <= hit.start:
            at += 1
        place = at
        while place < len(masked) and tokens.starts[place] < hit.end:
            masked[place] = MODEL.labels.index(hit.rule.type)
            fixed[place] = hit.rule.fixed
            place += 1
    return fixed


def _runs(tokens: Tokens, labels: list[int], fixed: list[bool]) -> list[tuple[int, int]]:
    """Stretches of neighbouring tokens with one label, first and last token, on one line."""
    found: list[tuple[int, int]] = []
    for i, label in enumerate(labels):
        if not label:
            continue
        joins = i > 0 and labels[i - 1] == label and fixed[i - 1] == fixed[i] and tokens.gaps[i] < 2
        if joins and found:
            found[-1] = (found[-1][0], i)
        else:
            found.append((i, i))
    return found


def _spans(folded: Folded, tokens: Tokens, labels: list[int], fixed: list[bool]) -> tuple[Span, ...]:
    found = []
    for first, last in _runs(tokens, labels, fixed):
        start, end = folded.source(tokens.starts[first], tokens.ends[last])
        kind = MODEL.labels[labels[first]]
        found.append(Span(start, end, kind, REPLACEMENTS[kind], fixed[first]))
    return tuple(found)


def _maybes(folded: Folded, tokens: Tokens, masked: list[int], maybe: list[int]) -> tuple[MaybeSpan, ...]:
    shown = [0 if m else label for m, label in zip(masked, maybe, strict=True)]
    found = []
    for first, last in _runs(tokens, shown, [False] * len(shown)):
        start, end = folded.source(tokens.starts[first], tokens.ends[last])
        found.append(MaybeSpan(start, end, MODEL.labels[shown[first]]))
    return tuple(found)
