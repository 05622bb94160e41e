"""Trains the linear-chain model on reports and their copies. Seeded: the same data give the same weights."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pycrfsuite

from service.text.identifiers.features import (
    EDGE,
    SIDES,
    claim_feature,
    mark_features,
    place_features,
    side_features,
    word_features,
)
from service.text.identifiers.lexicon import NAMES, ORDINARY
from service.text.identifiers.rules import find_hits
from service.text.identifiers.scene import Scene, set_scene
from training.ids.augment import large, other_names, small
from training.ids.corpus import LABELS, Marked, cut
from training.ids.pack import Trained

SEED = 20261125


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train.

    Copies of each report with other names, and of those in small letters; L1 and L2 weights; rounds; how
    often a feature must be met; the share of names to take out of the word list.
    """

    copies: int = 1
    smalls: int = 2
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
    for i in range(recipe.smalls):
        yield small(other_names(report, chance, f"+s{i}"), "s")
    if chance.random() < 0.25:
        yield large(other_names(report, chance, "+l"), "l")


def features_of(scene: Scene) -> list[list[int]]:
    """The distinct features of every token, as the engine weighs them."""
    own = [word_features(word) for word in scene.vocabulary]
    rows = []
    for i, place in enumerate(scene.places):
        row = {*own[place], *mark_features(scene.opens[i], scene.seen[i])}
        for side in SIDES:
            inside = 0 <= i + side < len(scene.places)
            row.update(side_features(scene.vocabulary[scene.places[i + side]] if inside else EDGE, -side))
        if scene.claims[i]:
            row.add(claim_feature(scene.claims[i]))
        if scene.vocabulary[place].open:
            row.update(place_features(scene, i))
        rows.append(sorted(row))
    return rows


def forget_names(scene: Scene, labels: list[int], chance: Random, share: float) -> Scene:
    """Take some names of this report out of the word list, as new names will not be in it either."""
    person = LABELS.index("person")
    named = {place for place, label in zip(scene.places, labels, strict=True) if label == person}
    words = list(scene.vocabulary)
    for place in sorted(named):
        word = words[place]
        if word.shape[:1] in b"xXUMI_" and chance.random() < share:
            kind = b"%d" % (int(word.kind) & ~NAMES)
            looked = word.open or not int(kind) & ORDINARY
            words[place] = replace(word, kind=kind, look=kind + word.shape, open=looked)
    return replace(scene, vocabulary=tuple(words))


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
