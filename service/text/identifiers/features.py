"""Turns words into the hashed features that the model weighs.

A feature is a 20-bit number: the high bits of the CRC-32 of its template and its words. The browser's twin
makes the same numbers. Words that could not begin a name (`Word.open`) have few features, which is most of
the speed.
"""

from zlib import crc32

from service.text.identifiers.scene import Scene, Word

SHIFT = 12
SIDES = (-2, -1, 1, 2)
EDGE = Word(b"", b"$", b"$", b"$$", open=False)
_SEED = tuple(crc32(b"%d:" % template) for template in range(96))


def word_features(word: Word) -> list[int]:
    """What a word says about itself."""
    lower, shape, kind = word.lower, word.shape, word.kind
    found = [
        crc32(lower, _SEED[0]) >> SHIFT,
        crc32(shape, _SEED[1]) >> SHIFT,
        crc32(kind, _SEED[2]) >> SHIFT,
        crc32(word.look, _SEED[3]) >> SHIFT,
        crc32(lower + shape, _SEED[4]) >> SHIFT,
        crc32(shape + b"%d" % min(len(lower), 9), _SEED[5]) >> SHIFT,
    ]
    if word.open and len(lower) > 2:
        group = kind[:1]
        found += [
            crc32(lower[:1] + group, _SEED[6]) >> SHIFT,
            crc32(lower[:2] + group, _SEED[7]) >> SHIFT,
            crc32(lower[:3] + group, _SEED[8]) >> SHIFT,
            crc32(lower[-1:] + group, _SEED[10]) >> SHIFT,
            crc32(lower[-2:] + group, _SEED[11]) >> SHIFT,
            crc32(lower[-3:] + group, _SEED[12]) >> SHIFT,
        ]
        seed = _SEED[14]
        found += [crc32(lower[i : i + 3], seed) >> SHIFT for i in range(min(len(lower), 20) - 2)]
    return found


def side_features(word: Word, side: int) -> list[int]:
    """What a word says about the token that stands `side` places before (-) or after (+) it."""
    base = 20 + 4 * (side + 2)
    found = [crc32(word.lower, _SEED[base]) >> SHIFT, crc32(word.look, _SEED[base + 1]) >> SHIFT]
    if side in (-1, 1):
        found.append(crc32(word.kind, _SEED[base + 2]) >> SHIFT)
        found.append(crc32(word.lower[-3:] + b"|" + word.shape, _SEED[base + 3]) >> SHIFT)
    return found


def place_features(scene: Scene, at: int) -> list[int]:
    """What neighbours together, and the whole text, say about an open word at a place."""
    vocabulary, places = scene.vocabulary, scene.places
    here = vocabulary[places[at]]
    before = vocabulary[places[at - 1]] if at > 0 else EDGE
    before2 = vocabulary[places[at - 2]] if at > 1 else EDGE
    after = vocabulary[places[at + 1]] if at + 1 < len(places) else EDGE
    after2 = vocabulary[places[at + 2]] if at + 2 < len(places) else EDGE
    look, shape = here.look + b"|", here.shape + b"|"
    found = [
        crc32(look + before.lower, _SEED[50]) >> SHIFT,
        crc32(look + after.lower, _SEED[51]) >> SHIFT,
        crc32(look + before.look, _SEED[52]) >> SHIFT,
        crc32(look + after.look, _SEED[53]) >> SHIFT,
        crc32(b"%b%b|%b" % (shape, before.lower, after.lower), _SEED[54]) >> SHIFT,
        crc32(b"%b%b|%b" % (shape, before2.lower, before.lower), _SEED[55]) >> SHIFT,
        crc32(b"%b%b|%b" % (shape, after.lower, after2.lower), _SEED[56]) >> SHIFT,
        crc32(b"%b%b|%b" % (look, before.kind, after.kind), _SEED[57]) >> SHIFT,
        crc32(here.lower + b"|" + before.lower, _SEED[58]) >> SHIFT,
        crc32(here.lower + b"|" + after.lower, _SEED[59]) >> SHIFT,
        crc32(b"%b%b|%b" % (look, before2.lower, before.shape), _SEED[60]) >> SHIFT,
        crc32(b"%b%b|%b" % (look, after2.lower, after.shape), _SEED[61]) >> SHIFT,
        crc32(look + scene.opens[at], _SEED[71]) >> SHIFT,
        crc32(look + scene.seen[at], _SEED[72]) >> SHIFT,
    ]
    head = scene.heads.get(at)
    if head:
        found.append(crc32(shape + head[0], _SEED[73]) >> SHIFT)
        found.append(crc32(shape + head[1], _SEED[74]) >> SHIFT)
    return found


def claim_feature(claim: bytes) -> int:
    """What a rule's claim says about a token."""
    return crc32(claim, _SEED[70]) >> SHIFT


def mark_features(opens: bytes, seen: bytes) -> tuple[int, int]:
    """What standing at an opening, and standing elsewhere in the text, say about any token."""
    return crc32(opens, _SEED[75]) >> SHIFT, crc32(seen, _SEED[76]) >> SHIFT
