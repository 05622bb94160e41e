"""The factor model as a value, and its file: strict to read, the same bytes each time it is written.

A file holds named terms and whole numbers only. Never the text of a report.
"""

import hashlib
import json
from dataclasses import dataclass

DIGITS = "".join(chr(point) for point in range(35, 127) if chr(point) != "\\")
"""One character a weight; the one in the middle is nought."""
ZERO = len(DIGITS) // 2
LANE = 32
"""Bits a code: more than any text fills, since a row counts once, times a bounded weight of its count."""
_KEYS = {
    *("version", "parent", "codes", "tf", "gain", "bias"),
    *("floor", "gaps", "floors", "concepts", "terms", "weights"),
}


class MalformedModel(ValueError):
    """A file that is no factor model of this format."""


@dataclass(frozen=True, slots=True)
class FactorModel:
    """A factor model. Row r is `terms[r]` with `weights[r]`, one weight a code.

    tf: the weight of a count. gain: thousandths of a logit for one unit of weight. floor, gaps, floors: the
    rule that decides how many are shown. Rows below `concepts` are concepts; `phrases` leads to them.
    parent: the version that was corrected, or nothing. lanes: each row of weights in one number, `LANE` bits
    a code. reach: for a first stem, how many words the longest term or phrase that begins with it has.
    """

    version: str
    parent: str
    codes: tuple[str, ...]
    tf: tuple[int, ...]
    gain: int
    bias: tuple[int, ...]
    floor: int
    gaps: tuple[int, int]
    floors: tuple[int, int]
    concepts: int
    terms: tuple[str, ...]
    weights: tuple[tuple[int, ...], ...]
    rows: dict[str, int]
    phrases: dict[str, tuple[int, ...]]
    lanes: tuple[int, ...]
    reach: dict[str, int]


def load_model(content: str) -> FactorModel:
    """Read a model file. Raises MalformedModel if it is anything else."""
    try:
        raw = json.loads(content)
        return _read(raw)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise MalformedModel("this is not a factor model of this version") from error


def _read(raw: dict[str, object]) -> FactorModel:
    if set(raw) != _KEYS or raw["version"] != version_of(raw):
        raise MalformedModel("keys or version do not fit")
    codes = _texts(raw["codes"])
    concepts = raw["concepts"]
    if not isinstance(concepts, dict):
        raise MalformedModel("concepts is no table")
    names = tuple("=" + str(name) for name in concepts)
    terms = names + unpack_terms(str(raw["terms"]))
    phrases: dict[str, list[int]] = {}
    for row, listed in enumerate(concepts.values()):
        for phrase in str(listed).split("\n"):
            phrases.setdefault(phrase, []).append(row)
    packed, width = str(raw["weights"]), len(codes)
    if len(packed) != width * len(terms) or len(set(terms)) != len(terms):
        raise MalformedModel("the weights do not fit the terms")
    digit = {char: value - ZERO for value, char in enumerate(DIGITS)}
    rows = [tuple(digit[char] for char in packed[at : at + width]) for at in range(0, len(packed), width)]
    gaps, floors, bias = _numbers(raw["gaps"]), _numbers(raw["floors"]), _numbers(raw["bias"])
    if len(gaps) != 2 or len(floors) != 2 or len(bias) != width:
        raise MalformedModel("the rule or the bias does not fit")
    return FactorModel(
        version=str(raw["version"]),
        parent=str(raw["parent"]),
        codes=codes,
        tf=_numbers(raw["tf"]),
        gain=_number(raw["gain"]),
        bias=bias,
        floor=_number(raw["floor"]),
        gaps=(gaps[0], gaps[1]),
        floors=(floors[0], floors[1]),
        concepts=len(names),
        terms=terms,
        weights=tuple(rows),
        rows={term: row for row, term in enumerate(terms) if row >= len(names)},
        phrases={phrase: tuple(found) for phrase, found in phrases.items()},
        lanes=tuple(_lanes(row) for row in rows),
        reach=_reach(*phrases, *terms[len(names) :]),
    )


def _lanes(row: tuple[int, ...]) -> int:
    return sum(weight << (LANE * code) for code, weight in enumerate(row) if weight)


def _reach(*phrases: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for phrase in phrases:
        first = phrase.partition(" ")[0]
        found[first] = max(found.get(first, 0), phrase.count(" ") + 1)
    return found


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise MalformedModel("a number is missing")
    return value


def _numbers(value: object) -> tuple[int, ...]:
    if not isinstance(value, list):
        raise MalformedModel("a list of numbers is missing")
    return tuple(_number(item) for item in value)


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise MalformedModel("a list of codes is missing")
    return tuple(value)


def pack_terms(terms: list[str]) -> str:
    """Stems and pairs, sorted, as lines of a first stem and what follows it; "-" if it is no term alone."""
    lines: dict[str, list[str]] = {}
    alone = {term for term in terms if " " not in term}
    for term in terms:
        first, _, second = term.partition(" ")
        lines.setdefault(first, []).extend([second] if second else [])
    return "\n".join(
        " ".join([first if first in alone else "-" + first, *rest]) for first, rest in lines.items()
    )


def unpack_terms(packed: str) -> tuple[str, ...]:
    """The terms of `pack_terms`, in the same order if they were sorted."""
    terms: list[str] = []
    for line in packed.split("\n"):
        first, *rest = line.split(" ")
        if not first.startswith("-"):
            terms.append(first)
        terms += [f"{first.removeprefix('-')} {second}" for second in rest]
    return tuple(terms)


def version_of(raw: dict[str, object]) -> str:
    """The version a model's contents have: a name and the first 48 bits of their SHA-256."""
    rest = {key: value for key, value in raw.items() if key != "version"}
    body = json.dumps(rest, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return "factors-" + hashlib.sha256(body.encode()).hexdigest()[:12]


def write_model(raw: dict[str, object]) -> str:
    """The file of a model, with its version; the same contents give the same bytes."""
    whole = raw | {"version": version_of(raw)}
    return json.dumps(whole, sort_keys=True, ensure_ascii=True, indent=0) + "\n"
