"""Turns tokens into the hashed features that the model weighs.

A feature is a 20-bit number: the CRC-32 of its template and its words. Features of one word alone are gathered
once per distinct word (`word_features`), those of neighbours together per place (`place_features`). The browser's
twin makes the same numbers in the same order. Sees folded text only.
"""

from dataclasses import dataclass
from zlib import crc32

from service.text.identifiers.lexicon import word_class
from service.text.identifiers.rules import Hit
from service.text.tokens import Folded, Tokens

SHIFT = 12
SIDES = (-2, -1, 1, 2)
_SEED = tuple(crc32(f"{template}:".encode()) for template in range(96))


@dataclass(frozen=True, slots=True)
class Word:
    """A token as the model sees it: lower case, shape, and what it was found to be."""

    lower: bytes
    shape: bytes
    kind: bytes


@dataclass(frozen=True, slots=True)
class Scene:
    """A text ready for the model: its words, and for each the evidence that lies outside its neighbours."""

    words: tuple[Word, ...]
    outside: tuple[tuple[bytes, ...], ...]


def _feature(template: int, *parts: bytes) -> int:
    value = _SEED[template]
    for part in parts:
        value = crc32(part, crc32(b"|", value))
    return value >> SHIFT


def word_features(word: Word) -> list[int]:
    """What a word says about itself."""
    lower, shape, kind = word.lower, word.shape, word.kind
    found = [
        _feature(0, lower),
        _feature(1, shape),
        _feature(2, kind),
        _feature(3, kind, shape),
        _feature(4, lower, shape),
        _feature(5, shape, b"%d" % min(len(lower), 9)),
    ]
    if len(lower) > 2 and lower[:1].isalpha():
        for size in (1, 2, 3, 4):
            if len(lower) > size:
                found.append(_feature(5 + size, lower[:size], kind[:1]))
                found.append(_feature(9 + size, lower[-size:], kind[:1]))
        found.extend(_feature(14, lower[i : i + 3]) for i in range(len(lower) - 2))
    return found


def side_features(word: Word, side: int) -> list[int]:
    """What a word says about the token that stands `side` places before (-) or after (+) it."""
    base = 20 + 4 * (side + 2)
    found = [_feature(base, word.lower), _feature(base + 1, word.kind, word.shape)]
    if side in (-1, 1):
        found.append(_feature(base + 2, word.kind))
        found.append(_feature(base + 3, word.lower[-3:], word.shape))
    return found


_NONE = Word(b"", b"$", b"$")


def place_features(scene: Scene, at: int) -> list[int]:
    """What neighbours together, and the whole text, say about the token at a place."""
    words = scene.words
    here = words[at]
    before = words[at - 1] if at > 0 else _NONE
    after = words[at + 1] if at + 1 < len(words) else _NONE
    before2 = words[at - 2] if at > 1 else _NONE
    after2 = words[at + 2] if at + 2 < len(words) else _NONE
    look = here.kind + here.shape
    found = [
        _feature(50, before.lower, look),
        _feature(51, look, after.lower),
        _feature(52, before.kind, before.shape, look),
        _feature(53, look, after.kind, after.shape),
        _feature(54, before.lower, here.shape, after.lower),
        _feature(55, before2.lower, before.lower, here.shape),
        _feature(56, here.shape, after.lower, after2.lower),
        _feature(57, before.kind, look, after.kind),
        _feature(58, before.lower, here.lower),
        _feature(59, here.lower, after.lower),
        _feature(60, before2.lower, before.shape, look),
        _feature(61, look, after.shape, after2.lower),
    ]
    for i, clue in enumerate(scene.outside[at]):
        if clue:
            found.append(_feature(70 + i, clue))
            found.append(_feature(80 + i, clue, look))
    return found


def set_scene(folded: Folded, tokens: Tokens, hits: list[Hit]) -> Scene:
    """Gather shapes, kinds and the evidence of the whole text. Linear."""
    style = _style(folded, tokens)
    words = tuple(_words(folded, tokens, style))
    return Scene(words, tuple(_outside(tokens, words, hits, style)))


def _style(folded: Folded, tokens: Tokens) -> bytes:
    """How the writer uses capitals: "A" shouting, "L" hardly any, "N" as usual."""
    capitals = sum(
        1
        for start, kind in zip(tokens.starts, tokens.kinds, strict=True)
        if kind == "w" and folded.plain[start] != folded.lower[start]
    )
    count = tokens.kinds.count("w")
    if capitals * 10 > count * 7:
        return b"A"
    return b"L" if capitals * 50 < count else b"N"


def _words(folded: Folded, tokens: Tokens, style: bytes) -> list[Word]:
    plain = folded.plain
    known: dict[str, Word] = {}
    found = []
    for start, end, kind, lower in zip(tokens.starts, tokens.ends, tokens.kinds, tokens.lower, strict=True):
        written = plain[start:end]
        word = known.get(written)
        if word is None:
            word = known[written] = _word(written, kind, lower, style)
        found.append(word)
    return found


def _word(written: str, kind: str, lower: str, style: bytes) -> Word:
    plain = lower.encode()
    if kind == "w":
        return Word(plain, _shape(written, lower, style), b"%d" % word_class(plain.replace(b"'", b"")))
    if kind == "n":
        return Word(_digits(plain), style + _outline(written), _size(plain))
    return Word(plain, b".", b".")


def _shape(written: str, lower: str, style: bytes) -> bytes:
    if "_" in written:
        return b"_" + style
    if written == lower:
        return b"x" + style
    if written[1:] == lower[1:]:
        return (b"X" if len(written) > 1 else b"I") + style
    return (b"U" if written == written.upper() else b"M") + style


def _digits(plain: bytes) -> bytes:
    return bytes(57 if 48 <= c <= 57 else c for c in plain) if len(plain) > 2 else plain


def _outline(written: str) -> bytes:
    marks = ["9" if c <= "9" else "a" if c >= "a" else "A" for c in written[:8]]
    return "".join(marks).encode()


def _size(plain: bytes) -> bytes:
    """Roughly how large a number is: enough to tell an age from a year or a dose."""
    if not plain.isdigit():
        return b"mix"
    value = int(plain[:9])
    for limit, name in (
        (0, b"0"),
        (12, b"12"),
        (18, b"18"),
        (31, b"31"),
        (59, b"59"),
        (109, b"109"),
        (1899, b"k"),
        (2099, b"y"),
    ):
        if value <= limit:
            return name + (b"z" if plain[:1] == b"0" else b"")
    return b"big"


def _outside(
    tokens: Tokens, words: tuple[Word, ...], hits: list[Hit], style: bytes
) -> list[tuple[bytes, ...]]:
    claims = _claims(tokens, hits)
    opens = _opens(tokens)
    seen = _seen(tokens, words, opens)
    heads = _heads(tokens, words, style)
    return [(claims[i], opens[i], seen[i], heads[i][0], heads[i][1]) for i in range(len(words))]


def _claims(tokens: Tokens, hits: list[Hit]) -> list[bytes]:
    """The rule that claims each token, and whether it begins there."""
    found = [b""] * len(tokens.starts)
    at = 0
    for hit in hits:
        while at < len(found) and tokens.ends[at] <= hit.start:
            at += 1
        first = at
        while at < len(found) and tokens.starts[at] < hit.end:
            found[at] = hit.rule.name.encode() + (b"+" if at > first else b"")
            at += 1
    return found


def _opens(tokens: Tokens) -> list[bytes]:
    """Whether a token opens a sentence ("s"), a line ("l") or follows an opening mark ("q")."""
    found = []
    before = "."
    for i, lower in enumerate(tokens.lower):
        gap = tokens.gaps[i]
        if i == 0 or gap == 2:
            found.append(b"l")
        elif before in ".!?" and gap:
            found.append(b"s")
        elif before in "\"'(:*-\x01":
            found.append(b"q" + before.encode())
        else:
            found.append(b"")
        before = lower
    return found


def _seen(tokens: Tokens, words: tuple[Word, ...], opens: list[bytes]) -> list[bytes]:
    """For each word, how else it stands in the text: small, with a capital in mid-sentence, more than once."""
    small: set[bytes] = set()
    large: set[bytes] = set()
    for i, word in enumerate(words):
        if tokens.kinds[i] == "w" and len(word.lower) > 1:
            if word.shape[:1] == b"x":
                small.add(word.lower)
            elif not opens[i]:
                large.add(word.lower)
    found = []
    for i, word in enumerate(words):
        if tokens.kinds[i] != "w":
            found.append(b"")
        else:
            found.append((b"s" if word.lower in small else b"-") + (b"l" if word.lower in large else b"-"))
    return found


_JOINS = frozenset((b"of", b"the", b"and", b"y", b"on", b"-", b"'", b"&", b"'s", b"le"))


def _heads(tokens: Tokens, words: tuple[Word, ...], style: bytes) -> list[tuple[bytes, bytes]]:
    """The last and the first word of the run of capitalised words around each token; none when all is capitals."""
    found = [(b"", b"")] * len(words)
    if style == b"A":
        return found
    at = 0
    while at < len(words):
        if not _capital(words[at]):
            at += 1
            continue
        end = at + 1
        while end < len(words) and end - at < 8 and tokens.gaps[end] < 2:
            if _capital(words[end]):
                end += 1
            elif (
                words[end].lower in _JOINS
                and end + 1 < len(words)
                and _capital(words[end + 1])
                and tokens.gaps[end + 1] < 2
            ):
                end += 2
            else:
                break
        if end - at > 1:
            for i in range(at, end):
                found[i] = (
                    words[end - 1].lower if i < end - 1 else b"$",
                    words[at].lower if i > at else b"$",
                )
        at = end
    return found


def _capital(word: Word) -> bool:
    return word.shape[:1] in (b"X", b"U", b"M", b"I")
