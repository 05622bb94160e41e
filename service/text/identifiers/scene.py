"""Readies a text for the model: the shape and kind of every word, and what the whole text says about it.

Linear in the length of the text. Sees folded text only.
"""

from dataclasses import dataclass

from service.text.identifiers.lexicon import NAMES, ORDINARY, word_class
from service.text.identifiers.rules import Hit
from service.text.tokens import Folded, Tokens

_JOINS = frozenset((b"of", b"the", b"and", b"y", b"on", b"-", b"'", b"&", b"'s", b"le"))
_CAPITALS = b"XUMI"
_SIZES = (
    (0, b"0"),
    (12, b"12"),
    (18, b"18"),
    (31, b"31"),
    (59, b"59"),
    (109, b"109"),
    (1899, b"k"),
    (2099, b"y"),
)
_OUTLINE = bytes(57 if c <= 57 else 97 if c >= 97 else 65 for c in range(256))
_DIGITS = bytes(57 if 48 <= c <= 57 else c for c in range(256))
_RUN = 8


@dataclass(frozen=True, slots=True, repr=False)
class Word:
    """A token as the model sees it: lower case, shape, what it was found to be, and the last two in one.

    `open`: whether it could begin a name, so that its letters and its neighbours are looked at closely.
    """

    lower: bytes
    shape: bytes
    kind: bytes
    look: bytes
    open: bool


@dataclass(frozen=True, slots=True, repr=False)
class Scene:
    """A text ready for the model.

    `vocabulary` holds each distinct word once and `places` which one stands at each token; the other columns
    are, for each token: the rule that claims it, what it opens, how else its word stands in the text, and
    the last and the first word of the run of capitals around it; empty where there is nothing to say.
    """

    vocabulary: tuple[Word, ...]
    places: tuple[int, ...]
    claims: tuple[bytes, ...]
    opens: tuple[bytes, ...]
    seen: tuple[bytes, ...]
    heads: dict[int, tuple[bytes, bytes]]


def set_scene(folded: Folded, tokens: Tokens, hits: list[Hit]) -> Scene:
    """Gather shapes, kinds and the evidence of the whole text."""
    style = _style(folded, tokens)
    vocabulary, places = _words(folded, tokens, style)
    opens = _opens(tokens)
    return Scene(
        vocabulary=tuple(vocabulary),
        places=tuple(places),
        claims=_claims(tokens, hits),
        opens=opens,
        seen=_seen(tokens, vocabulary, places, opens),
        heads={} if style == b"A" else _heads(tokens, vocabulary, places),
    )


def _style(folded: Folded, tokens: Tokens) -> bytes:
    """How the writer uses capitals: "A" shouting, "L" hardly any, "N" as usual."""
    plain, lower = folded.plain, folded.lower
    words = [start for start, kind in zip(tokens.starts, tokens.kinds, strict=True) if kind == "w"]
    capitals = sum(plain[start] != lower[start] for start in words)
    if capitals * 10 > len(words) * 7:
        return b"A"
    return b"L" if capitals * 50 < len(words) else b"N"


def _words(folded: Folded, tokens: Tokens, style: bytes) -> tuple[list[Word], list[int]]:
    plain = folded.plain
    known: dict[str, int] = {}
    vocabulary: list[Word] = []
    places = []
    for start, end, kind, lower in zip(tokens.starts, tokens.ends, tokens.kinds, tokens.lower, strict=True):
        written = plain[start:end]
        place = known.get(written)
        if place is None:
            place = known[written] = len(vocabulary)
            vocabulary.append(_ORDINARY_WORDS.get((written, style)) or _word(written, kind, lower, style))
        places.append(place)
    return vocabulary, places


# Words of the ordinary word list and marks, made once: no other word of a text outlives the call. Bounded,
# because a hash takes some made-up words for known ones.
_MOST = 30_000
_ORDINARY_WORDS: dict[tuple[str, bytes], Word] = {}


def _word(written: str, kind: str, lower: str, style: bytes) -> Word:
    word = _new_word(written, kind, lower, style)
    if not word.open and len(_ORDINARY_WORDS) < _MOST:
        _ORDINARY_WORDS[written, style] = word
    return word


def _new_word(written: str, kind: str, lower: str, style: bytes) -> Word:
    plain = lower.encode()
    if kind == "w":
        found = word_class(plain.replace(b"'", b""))
        shape = _shape(written, lower) + style
        looked = not found & ORDINARY or shape[:1] != b"x"
        if style != b"N":
            looked = not found & ORDINARY or bool(found & NAMES)
        label = b"%d" % found
        return Word(plain, shape, label, label + shape, looked)
    if kind == "n":
        shape, size = style + written[:8].encode().translate(_OUTLINE), _size(plain)
        return Word(
            plain if len(plain) < 3 else plain.translate(_DIGITS), shape, size, size + shape, open=True
        )
    return Word(plain, b".", b".", b"..", open=False)


def _shape(written: str, lower: str) -> bytes:
    if "_" in written:
        return b"_"
    if written == lower:
        return b"x"
    if written[1:] == lower[1:]:
        return b"X" if len(written) > 1 else b"I"
    return b"U" if written == written.upper() else b"M"


def _size(plain: bytes) -> bytes:
    """Roughly how large a number is: enough to tell an age from a year or a dose."""
    if not plain.isdigit():
        return b"mix"
    value = int(plain[:9])
    for limit, name in _SIZES:
        if value <= limit:
            return name + (b"z" if plain[:1] == b"0" else b"")
    return b"big"


def _claims(tokens: Tokens, hits: list[Hit]) -> tuple[bytes, ...]:
    """The rule that claims each token, and whether it begins before it."""
    found = [b""] * len(tokens.starts)
    at = 0
    for hit in hits:
        while at < len(found) and tokens.ends[at] <= hit.start:
            at += 1
        first = at
        while at < len(found) and tokens.starts[at] < hit.end:
            found[at] = hit.rule.mark + (b"+" if at > first else b"")
            at += 1
    return tuple(found)


def _opens(tokens: Tokens) -> tuple[bytes, ...]:
    """Whether a token opens a sentence ("s") or a line ("l") or follows an opening mark ("q")."""
    found = []
    before = "."
    for lower, gap in zip(tokens.lower, tokens.gaps, strict=True):
        if gap == 2:
            found.append(b"l")
        elif before in ".!?" and gap:
            found.append(b"s")
        elif before in "\"'(:*-\x01":
            found.append(b"q" + before.encode())
        else:
            found.append(b"")
        before = lower
    if found:
        found[0] = b"l"
    return tuple(found)


def _seen(
    tokens: Tokens, vocabulary: list[Word], places: list[int], opens: tuple[bytes, ...]
) -> tuple[bytes, ...]:
    """For each word, how else it stands in the text: "s" small, "l" with a capital in mid-sentence."""
    small = {word.lower for word in vocabulary if word.shape[:1] == b"x" and len(word.lower) > 1}
    large = {
        vocabulary[place].lower
        for place, mark, kind in zip(places, opens, tokens.kinds, strict=True)
        if not mark and kind == "w" and vocabulary[place].shape[:1] in _CAPITALS
    }
    marks = [
        (b"s" if word.lower in small else b"-") + (b"l" if word.lower in large else b"-")
        for word in vocabulary
    ]
    return tuple(marks[p] if kind == "w" else b"" for p, kind in zip(places, tokens.kinds, strict=True))


def _heads(tokens: Tokens, vocabulary: list[Word], places: list[int]) -> dict[int, tuple[bytes, bytes]]:
    """The last and the first word of the run of capitalised words around a token, for runs of two or more."""
    capital = [word.shape[:1] in _CAPITALS for word in vocabulary]
    joins = [word.lower in _JOINS for word in vocabulary]
    gaps, count = tokens.gaps, len(places)
    found = {}
    at = 0
    while at < count:
        end = at + 1
        if capital[places[at]]:
            while end < count and end - at < _RUN and gaps[end] < 2:
                if capital[places[end]]:
                    end += 1
                elif (
                    joins[places[end]] and end + 1 < count and capital[places[end + 1]] and gaps[end + 1] < 2
                ):
                    end += 2
                else:
                    break
            if end - at > 1:
                first, last = vocabulary[places[at]].lower, vocabulary[places[end - 1]].lower
                for i in range(at, end):
                    found[i] = (last if i < end - 1 else b"$", first if i > at else b"$")
        at = end
    return found
