"""Moves a factor model by the counts of a circle's corrections.

A circle exports counts of the model's own terms (docs/models/corrections.md), never text. A suggestion that
nobody answered counts for nothing: only confirmed, rejected and added ones do. Terms of fewer than five
reports are dropped.
"""

import json
import math
from dataclasses import dataclass

from service.text.factors_model import FactorModel, write_model
from service.text.factors_pack import ZERO, pack_terms, pack_weights

FORMAT = "candour-corrections-1"
MIN_REPORTS = 5
_KEYS = {"format", "model", "reports", "codes", "terms"}
_COUNTS = ("shown", "confirmed", "rejected", "added")
_PRIOR = 10
"""How many answered reports a term needs before it speaks for itself as loudly as the model's own prior."""
_STEP = 9.0
"""Units of weight for one unit of log odds."""
_BIAS_STEP = 300
"""Thousandths of a logit for one unit of log odds."""
_BIAS_PRIOR = 20


class MalformedCorrections(ValueError):
    """A file that is no export of corrections; the words say what to mend and repeat nothing of it."""


@dataclass(frozen=True, slots=True)
class Answers:
    """In how many reports a factor was suggested (shown), confirmed, rejected, or added unasked."""

    shown: int = 0
    confirmed: int = 0
    rejected: int = 0
    added: int = 0

    @property
    def wanted(self) -> int:
        """Reports in which somebody said that the factor was there."""
        return self.confirmed + self.added

    @property
    def answered(self) -> int:
        """Reports in which somebody said anything about it: an unticked suggestion is not a no."""
        return self.confirmed + self.added + self.rejected


@dataclass(frozen=True, slots=True)
class Corrections:
    """Counts by code over all exported reports, and by term and code over those that hold the term."""

    model: str
    reports: int
    codes: dict[str, Answers]
    terms: dict[str, dict[str, Answers]]


def parse_corrections(content: str, model: FactorModel) -> Corrections:
    """Read an export made for this model. Raises MalformedCorrections, with kind words, for anything else."""
    try:
        raw = json.loads(content)
    except ValueError as error:
        raise MalformedCorrections(
            "This file is not JSON. Export it again from the circle's page."
        ) from error
    if not isinstance(raw, dict) or set(raw) != _KEYS or raw["format"] != FORMAT:
        raise MalformedCorrections(f"This file is not an export of corrections ({FORMAT}).")
    if raw["model"] != model.version:
        raise MalformedCorrections(f"These corrections belong to another model. This one is {model.version}.")
    reports = _count(raw["reports"])
    terms = (_term(term, entry, model, reports) for term, entry in _table(raw["terms"]).items())
    return Corrections(
        model=model.version,
        reports=reports,
        codes=_answers(raw["codes"], model, reports),
        terms={term: codes for term, held, codes in terms if held >= MIN_REPORTS},
    )


def _term(term: str, raw: object, model: FactorModel, reports: int) -> tuple[str, int, dict[str, Answers]]:
    """A term, in how many reports it stood, and the answers of those."""
    entry = _table(raw)
    if term not in model.terms:
        raise MalformedCorrections("A term is not one of the model's own. Nothing else may be counted.")
    if set(entry) != {"reports", "codes"}:
        raise MalformedCorrections("A term needs its number of reports and its codes, and nothing else.")
    held = _count(entry["reports"])
    if held > reports:
        raise MalformedCorrections("Some counts do not add up: a term stood in more reports than there are.")
    return term, held, _answers(entry["codes"], model, held)


def _table(raw: object) -> dict[str, object]:
    if not isinstance(raw, dict):
        raise MalformedCorrections("A table of names is missing.")
    return raw


def _count(raw: object) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool) or not 0 <= raw <= 10**9:
        raise MalformedCorrections("Every count must be a whole number from nought up.")
    return raw


def _answers(raw: object, model: FactorModel, most: int) -> dict[str, Answers]:
    found = {}
    for code, counts in _table(raw).items():
        entry = _table(counts)
        if code not in model.codes or not set(entry) <= set(_COUNTS):
            raise MalformedCorrections("A code or the name of a count is not one this model knows.")
        answers = Answers(**{name: _count(value) for name, value in entry.items()})
        if answers.confirmed + answers.rejected > answers.shown or answers.shown + answers.added > most:
            raise MalformedCorrections(
                "Some counts do not add up: a suggestion is answered once, in one report."
            )
        found[code] = answers
    return found


def apply_corrections(model: FactorModel, corrections: Corrections) -> str:
    """The file of a new model: weights and bias moved towards what people confirmed and added.

    The same corrections give the same bytes; a model that was corrected before can be corrected again.
    """
    weights = [list(row) for row in model.weights]
    bias = list(model.bias)
    place = {term: row for row, term in enumerate(model.terms)}
    for column, code in enumerate(model.codes):
        overall = corrections.codes.get(code, Answers())
        suggested = overall.confirmed + overall.rejected
        odds = (overall.wanted + _BIAS_PRIOR) / (suggested + _BIAS_PRIOR)
        bias[column] += round(_BIAS_STEP * math.log(odds))
        for term, codes in corrections.terms.items():
            row = weights[place[term]]
            moved = row[column] + _move(codes.get(code, Answers()), overall)
            row[column] = max(-ZERO, min(ZERO, moved))
    return write_model(_raw(model, weights, bias))


def _move(here: Answers, overall: Answers) -> int:
    """How far a weight moves: by how much oftener a code was wanted where the term stood than over all.

    Both in log odds, the term's own smoothed by a prior of ten reports that say what all reports say.
    """
    share = (overall.wanted + 1) / (overall.answered + 2)
    wanted, answered = here.wanted + _PRIOR * share, here.answered + _PRIOR
    return round(_STEP * (math.log(wanted / (answered - wanted)) - math.log(share / (1 - share))))


def _raw(model: FactorModel, weights: list[list[int]], bias: list[int]) -> dict[str, object]:
    phrases: list[list[str]] = [[] for _ in range(model.concepts)]
    for phrase, rows in model.phrases.items():
        for row in rows:
            phrases[row].append(phrase)
    concepts = zip(model.terms[: model.concepts], phrases, strict=True)
    return {
        "parent": model.version,
        "codes": list(model.codes),
        "tf": list(model.tf),
        "gain": model.gain,
        "bias": bias,
        "mean": model.mean,
        "floor": model.floor,
        "gaps": list(model.gaps),
        "floors": list(model.floors),
        "concepts": {term[1:]: "\n".join(listed) for term, listed in concepts},
        "terms": pack_terms(model.terms[model.concepts :]),
        "weights": pack_weights(weights),
    }
