"""Trains the blame model: `python -m training.blame` writes service/text/data/blame.json.

Deterministic. Every figure it tunes on or prints is cross-validated on gold reports that are not held out.
"""

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
import yaml
from scipy.sparse import csr_matrix

from service.text.factors_model import DIGITS, ZERO
from training.blame_data import PHRASE, Clause, Reader, read_clauses, read_kinds
from training.factors_solver import Array, Linear, fit_logistic
from training.split import fold_of, training_reports

OUT = Path(__file__).parents[1] / "service/text/data/blame.json"
TERMS = 2400
MIN_CLAUSES = 2
FOLDS = 5
PENALTY = 2.0
IMPORTANCE = 2.0
"""What a clause that blames counts, against one that does not: most do not."""
PHRASE_IMPORTANCE = 2.0
STEPS = 200
REACH = 40
PRECISION = 0.93
"""The precision by report that the threshold is set for, in cross-validation."""


class Figures(NamedTuple):
    """By report, as in evaluate.py."""

    recall: float
    precision: float


def candidates(clauses: list[Clause]) -> list[str]:
    """Terms of at least MIN_CLAUSES clauses, sorted."""
    seen = Counter(term for clause in clauses for term in clause.terms)
    return sorted(term for term, count in seen.items() if count >= MIN_CLAUSES)


def count_rows(clauses: list[Clause], terms: list[str]) -> csr_matrix:
    """Clauses by terms, nought or one."""
    place = {term: at for at, term in enumerate(terms)}
    cells = [(at, place[term]) for at, clause in enumerate(clauses) for term in clause.terms if term in place]
    where, which = zip(*cells, strict=True)
    return csr_matrix((np.ones(len(cells)), (where, which)), shape=(len(clauses), len(terms)))


def fit(clauses: list[Clause], terms: list[str]) -> Linear:
    """A logistic model of whether a clause blames."""
    truth = np.array([clause.blames for clause in clauses], dtype=float)
    importance = np.where(truth > 0, IMPORTANCE, 1.0)
    importance *= np.array([PHRASE_IMPORTANCE if c.report == PHRASE else 1.0 for c in clauses])
    return fit_logistic(count_rows(clauses, terms), truth, importance, PENALTY, STEPS)


def learn(clauses: list[Clause]) -> tuple[list[str], Linear]:
    """Choose the TERMS terms that move scores most, then fit on them alone."""
    wide = candidates(clauses)
    found = fit(clauses, wide)
    seen = np.asarray(count_rows(clauses, wide).sum(axis=0)).ravel()
    moves = np.abs(found.weights[:, 0]) * np.sqrt(seen)
    kept = sorted(wide[at] for at in sorted(range(len(wide)), key=lambda at: (-moves[at], wide[at]))[:TERMS])
    return kept, fit(clauses, kept)


def loudest(clauses: list[Clause], scores: Array) -> dict[str, float]:
    """The score of each report: that of its loudest clause."""
    found: dict[str, float] = {}
    for clause, score in zip(clauses, scores, strict=True):
        found[clause.report] = max(found.get(clause.report, -99.0), float(score))
    return found


def cross_validate(gold: list[Clause], rest: list[Clause]) -> dict[str, float]:
    """The score of every gold report by a model that has not seen it."""
    found: dict[str, float] = {}
    for out in range(FOLDS):
        inside = [clause for clause in gold if fold_of(clause.report, FOLDS) != out]
        outside = [clause for clause in gold if fold_of(clause.report, FOLDS) == out]
        terms, model = learn(inside + rest)
        found |= loudest(outside, count_rows(outside, terms) @ model.weights[:, 0] + model.bias[0])
    return found


def figures_at(line: float, scores: dict[str, float], blaming: set[str]) -> Figures:
    """Recall and precision by report when everything at or above the line is shown."""
    shown = {report for report, score in scores.items() if score >= line}
    right = len(shown & blaming)
    return Figures(round(right / len(blaming), 4), round(right / max(1, len(shown)), 4))


def tune_line(scores: dict[str, float], blaming: set[str]) -> float:
    """The line with the highest recall among those that reach the wanted precision."""
    lines = sorted(set(scores.values()))
    good = [line for line in lines if figures_at(line, scores, blaming).precision >= PRECISION]
    return min(good) if good else lines[-1]


def pack(terms: list[str], model: Linear, line: float, reader: Reader) -> str:
    """The model file: kinds, rules, topics, terms and whole weights."""
    step = float(np.quantile(np.abs(model.weights), 0.999)) / REACH
    whole = np.clip(np.rint(model.weights[:, 0] / step), -REACH, REACH).astype(int)
    topics = yaml.safe_load((Path(__file__).parent / "blame_topics.yaml").read_text("utf-8"))

    def reframe(raw: dict[str, object]) -> list[str]:
        return [str(raw["question"]), " ".join(raw["look_towards"])]  # type: ignore[arg-type]

    body: dict[str, object] = {
        "kinds": read_kinds(),
        "idioms": "\n".join(sorted(reader.lexicon.idioms)),
        "terms": "\n".join(terms),
        "weights": "".join(DIGITS[ZERO + value] for value in whole),
        "bias": round(float(model.bias[0]) / step),
        "threshold": round(line / step),
        "rules": [
            [
                r.term[1:],
                r.pattern.pattern,
                int(r.about_self),
                r.reframe.question,
                " ".join(r.reframe.look_towards),
            ]
            for r in reader.lexicon.rules
        ],
        "topics": [[" ".join(topic["stems"]), *reframe(topic)] for topic in topics["topics"]],
        "otherwise": reframe(topics["otherwise"]),
        "self": reframe(topics["self"]),
        "thinking": " ".join(topics["thinking"]),
    }
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    return json.dumps(body | {"version": "blame-" + digest[:12]}, sort_keys=True, indent=0) + "\n"


def main() -> None:
    """Cross-validate, set the line, fit on everything, write the file."""
    reader = Reader()
    gold, rest = read_clauses(reader)
    blaming = {report.id for report in training_reports() if report.blame}
    scores = cross_validate(gold, rest)
    line = tune_line(scores, blaming)
    print(
        f"{len(gold)} gold clauses, {len(rest)} others; cross-validated: {figures_at(line, scores, blaming)}"
    )
    terms, model = learn(gold + rest)
    OUT.write_text(pack(terms, model, line, reader), "utf-8")


if __name__ == "__main__":
    main()
