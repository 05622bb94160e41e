"""Spreads what is masked: to the same name elsewhere, to neighbours, to the rest of a place's name.

Works on labels by token, in place. Only ever masks more.
"""

from service.text.identifiers.lexicon import ORDINARY, TERM
from service.text.identifiers.rules import STREET, TIES
from service.text.identifiers.scene import Scene, Word
from service.text.identifiers.tagger import MODEL, Guess
from service.text.tokens import Tokens

PERSON = MODEL.labels.index("person")
PLACES = (MODEL.labels.index("location"), MODEL.labels.index("organisation"))
NAMES = (PERSON, *PLACES)
_INNER = (("&",), ("of",), ("of", "the"), ("in", "the"), ("on", "the"), ("at", "the"))
_TIE = 2
_FAR = 3


def spread(tokens: Tokens, scene: Scene, guesses: list[Guess], masked: list[int]) -> None:
    """Spread every kind of mask, the surest way first. Linear."""
    if not any(masked):
        return
    _repeat(scene, guesses, masked)
    _grow(tokens, guesses, masked)
    _hyphen(tokens, masked)
    _complete(tokens, scene, masked)
    _bridge(tokens, masked)


def _repeat(scene: Scene, guesses: list[Guess], masked: list[int]) -> None:
    """Mask a name everywhere once it is masked somewhere without doubt."""
    words = scene.vocabulary
    names = {
        place
        for place, label, g in zip(scene.places, masked, guesses, strict=True)
        if label == PERSON and g.margin >= 0 and len(words[place].lower) > 2
    }
    for i, place in enumerate(scene.places):
        if not masked[i] and place in names:
            masked[i] = PERSON


def _grow(tokens: Tokens, guesses: list[Guess], masked: list[int]) -> None:
    """Let a masked stretch take in neighbours that the model half believes."""
    order = range(1, len(masked))
    for here, there in (*((i, i - 1) for i in order), *((i - 1, i) for i in reversed(order))):
        label = masked[there]
        if masked[here] or label not in NAMES or tokens.gaps[max(here, there)] > 1:
            continue
        if guesses[here].label == label and guesses[here].margin >= MODEL.grow_at:
            masked[here] = label


def _hyphen(tokens: Tokens, masked: list[int]) -> None:
    """Mask what a hyphen ties to a masked name."""
    for i in range(1, len(masked) - 1):
        if tokens.lower[i] != "-" or masked[i - 1] not in NAMES or tokens.kinds[i - 1] != "w":
            continue
        if tokens.gaps[i] == 0 and tokens.gaps[i + 1] == 0 and tokens.kinds[i + 1] == "w":
            masked[i] = masked[i + 1] = masked[i - 1]


def _complete(tokens: Tokens, scene: Scene, masked: list[int]) -> None:
    """Give a place or an organisation the capitalised words around it, and the word for its kind."""
    seeds = [i for i, label in enumerate(masked) if label in PLACES and tokens.kinds[i] == "w"]
    if not seeds:
        return
    words = scene.vocabulary
    fits = [_fits(words[place], mark) for place, mark in zip(scene.places, scene.opens, strict=True)]
    for i in seeds:
        label = masked[i]
        for step in (-1, 1):
            at = i + step
            while 0 <= at < len(masked) and abs(at - i) <= _FAR and not masked[at]:
                near = tokens.gaps[max(at, at - step)] == 1
                if not near or not (fits[at] or (step > 0 and tokens.lower[at] in STREET)):
                    break
                masked[at] = label
                at += step
        _reach(tokens, fits, masked, i)


def _reach(tokens: Tokens, fits: list[bool], masked: list[int], at: int) -> None:
    """Mask "Haven in the" before a masked "Hills", and "& Advice" after a masked "Jobs"."""
    for inner in _INNER:
        size = len(inner)
        first, last = at - size, at + size
        before = first > 0 and fits[first - 1] and tokens.lower[first:at] == inner
        if before and max(tokens.gaps[first : at + 1]) < 2:
            masked[first - 1 : at] = [masked[at]] * (size + 1)
        after = last + 1 < len(masked) and fits[last + 1] and tokens.lower[at + 1 : last + 1] == inner
        if after and max(tokens.gaps[at + 1 : last + 2]) < 2:
            masked[at + 1 : last + 2] = [masked[at]] * (size + 1)


def _fits(word: Word, mark: bytes) -> bool:
    """Whether a word may be part of a longer name: it has a capital that the sentence did not ask for."""
    if word.shape not in (b"XN", b"MN"):
        return False
    found = int(word.kind)
    return not found & TERM and not (mark and found & ORDINARY)


def _bridge(tokens: Tokens, masked: list[int]) -> None:
    """Mask the small words and the comma that tie two parts of one place or organisation."""
    last = -1
    for i, label in enumerate(masked):
        if not label:
            continue
        between = tokens.lower[last + 1 : i]
        close = last >= 0 and 0 < len(between) <= _TIE and label in PLACES and masked[last] in PLACES
        if close and all(word in TIES for word in between) and max(tokens.gaps[last + 1 : i + 1]) < 2:
            masked[last + 1 : i] = [label] * len(between)
        last = i
