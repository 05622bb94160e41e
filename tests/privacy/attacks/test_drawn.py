"""No figure tells of a report beyond its noise, and each fault in the noise is caught."""

import pytest

from tests.privacy.attacks.lab import Lab, Plant, Shelf
from tests.privacy.attacks.mutants_drawing import no_noise, recoding_clears_the_ledger, skipped_ledger
from tests.privacy.attacks.table import DRAWN, Attack
from tests.privacy.attacks.trials import each_attack, each_mutant, run_on_mutant


@each_attack(DRAWN)
def test_the_service_withstands(attack: Attack, lab: Lab):
    assert attack.run(lab) <= attack.bound


@each_mutant(DRAWN)
def test_the_attack_catches_a_service_in_which(
    attack: Attack, plant: Plant, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
):
    assert run_on_mutant(attack, plant, shelf, monkeypatch) > attack.bound


def test_what_is_drawn_again_is_what_the_same_mutant_would_have_lived_through(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
):
    """Without noise both must be the same: a mutant's years are drawn from what it would have counted."""
    service, mutant = Lab(shelf), Lab(shelf, "no_noise")
    service.history()
    no_noise(monkeypatch, mutant)

    assert mutant.drawn_again() == mutant.lived()


@pytest.mark.parametrize("plant", [skipped_ledger, recoding_clears_the_ledger])
def test_a_mutant_that_counts_otherwise_lives_through_its_years_itself(
    plant: Plant, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
):
    mutant = Lab(shelf, plant.__name__)

    assert mutant.only_draws()
    plant(monkeypatch, mutant)
    assert not mutant.only_draws()
