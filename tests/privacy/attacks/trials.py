"""Tries a family of attacks: each on the service, and each on the mutants it must catch."""

from collections.abc import Callable
from typing import Any

import pytest

from service.domain.versions import Answers
from tests.privacy.attacks.lab import Lab, Plant, Shelf
from tests.privacy.attacks.table import Attack

Marking = Callable[[Callable[..., Any]], Any]


def each_attack(family: tuple[Attack, ...]) -> Marking:
    """A test for every attack, called by its name."""
    return pytest.mark.parametrize("attack", family, ids=lambda attack: attack.name)


def each_mutant(family: tuple[Attack, ...]) -> Marking:
    """A test for every attack and every mutant it must catch, called by both their names."""
    trials = [(attack, plant) for attack in family for plant in attack.mutants]
    names = [f"{attack.name}-{plant.__name__}" for attack, plant in trials]
    return pytest.mark.parametrize(("attack", "plant"), trials, ids=names)


def run_on_mutant(attack: Attack, plant: Plant, shelf: Shelf, patch: pytest.MonkeyPatch) -> float:
    """The statistic of an attack on the service with one fault planted."""
    mutant = Lab(shelf, plant.__name__)
    # An answer that was kept would hide what the mutant does to the next one.
    patch.setattr(Answers, "find", lambda *_: None)
    plant(patch, mutant)
    return attack.run(mutant)
