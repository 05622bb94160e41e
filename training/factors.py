"""Trains the factor model: `python -m training.factors` writes service/text/data/factors.json.

Deterministic. Every figure it tunes on or prints is cross-validated on gold reports that are not held out.
What ships learns from every report, by the same recipe and rule; its twin in training/unseen has never seen
the held-out ones, and is what `make bench-text` measures.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from service.text.factors_model import FactorModel, load_model, write_model
from service.text.factors_pack import pack_terms, pack_weights
from service.text.factors_score import find_hits, score_hits
from service.text.stems import Word, cut_words
from service.text.tokens import fold_text
from training.factors_data import Example, audit_examples, read_concepts, read_examples
from training.factors_rule import PLAIN, Rule, tune_rule
from training.factors_solver import Array, Linear, fit_logistic, fit_softmax
from training.factors_whole import make_whole
from training.marked import FACTORS
from training.split import fold_of

OUT = Path(__file__).parents[1] / "service/text/data/factors.json"
UNSEEN = Path(__file__).parent / "unseen" / "factors.json"
AUDIT = OUT.with_name("factors-audit.jsonl")
TF_UNIT = 16
TF = [0, *(round(TF_UNIT * (1 + math.log(count))) for count in range(1, 25))]
TERMS = 8800
MIN_REPORTS = 2
FOLDS = 5
PENALTY = 5e-4
SECOND = 0.4
"""What a second or third factor counts in the targets, against the first."""
OWN = 0.8
"""What a report of our own counts in the softmax: it is livelier than what is measured."""
REASON = 0.2
"""What the words that speak for a factor count alone, beside their whole report, in the softmax."""
SCENERY = 0.6
"""What the words of a report that speak for nothing count, spread over all factors."""
CONCEPT_SCALE = 0.7
RATIO_PENALTY = 1e-3
RATIO_IMPORTANCE = 2.0
RATIO_SHARE = 0.35
"""How loudly the model of log-count ratios speaks beside the softmax."""
STEPS, CHOICE_STEPS, RATIO_STEPS = 150, 30, 50
"""How long each model is fitted."""
PAIR_SHARE = 0.6
"""What a pair of stems counts against a single one when the vocabulary is chosen."""


class Learned(NamedTuple):
    """A vocabulary with whole weights, what one unit of them is worth, and the bias."""

    model: FactorModel
    whole: NDArray[np.int64]
    unit: float
    bias: Array


def words_of(example: Example) -> tuple[Word, ...]:
    """The words of an example that may become terms: a stretch marked as an identifier is left out."""
    folded = fold_text(example.text)
    kept = []
    for word in cut_words(folded.lower):
        start, end = folded.source(word.start, word.end)
        if all(end <= low or high <= start for low, high in example.hidden):
            kept.append(word)
    return tuple(kept)


def candidates(texts: Iterable[tuple[Word, ...]]) -> list[str]:
    """Stems and pairs of stems of at least MIN_REPORTS texts, sorted."""
    reports: Counter[str] = Counter()
    for words in texts:
        stems = [word.stem for word in words]
        pairs = {f"{a} {b}" for a, b in pairwise(stems)}
        reports.update(set(stems) | pairs)
    kept = (term for term, count in reports.items() if count >= MIN_REPORTS)
    return sorted(kept, key=lambda term: term.split(" "))


def empty_model(terms: list[str], concepts: dict[str, str]) -> FactorModel:
    """A model that knows the terms and weighs nothing."""
    width = len(FACTORS)
    return load_model(
        write_model(
            {
                "parent": "",
                "codes": list(FACTORS),
                "tf": TF,
                "gain": 0,
                "bias": [0] * width,
                "mean": 0,
                "floor": 0,
                "gaps": [0, 0],
                "floors": [0, 0],
                "concepts": concepts,
                "terms": pack_terms(terms),
                "weights": pack_weights([[0] * width] * (len(terms) + len(concepts))),
            }
        )
    )


def count_rows(texts: list[tuple[Word, ...]], model: FactorModel) -> csr_matrix:
    """Texts by rows of the model, each text's counts weighed and brought to length one."""
    where, which, values = [], [], []
    for at, words in enumerate(texts):
        for hit in find_hits(words, model):
            where.append(at)
            which.append(hit.row)
            values.append(float(model.tf[min(hit.times, len(model.tf) - 1)]))
    counts = csr_matrix((values, (where, which)), shape=(len(texts), len(model.terms)))
    length = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    return (diags(1 / np.maximum(length, 1e-9)) @ counts).tocsr()


def targets_of(examples: list[Example]) -> Array:
    """For each example a distribution over the factors, times its weight: the first weighs most.

    A scenery's is even over all of them.
    """
    found = np.zeros((len(examples), len(FACTORS)))
    for at, example in enumerate(examples):
        found[at] = 0.0 if example.factors else 1.0
        for place, code in enumerate(example.factors):
            found[at, FACTORS.index(code)] = 1.0 if place == 0 else SECOND
    weights = [_weight(example) for example in examples]
    shares: Array = found / found.sum(axis=1, keepdims=True) * np.array(weights)[:, None]
    return shares


def _weight(example: Example) -> float:
    if example.report:
        return REASON if example.factors else SCENERY
    return OWN if example.id.startswith("own") else 1.0


def _scale(rows: csr_matrix, model: FactorModel) -> Array:
    """How strongly each row may speak: rare terms more, concepts a little less."""
    seen = np.bincount(rows.indices, minlength=rows.shape[1])
    scale: Array = np.log((1 + rows.shape[0]) / (1 + seen)) + 1
    scale[: model.concepts] *= CONCEPT_SCALE
    return scale


def _ratios(rows: csr_matrix, truth: Array) -> Linear:
    """For each code a logistic model on log-count ratios (Wang and Manning 2012), as plain weights."""
    present = (rows > 0).astype(float)
    weights, bias = np.zeros((rows.shape[1], truth.shape[1])), np.zeros(truth.shape[1])
    for code in range(truth.shape[1]):
        inside = 1 + np.asarray(present.T @ truth[:, code]).ravel()
        outside = 1 + np.asarray(present.T @ (1 - truth[:, code])).ravel()
        ratio = np.log(inside / inside.sum()) - np.log(outside / outside.sum())
        importance = np.where(truth[:, code] > 0, RATIO_IMPORTANCE, 1.0) / len(truth)
        found = fit_logistic(rows @ diags(ratio), truth[:, code], importance, RATIO_PENALTY, RATIO_STEPS)
        weights[:, code], bias[code] = ratio * found.weights[:, 0], found.bias[0]
    return Linear(weights, bias)


def fit(rows: csr_matrix, examples: list[Example], model: FactorModel) -> Linear:
    """Fit both models on the rows and add them up: weights for unscaled rows, centred over the codes."""
    scale = _scale(rows, model)
    scaled, targets = (rows @ diags(scale)).tocsr(), targets_of(examples)
    soft = fit_softmax(scaled, targets, PENALTY, STEPS)
    told = [at for at, example in enumerate(examples) if example.factors]
    ratios = _ratios(scaled[told], (targets[told] > 0).astype(float))
    weights = (soft.weights + RATIO_SHARE * ratios.weights) * scale[:, None]
    bias = soft.bias + RATIO_SHARE * ratios.bias
    return Linear(weights - weights.mean(axis=1, keepdims=True), bias - bias.mean())


def strongest(rows: csr_matrix, examples: list[Example], model: FactorModel) -> list[str]:
    """The TERMS terms that move the scores of a softmax model most, in the order of their stems."""
    scale = _scale(rows, model)
    soft = fit_softmax((rows @ diags(scale)).tocsr(), targets_of(examples), PENALTY, CHOICE_STEPS)
    moves = (soft.weights * scale[:, None]).std(axis=1) * np.sqrt(
        np.bincount(rows.indices, minlength=len(scale))
    )
    moves *= np.array([PAIR_SHARE if " " in term else 1.0 for term in model.terms])
    order = sorted(range(model.concepts, len(model.terms)), key=lambda row: (-moves[row], model.terms[row]))
    return sorted((model.terms[row] for row in order[:TERMS]), key=lambda term: term.split(" "))


def learn(examples: list[Example], texts: list[tuple[Word, ...]], concepts: dict[str, str]) -> Learned:
    """Choose the vocabulary, fit on it alone, and make the weights whole."""
    wide = empty_model(candidates(texts), concepts)
    rows = count_rows(texts, wide)
    kept = strongest(rows, examples, wide)
    model = empty_model(kept, concepts)
    rows = count_rows(texts, model)
    found = fit(rows, examples, model)
    whole, unit = make_whole(found.weights, rows)
    return Learned(model, whole, unit, found.bias)


def cross_validate(examples: list[Example], texts: list[tuple[Word, ...]], concepts: dict[str, str]) -> Array:
    """Scores of every gold example by a model that has not seen it, nor anything that is cut from it."""
    gold = {example.id for example in examples if example.gold}
    fold = [
        fold_of(example.report or example.id, FOLDS) if {example.id, example.report} & gold else -1
        for example in examples
    ]
    scores = np.zeros((sum(example.gold for example in examples), len(FACTORS)))
    for out in range(FOLDS):
        inside = [at for at, f in enumerate(fold) if f != out]
        outside = [at for at, f in enumerate(fold) if f == out and examples[at].gold]
        learned = learn([examples[at] for at in inside], [texts[at] for at in inside], concepts)
        packed = load_model(pack(learned, concepts, PLAIN))
        for at in outside:
            scores[at] = score_hits(find_hits(texts[at], packed), packed)
    return scores / 1000


def pack(learned: Learned, concepts: dict[str, str], rule: Rule) -> str:
    """The model file: weights and bias in whole numbers, scaled to calibrated logits."""
    return write_model(
        {
            "parent": "",
            "codes": list(FACTORS),
            "tf": TF,
            "gain": round(1000 * learned.unit * rule.slope * TF_UNIT),
            "bias": [
                round(1000 * (rule.slope * value + offset))
                for value, offset in zip(learned.bias, rule.offsets, strict=True)
            ],
            "mean": round(1000 * sum(rule.offsets) / len(rule.offsets)),
            "floor": round(1000 * rule.floor),
            "gaps": [round(1000 * gap) for gap in rule.gaps],
            "floors": [round(1000 * floor) for floor in rule.floors],
            "concepts": concepts,
            "terms": pack_terms(learned.model.terms[learned.model.concepts :]),
            "weights": pack_weights(learned.whole.tolist()),
        }
    )


def main() -> None:
    """Cross-validate, tune the rule, fit the twin and the model that ships, write the files."""
    examples = read_examples()
    texts = [words_of(example) for example in examples]
    concepts = read_concepts()
    gold = [example.factors for example in examples if example.gold]
    rule = tune_rule(cross_validate(examples, texts, concepts), gold)
    print(f"{len(examples)} examples, {len(gold)} of them gold; cross-validated: {rule.figures}")
    UNSEEN.write_text(pack(learn(examples, texts, concepts), concepts, rule), "utf-8")
    everything = read_examples(held_out=True)
    shipped = learn(everything, [words_of(example) for example in everything], concepts)
    OUT.write_text(pack(shipped, concepts, rule), "utf-8")
    audit = [json.dumps({"text": e.text, "factors": e.factors}, ensure_ascii=False) for e in audit_examples()]
    AUDIT.write_text("\n".join(audit) + "\n", "utf-8")


if __name__ == "__main__":
    main()
