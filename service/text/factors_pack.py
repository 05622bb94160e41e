"""Packs the terms and the weights of a factor model into little room, and unpacks them again.

Terms stay words that people can read; weights stay whole numbers. What is packed comes back the same.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import takewhile

from service.text.packed import BitReader, BitWriter, rice_for

DIGITS = "".join(chr(point) for point in range(35, 127) if chr(point) != "\\")
"""One character a weight; the one in the middle is nought."""
ZERO = len(DIGITS) // 2
_NOT_ALONE = "-"
_STEM = re.compile(f"([0-9])([^0-9-]*)({_NOT_ALONE}?)")
_COUNT, _K = 16, 4
"""Bits for how many weights of a code are not nought, and for the Rice parameter of their places."""


def pack_terms(terms: Sequence[str]) -> dict[str, str]:
    """Sorted stems and pairs of stems. Pairs: for every stem, after which stems it stands.

    Stems: each with how many letters it shares with the one before it, "-" behind it if it is no term alone.
    """
    alone = {term for term in terms if " " not in term}
    pairs = [term.split(" ") for term in terms if " " in term]
    stems = sorted(alone.union(*pairs))
    place = {stem: at for at, stem in enumerate(stems)}
    after = defaultdict(list)
    for first, second in pairs:
        after[second].append(place[first])
    written, before, bits = [], "", BitWriter()
    for stem in stems:
        shared = min(9, _shared(before, stem))
        written.append(f"{shared}{stem[shared:]}{'' if stem in alone else _NOT_ALONE}")
        before = stem
        found = sorted(after[stem])
        bits.rice(len(found), 0)
        bits.keys(found, rice_for(len(stems), len(found)))
    return {"stems": "".join(written), "pairs": bits.base64()}


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _unpack_stems(packed: str) -> list[tuple[str, bool]]:
    """Stems, and whether each is a term alone."""
    found: list[tuple[str, bool]] = []
    before = ""
    for shared, rest, mark in _STEM.findall(packed):
        before = before[: int(shared)] + rest
        found.append((before, mark != _NOT_ALONE))
    return found


def unpack_terms(packed: dict[str, str]) -> tuple[str, ...]:
    """The terms of `pack_terms`, in the same order."""
    stems = _unpack_stems(packed["stems"])
    bits = BitReader(packed["pairs"])
    seconds: list[list[str]] = [[] for _ in stems]
    for second, _ in stems:
        count = bits.rice(0)
        for first in bits.keys(count, rice_for(len(stems), count)):
            seconds[first].append(second)
    terms: list[str] = []
    for (stem, alone), found in zip(stems, seconds, strict=True):
        terms += [stem] if alone else []
        terms += [f"{stem} {second}" for second in found]
    return tuple(terms)


def pack_weights(rows: Sequence[Sequence[int]]) -> dict[str, str]:
    """For each code in turn the rows where its weight is not nought, as gaps, and those weights.

    Steps: for each row how often all its weights can be halved; weights are written halved so often.
    """
    bits, values = BitWriter(), []
    steps = [_halvings(row) for row in rows]
    for column in zip(*rows, strict=True):
        places = [row for row, weight in enumerate(column) if weight]
        k = _shortest(places)
        bits.plain(len(places), _COUNT)
        bits.plain(k, _K)
        bits.keys(places, k)
        values += [DIGITS[ZERO + (column[row] >> steps[row])] for row in places]
    return {"steps": "".join(map(str, steps)), "places": bits.base64(), "values": "".join(values)}


def _halvings(row: Sequence[int]) -> int:
    joined = 0
    for weight in row:
        joined |= weight
    return min(9, (joined & -joined).bit_length() - 1) if joined else 0


def _shortest(places: list[int]) -> int:
    """The Rice parameter that writes these rising numbers in the fewest bits."""
    gaps = [here - before - 1 for before, here in zip([-1, *places], places, strict=False)]
    return min(range(1 << _K), key=lambda k: sum((gap >> k) + 1 + k for gap in gaps))


def unpack_weights(packed: dict[str, str], rows: int, width: int) -> list[tuple[int, ...]]:
    """The rows of `pack_weights`, `width` weights each. Raises ValueError if there are not `rows` of them."""
    bits, values = BitReader(packed["places"]), iter(packed["values"])
    digit = {char: value - ZERO for value, char in enumerate(DIGITS)}
    steps = [int(step) for step in packed["steps"]]
    columns = []
    for _ in range(width):
        column = [0] * rows
        count, k = bits.plain(_COUNT), bits.plain(_K)
        for row in bits.keys(count, k):
            column[row] = digit[next(values, "")] << steps[row]
        columns.append(column)
    if next(values, None) is not None or len(steps) != rows:
        raise ValueError("the weights do not fit the terms")
    return list(zip(*columns, strict=True))
