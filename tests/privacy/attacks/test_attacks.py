"""The attacks are many, each says what it does, has a mutant, and is tried in one of three files."""

from tests.privacy.attacks import test_asked, test_drawn, test_still
from tests.privacy.attacks.table import ATTACKS

FILES = (test_still, test_asked, test_drawn)


def test_every_attack_has_a_mutant_and_says_what_it_does():
    assert len(ATTACKS) >= 20
    assert all(attack.mutants and len(attack.about) > 30 for attack in ATTACKS)


def test_every_attack_is_tried_on_the_service_and_on_each_of_its_mutants():
    withstood = [mark.args[1] for file in FILES for mark in file.test_the_service_withstands.pytestmark]
    caught = [
        mark.args[1] for file in FILES for mark in file.test_the_attack_catches_a_service_in_which.pytestmark
    ]

    assert [attack for family in withstood for attack in family] == list(ATTACKS)
    assert [trial for family in caught for trial in family] == [
        (attack, mutant) for attack in ATTACKS for mutant in attack.mutants
    ]
