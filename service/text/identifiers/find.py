"""Finds the identifiers of a text: what to mask without asking, and what to show to the writer.

Rules that are sure decide first; the model decides the rest; a name masked once is masked everywhere. Offsets
are code points of the original. Never keeps anything of the text after it returns.
"""

from dataclasses import dataclass

from service.text.analysis import MaybeSpan, Span
from service.text.identifiers.rules import Hit, find_hits
from service.text.identifiers.scene import Scene, set_scene
from service.text.identifiers.tagger import MODEL, Guess, guess
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
_PERSON = MODEL.labels.index("person")
_PLACES = (MODEL.labels.index("location"), MODEL.labels.index("organisation"))
_NAMES = (_PERSON, *_PLACES)
_GROWING = _NAMES
_TIES = frozenset((",", "-", "&", "and", "the", "of", "on", "in", "at", "y", "by", "upon", "under", "'"))
_TIE = 2


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
    _repeat(scene, guesses, masked)
    _grow(tokens, guesses, masked)
    _bridge(tokens, masked)
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


def _repeat(scene: Scene, guesses: list[Guess], masked: list[int]) -> None:
    """Mask a name everywhere once it is masked somewhere without doubt."""
    words = scene.vocabulary
    names = {
        place
        for place, label, g in zip(scene.places, masked, guesses, strict=True)
        if label == _PERSON and g.margin >= 0 and len(words[place].lower) > 2
    }
    for i, place in enumerate(scene.places):
        if not masked[i] and place in names:
            masked[i] = _PERSON


def _grow(tokens: Tokens, guesses: list[Guess], masked: list[int]) -> None:
    """Let a masked stretch take in neighbours that the model half believes, and what a hyphen ties to it."""
    order = range(1, len(masked))
    for here, there in (*((i, i - 1) for i in order), *((i - 1, i) for i in reversed(order))):
        if masked[here] or not masked[there] or tokens.gaps[max(here, there)] > 1:
            continue
        label = masked[there]
        if label in _GROWING and guesses[here].label == label and guesses[here].margin >= MODEL.grow_at:
            masked[here] = label
    for i in range(1, len(masked) - 1):
        tied = tokens.lower[i] == "-" and tokens.gaps[i] == 0 and tokens.gaps[i + 1] == 0 and tokens.kinds[i + 1] == "w"
        if tied and masked[i - 1] in _NAMES and tokens.kinds[i - 1] == "w":
            masked[i] = masked[i + 1] = masked[i - 1]


def _bridge(tokens: Tokens, masked: list[int]) -> None:
    """Mask the small words and the comma that tie two parts of one place or organisation."""
    last = -1
    for i, label in enumerate(masked):
        if not label:
            continue
        between = tokens.lower[last + 1 : i]
        if 0 <= last and 0 < len(between) <= _TIE and label == masked[last] and label in _PLACES:
            if all(word in _TIES for word in between) and max(tokens.gaps[last + 1 : i + 1]) < 2:
                masked[last + 1 : i] = [label] * len(between)
        last = i


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
