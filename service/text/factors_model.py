"""The factor model as a value, and its file: strict to read, the same bytes each time it is written.

A file holds named terms and whole numbers only. Never the text of a report.
"""

import hashlib
import json
from dataclasses import dataclass

from service.text.factors_pack import ZERO, unpack_terms, unpack_weights

LANE = 32
"""Bits a code: more than any text fills, since a row counts once, times a bounded weight of its count."""
_KEYS = {
    *("version", "parent", "codes", "tf", "gain", "bias", "mean"),
    *("floor", "gaps", "floors", "concepts", "terms", "weights"),
}


class MalformedModel(ValueError):
    """A file that is no factor model of this format."""


@dataclass(frozen=True, slots=True)
class FactorModel:
    """A factor model. Row r is `terms[r]` with `weights[r]`, one weight a code.

    tf: the weight of a count. gain: thousandths of a logit for one unit of weight. mean: what the scores of
    the codes are brought to on average, whatever the text. floor, gaps, floors: the rule that decides how
    many are shown. Rows below `concepts` are concepts; `phrases` leads to them. parent: the version that was
    corrected, or nothing. lanes: each row of weights in one number, `LANE` bits a code. reach: for a first
    stem, how many words the longest term or phrase that begins with it has.
    """

    version: str
    parent: str
    codes: tuple[str, ...]
    tf: tuple[int, ...]
    gain: int
    bias: tuple[int, ...]
    mean: int
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
    terms = names + unpack_terms(_packed(raw["terms"], "stems", "pairs"))
    phrases = _phrases(list(concepts.values()))
    if len(set(terms)) != len(terms):
        raise MalformedModel("a term is there twice")
    width = len(codes)
    rows = _weights(raw["weights"], len(terms), width)
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
        mean=_number(raw["mean"]),
        floor=_number(raw["floor"]),
        gaps=(gaps[0], gaps[1]),
        floors=(floors[0], floors[1]),
        concepts=len(names),
        terms=terms,
        weights=tuple(rows),
        rows={term: row for row, term in enumerate(terms) if row >= len(names)},
        phrases=phrases,
        lanes=tuple(_lanes(row) for row in rows),
        reach=_reach(*phrases, *terms[len(names) :]),
    )


def _phrases(concepts: list[object]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for row, listed in enumerate(concepts):
        for phrase in str(listed).split("\n"):
            found[phrase] = (*found.get(phrase, ()), row)
    return found


def _weights(packed: object, rows: int, width: int) -> list[tuple[int, ...]]:
    found = unpack_weights(_packed(packed, "steps", "places", "values"), rows, width)
    if any(abs(weight) > ZERO for row in found for weight in row):
        raise MalformedModel("a weight is out of bounds")
    return found


def _lanes(row: tuple[int, ...]) -> int:
    return sum(weight << (LANE * code) for code, weight in enumerate(row) if weight)


def _reach(*phrases: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for phrase in phrases:
        first = phrase.partition(" ")[0]
        found[first] = max(found.get(first, 0), phrase.count(" ") + 1)
    return found


def _packed(value: object, *keys: str) -> dict[str, str]:
    if not isinstance(value, dict) or set(value) != set(keys):
        raise MalformedModel("something packed is missing")
    return {str(key): str(packed) for key, packed in value.items()}


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


def version_of(raw: dict[str, object]) -> str:
    """The version a model's contents have: a name and the first 48 bits of their SHA-256."""
    rest = {key: value for key, value in raw.items() if key != "version"}
    body = json.dumps(rest, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return "factors-" + hashlib.sha256(body.encode()).hexdigest()[:12]


def write_model(raw: dict[str, object]) -> str:
    """The file of a model, with its version; the same contents give the same bytes."""
    whole = raw | {"version": version_of(raw)}
    return json.dumps(whole, sort_keys=True, ensure_ascii=True, indent=0) + "\n"
