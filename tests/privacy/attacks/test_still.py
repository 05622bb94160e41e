"""Between two releases nothing moves, and each fault that lets something move is caught."""

import pytest

from tests.privacy.attacks.lab import Lab, Plant, Shelf
from tests.privacy.attacks.table import STILL, Attack
from tests.privacy.attacks.trials import each_attack, each_mutant, run_on_mutant


@each_attack(STILL)
def test_the_service_withstands(attack: Attack, lab: Lab):
    assert attack.run(lab) <= attack.bound


@each_mutant(STILL)
def test_the_attack_catches_a_service_in_which(
    attack: Attack, plant: Plant, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
):
    assert run_on_mutant(attack, plant, shelf, monkeypatch) > attack.bound
