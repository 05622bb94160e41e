"""Trains the blame model: `python -m training.blame` writes service/text/data/blame.json.

Deterministic. Every figure it tunes on or prints is cross-validated on gold reports that are not held out.
What ships learns from every report, by the same recipe and line; its twin in training/unseen has never seen
the held-out ones, and is what `make bench-text` measures.
"""

import hashlib
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from service.text.blame_model import IDIOM, IDIOM_BITS, TERM_BITS
from service.text.factors_pack import DIGITS, ZERO
from service.text.packed import BitWriter, rice_for
from training.blame_data import Clause, Reader, read_clauses, read_kinds, topics
from training.factors_solver import Array, Linear, fit_logistic
from training.split import fold_of, read_gold, training_reports

OUT = Path(__file__).parents[1] / "service/text/data/blame.json"
UNSEEN = Path(__file__).parent / "unseen" / "blame.json"
TERMS = 8000
MIN_CLAUSES = 2
FOLDS = 5
PENALTY = 2.0
IMPORTANCE = 2.0
"""What a clause that blames counts, against one that does not: most do not."""
IDIOM_COPIES = 1
STEPS = 200
LOUD, REACH = 0.99, 8
"""Weights are whole numbers; one in a hundred is beyond -REACH and REACH."""
FALSE_ALARMS = 0.07
"""The share of our own reports without blame that may be shown as blaming, in cross-validation. Set on our
own reports, because the turns of phrase were written after reading errors on gold ones; of the gold ones
shown at that line, at least 92 in a hundred have to blame."""


class Figures(NamedTuple):
    """By report, as in evaluate.py."""

    recall: float
    precision: float


def candidates(clauses: list[Clause], by_hand: frozenset[int]) -> list[int]:
    """Terms of at least MIN_CLAUSES clauses, and those that were written by hand, sorted."""
    seen = Counter(term for clause in clauses for term in clause.terms)
    return sorted(term for term, count in seen.items() if count >= MIN_CLAUSES or term in by_hand)


def count_rows(clauses: list[Clause], terms: list[int]) -> csr_matrix:
    """Clauses by terms, nought or one."""
    place = {term: at for at, term in enumerate(terms)}
    cells = [(at, place[term]) for at, clause in enumerate(clauses) for term in clause.terms if term in place]
    where, which = zip(*cells, strict=True)
    return csr_matrix((np.ones(len(cells)), (where, which)), shape=(len(clauses), len(terms)))


def fit(clauses: list[Clause], terms: list[int]) -> Linear:
    """A logistic model of whether a clause blames."""
    truth = np.array([clause.blames for clause in clauses], dtype=float)
    importance = np.where(truth > 0, IMPORTANCE, 1.0)
    return fit_logistic(count_rows(clauses, terms), truth, importance, PENALTY, STEPS)


def without_idioms(clauses: list[Clause]) -> list[Clause]:
    """The clauses that hold a known turn of phrase, once more as if it were not known.

    Many turns of phrase were written after reading these very reports: a model that leans on them alone would
    not learn the words around them.
    """
    held = (clause for clause in clauses if IDIOM in clause.terms)
    return [replace(clause, terms=tuple(term for term in clause.terms if term != IDIOM)) for clause in held]


def learn(clauses: list[Clause], by_hand: frozenset[int]) -> tuple[list[int], Linear]:
    """Choose what was written by hand and the terms that move scores most, then fit on them alone."""
    clauses = clauses + without_idioms(clauses) * IDIOM_COPIES
    wide = candidates(clauses, by_hand)
    found = fit(clauses, wide)
    seen = np.asarray(count_rows(clauses, wide).sum(axis=0)).ravel()
    moves = np.abs(found.weights[:, 0]) * np.sqrt(seen)
    kept = sorted(
        wide[at]
        for at in sorted(range(len(wide)), key=lambda at: (wide[at] not in by_hand, -moves[at], wide[at]))[
            :TERMS
        ]
    )
    return kept, fit(clauses, kept)


def make_whole(model: Linear) -> tuple[NDArray[np.int64], float]:
    """Weights in whole steps, and the step: the loudest are cut to what one character can say."""
    step = float(np.quantile(np.abs(model.weights), LOUD)) / REACH
    return np.clip(np.rint(model.weights[:, 0] / step), -ZERO, ZERO).astype(np.int64), step


def loudest(clauses: list[Clause], scores: Array) -> dict[str, float]:
    """The score of each report: that of its loudest clause."""
    found: dict[str, float] = {}
    for clause, score in zip(clauses, scores, strict=True):
        found[clause.report] = max(found.get(clause.report, -99.0), float(score))
    return found


def cross_validate(reports: list[Clause], phrases: list[Clause], by_hand: frozenset[int]) -> dict[str, float]:
    """The score of every report by a model that has not seen it."""
    found: dict[str, float] = {}
    for out in range(FOLDS):
        inside = [clause for clause in reports if fold_of(clause.report, FOLDS) != out]
        outside = [clause for clause in reports if fold_of(clause.report, FOLDS) == out]
        terms, model = learn(inside + phrases, by_hand)
        whole, step = make_whole(model)
        found |= loudest(outside, count_rows(outside, terms) @ whole * step + model.bias[0])
    return found


def figures_at(line: float, scores: dict[str, float], blaming: set[str]) -> Figures:
    """Recall and precision by report when everything at or above the line is shown."""
    shown = {report for report, score in scores.items() if score >= line}
    right = len(shown & blaming)
    return Figures(round(right / len(blaming), 4), round(right / max(1, len(shown)), 4))


def tune_line(scores: dict[str, float], blaming: set[str]) -> float:
    """The lowest line at which no more than FALSE_ALARMS of the reports without blame are shown."""
    plain = sorted((score for report, score in scores.items() if report not in blaming), reverse=True)
    return plain[int(FALSE_ALARMS * len(plain))] + 1e-6


def pack_keys(keys: list[int], bits: int) -> str:
    """Rising keys of so many bits, as the model file has them."""
    writer = BitWriter()
    writer.keys(keys, rice_for(1 << bits, len(keys)))
    return writer.base64()


def pack(terms: list[int], model: Linear, line: float, reader: Reader) -> str:
    """The model file: kinds, rules, topics, terms and whole weights."""
    whole, step = make_whole(model)
    kept = [(term, int(weight)) for term, weight in zip(terms, whole, strict=True) if weight]
    idioms = sorted(reader.lexicon.idioms)
    raw = topics()

    def reframe(raw: dict[str, Any]) -> list[str]:
        return [str(raw["question"]), " ".join(raw["look_towards"])]

    body: dict[str, object] = {
        "kinds": read_kinds(),
        "idiom_count": len(idioms),
        "idioms": pack_keys(idioms, IDIOM_BITS),
        "terms": pack_keys([term for term, _ in kept], TERM_BITS),
        "weights": "".join(DIGITS[ZERO + weight] for _, weight in kept),
        "bias": round(float(model.bias[0]) / step),
        "threshold": round(line / step),
        "rules": [
            [
                r.name,
                r.pattern.pattern,
                int(r.about_self),
                r.reframe.question,
                " ".join(r.reframe.look_towards),
            ]
            for r in reader.lexicon.rules
        ],
        "topics": [[" ".join(topic["stems"]), *reframe(topic)] for topic in raw["topics"]],
        "otherwise": reframe(raw["otherwise"]),
        "self": reframe(raw["self"]),
        "thinking": " ".join(raw["thinking"]),
    }
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    return json.dumps(body | {"version": "blame-" + digest[:12]}, sort_keys=True, indent=0) + "\n"


def main() -> None:
    """Cross-validate, set the line, fit the twin and the model that ships, write the files."""
    reader = Reader()
    gold, own, phrases = read_clauses(reader, training_reports())
    blaming = {report.id for report in training_reports() if report.blame}
    blaming |= {clause.report for clause in own if clause.blames}
    scores = cross_validate(gold + own, phrases, reader.by_hand)
    parts = [{c.report: scores[c.report] for c in clauses} for clauses in (gold, own)]
    line = tune_line(parts[1], blaming)
    for name, part in zip(("gold", "own"), parts, strict=True):
        print(f"{name}: {len(part)} reports, cross-validated: {figures_at(line, part, blaming & set(part))}")
    UNSEEN.write_text(pack(*learn(gold + own + phrases, reader.by_hand), line, reader), "utf-8")
    everything, _, _ = read_clauses(reader, read_gold())
    OUT.write_text(pack(*learn(everything + own + phrases, reader.by_hand), line, reader), "utf-8")


if __name__ == "__main__":
    main()
