"""No attack learns more than its bound from the service, and each would from the service's mutants."""

import pytest

from service.domain.versions import Answers
from tests.privacy.attacks.lab import Lab, Plant, Shelf
from tests.privacy.attacks.table import ATTACKS, TRIALS, Attack


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_the_service_withstands(attack: Attack, lab: Lab):
    assert attack.run(lab) <= attack.bound


@pytest.mark.parametrize(
    ("attack", "plant"), TRIALS, ids=[f"{attack.name}-{plant.__name__}" for attack, plant in TRIALS]
)
def test_the_attack_catches_a_service_in_which(
    attack: Attack, plant: Plant, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
):
    mutant = Lab(shelf, plant.__name__)
    # An answer that was kept would hide what the mutant does to the next one.
    monkeypatch.setattr(Answers, "find", lambda *_: None)
    plant(monkeypatch, mutant)

    assert attack.run(mutant) > attack.bound


def test_every_attack_has_a_mutant_and_says_what_it_does():
    assert len(ATTACKS) >= 20
    assert all(attack.mutants and len(attack.about) > 30 for attack in ATTACKS)
