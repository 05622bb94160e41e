"""docs/attacks.md names every attack on what is published, with its bound and the mutants it must catch."""

from tests.docs.pages import read, rows, section
from tests.privacy.attacks.table import ATTACKS


def test_every_attack_is_described_with_its_bound_and_its_mutants_and_no_other():
    table, _, _ = section(read("docs/attacks.md"), "The attacks").partition("Two more")

    described = {cells[0]: list(cells[1:]) for cells in rows(table) if cells[0] not in ("Attack", "---")}

    assert described == {
        attack.name: [
            attack.about,
            f"{attack.bound:.3g}",
            ", ".join(mutant.__name__.replace("_", " ") for mutant in attack.mutants),
        ]
        for attack in ATTACKS
    }
