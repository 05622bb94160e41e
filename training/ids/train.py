"""Trains the linear-chain model on reports and their copies. Seeded: the same data give the same weights."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pycrfsuite

from service.text.identifiers.features import (
    SIDES,
    Scene,
    Word,
    place_features,
    set_scene,
    side_features,
    word_features,
)
from service.text.identifiers.lexicon import FIRST, LAST
from service.text.identifiers.rules import find_hits
from training.ids.augment import large, other_names, small
from training.ids.corpus import LABELS, Marked, cut
from training.ids.pack import Trained

SEED = 20261125
_EDGE = Word(b"", b"$", b"$")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train: copies of each report with other names, L1 and L2 weights, rounds, rarest feature kept."""

    copies: int = 2
    l1: float = 0.4
    l2: float = 0.01
    rounds: int = 90
    rarest: int = 3
    forget: float = 0.25


def copies_of(report: Marked, recipe: Recipe) -> Iterator[Marked]:
    """The report, copies with other names, one in small letters, sometimes one in capitals."""
    chance = Random(f"{SEED} {report.id}")
    yield report
    for i in range(recipe.copies):
        yield other_names(report, chance, f"+{i}")
    yield small(other_names(report, chance, "+s"), "s")
    if chance.random() < 0.25:
        yield large(other_names(report, chance, "+l"), "l")


def features_of(scene: Scene) -> list[list[int]]:
    """The distinct features of every token, as the engine weighs them."""
    words, own = scene.words, {}
    rows = []
    for i, word in enumerate(words):
        if word not in own:
            own[word] = word_features(word)
        row = list(own[word])
        for side in SIDES:
            row += side_features(words[i + side] if 0 <= i + side < len(words) else _EDGE, side)
        rows.append(sorted({*row, *place_features(scene, i)}))
    return rows


def forget_names(scene: Scene, labels: list[int], chance: Random, share: float) -> Scene:
    """Take some names of this report out of the word list, as new names will not be in it either."""
    person = LABELS.index("person")
    names = sorted({w.lower for w, label in zip(scene.words, labels, strict=True) if label == person})
    gone = {name for name in names if chance.random() < share}
    words = tuple(
        replace(w, kind=b"%d" % (int(w.kind) & ~(FIRST | LAST))) if w.lower in gone and w.kind.isdigit() else w
        for w in scene.words
    )
    return Scene(words, scene.outside)


def train(reports: list[Marked], recipe: Recipe) -> Trained:
    """Fit the model with L-BFGS (OWL-QN for the L1 part; crfsuite)."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for report in reports:
        chance = Random(f"{SEED} forget {report.id}")
        for copy in copies_of(report, recipe):
            folded, tokens, labels = cut(copy)
            scene = forget_names(set_scene(folded, tokens, find_hits(folded)), labels, chance, recipe.forget)
            rows = [[str(f) for f in row] for row in features_of(scene)]
            trainer.append(rows, [str(label) for label in labels])
    trainer.set_params(
        {
            "c1": recipe.l1,
            "c2": recipe.l2,
            "max_iterations": recipe.rounds,
            "feature.possible_transitions": True,
            "feature.minfreq": recipe.rarest,
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        return _read(path)


def _read(path: str) -> Trained:
    tagger = pycrfsuite.Tagger()
    tagger.open(path)
    info = tagger.info()
    weights: dict[int, list[float]] = {}
    for (feature, label), weight in info.state_features.items():
        weights.setdefault(int(feature), [0.0] * len(LABELS))[int(label)] = weight
    every = range(len(LABELS))
    steps = [[info.transitions.get((str(a), str(b)), 0.0) for b in every] for a in every]
    tagger.close()
    return Trained(weights, steps)
