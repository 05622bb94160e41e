"""Trains the factor model: `python -m training.factors` writes service/text/data/factors.json.

Deterministic. Every figure it tunes on or prints comes from cross-validation of the gold reports that are not held out.
"""

import math
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, diags

from service.text.factors_model import DIGITS, ZERO, FactorModel, load_model, write_model
from service.text.factors_score import find_hits
from service.text.stems import Word, cut_words
from service.text.tokens import fold_text
from training.factors_data import Example, read_concepts, read_examples
from training.factors_rule import Rule, tune_rule
from training.factors_solver import Array, Linear, fit_softmax
from training.marked import FACTORS
from training.split import fold_of

OUT = Path(__file__).parents[1] / "service/text/data/factors.json"
TF_UNIT = 16
TF = [0, *(round(TF_UNIT * (1 + math.log(count))) for count in range(1, 25))]
TERMS = 4000
MIN_REPORTS = 2
FOLDS = 5
PENALTY = 6e-4
SECOND = 0.4
"""What a second or third factor counts in the targets, against the first."""
CONCEPT_SCALE = 0.7
REACH = 32
"""Weights are whole numbers from -REACH to REACH."""


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
        pairs = {f"{a} {b}" for a, b in zip(stems, stems[1:], strict=False)}
        reports.update(set(stems) | pairs)
    return sorted(term for term, count in reports.items() if count >= MIN_REPORTS)


def empty_model(terms: list[str], concepts: dict[str, str]) -> FactorModel:
    """A model that knows the terms and weighs nothing."""
    width = len(FACTORS)
    return load_model(
        write_model(
            {
                "codes": list(FACTORS),
                "tf": TF,
                "gain": 0,
                "bias": [0] * width,
                "floor": 0,
                "gaps": [0, 0],
                "floors": [0, 0],
                "concepts": concepts,
                "terms": "\n".join(terms),
                "weights": DIGITS[ZERO] * width * (len(terms) + len(concepts)),
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
            values.append(float(model.tf[min(hit.count, len(model.tf) - 1)]))
    counts = csr_matrix((values, (where, which)), shape=(len(texts), len(model.terms)))
    length = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    return (diags(1 / np.maximum(length, 1e-9)) @ counts).tocsr()


def targets_of(examples: list[Example]) -> Array:
    """For each example a distribution over the factors: the first weighs most."""
    found = np.zeros((len(examples), len(FACTORS)))
    for at, example in enumerate(examples):
        for place, code in enumerate(example.factors):
            found[at, FACTORS.index(code)] = 1.0 if place == 0 else SECOND
    shares: Array = found / found.sum(axis=1, keepdims=True)
    return shares


def _scale(rows: csr_matrix, model: FactorModel) -> Array:
    """How strongly each row may speak: rare terms more, concepts a little less."""
    seen = np.bincount(rows.indices, minlength=rows.shape[1])
    scale: Array = np.log((1 + rows.shape[0]) / (1 + seen)) + 1
    scale[: model.concepts] *= CONCEPT_SCALE
    return scale


def fit(rows: csr_matrix, examples: list[Example], model: FactorModel) -> Linear:
    """Fit on the rows; the weights returned are for unscaled rows."""
    scale = _scale(rows, model)
    found = fit_softmax(rows @ diags(scale), targets_of(examples), PENALTY)
    return Linear(found.weights * scale[:, None], found.bias)


def strongest(rows: csr_matrix, found: Linear, model: FactorModel) -> list[str]:
    """The TERMS terms that move scores most, sorted."""
    seen = np.bincount(rows.indices, minlength=rows.shape[1])
    moves = np.abs(found.weights).max(axis=1) * np.sqrt(seen)
    order = sorted(range(model.concepts, len(model.terms)), key=lambda row: (-moves[row], model.terms[row]))
    return sorted(model.terms[row] for row in order[:TERMS])


def learn(
    examples: list[Example], texts: list[tuple[Word, ...]], concepts: dict[str, str]
) -> tuple[FactorModel, Linear]:
    """Choose the vocabulary, then fit on it alone."""
    wide = empty_model(candidates(texts), concepts)
    rows = count_rows(texts, wide)
    kept = strongest(rows, fit(rows, examples, wide), wide)
    model = empty_model(kept, concepts)
    return model, fit(count_rows(texts, model), examples, model)


def cross_validate(examples: list[Example], texts: list[tuple[Word, ...]], concepts: dict[str, str]) -> Array:
    """Scores of every gold example by a model that has not seen it."""
    fold = [fold_of(example.id, FOLDS) if example.gold else -1 for example in examples]
    scores = np.zeros((sum(example.gold for example in examples), len(FACTORS)))
    for out in range(FOLDS):
        inside = [at for at, f in enumerate(fold) if f != out]
        outside = [at for at, f in enumerate(fold) if f == out]
        model, found = learn([examples[at] for at in inside], [texts[at] for at in inside], concepts)
        scores[outside] = count_rows([texts[at] for at in outside], model) @ found.weights + found.bias
    return scores


def pack(model: FactorModel, found: Linear, concepts: dict[str, str], rule: Rule) -> str:
    """The model file: weights and bias in whole numbers, scaled to calibrated logits."""
    weights = found.weights - found.weights.mean(axis=1, keepdims=True)
    bias = found.bias - found.bias.mean()
    step = float(np.quantile(np.abs(weights).max(axis=1), 0.995)) / REACH
    whole = np.clip(np.rint(weights / step), -REACH, REACH).astype(int)
    return write_model(
        {
            "codes": list(FACTORS),
            "tf": TF,
            "gain": round(1000 * step * rule.slope * TF_UNIT),
            "bias": [round(1000 * (rule.slope * value + rule.offset)) for value in bias],
            "floor": round(1000 * rule.floor),
            "gaps": [round(1000 * gap) for gap in rule.gaps],
            "floors": [round(1000 * floor) for floor in rule.floors],
            "concepts": concepts,
            "terms": "\n".join(model.terms[model.concepts :]),
            "weights": "".join(DIGITS[ZERO + value] for value in whole.ravel()),
        }
    )


def main() -> None:
    """Cross-validate, tune the rule, fit on everything, write the file."""
    examples = read_examples()
    texts = [words_of(example) for example in examples]
    concepts = read_concepts()
    gold = [example.factors for example in examples if example.gold]
    rule = tune_rule(cross_validate(examples, texts, concepts), gold)
    print(f"{len(examples)} examples, {len(gold)} of them gold; cross-validated: {rule.figures}")
    model, found = learn(examples, texts, concepts)
    OUT.write_text(pack(model, found, concepts, rule), "utf-8")


if __name__ == "__main__":
    main()
