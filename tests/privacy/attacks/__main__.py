"""Prints every attack's statistic on the service and on its mutants: `python -m tests.privacy.attacks`.

SQLite, one process, no database of anybody's own: everything happens in a temporary folder.
"""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from service.store.engine import open_engine
from service.store.migrate import migrate
from tests.privacy.attacks.lab import Lab, stock
from tests.privacy.attacks.table import ATTACKS
from tests.privacy.attacks.trials import run_on_mutant

# As in the tests: an attack posts hundreds of reports in a minute.
os.environ.setdefault("CANDOUR_SUMS", "false")


def print_table() -> None:
    """One line for each attack: its name, bound, statistic on the service, statistic on each mutant."""
    with TemporaryDirectory() as folder:
        migrated = Path(folder) / "migrated.db"
        engine = open_engine(f"sqlite:///{migrated}")
        migrate(engine)
        engine.dispose()
        shelf = stock(Path(folder), migrated)
        for attack in ATTACKS:
            real = attack.run(Lab(shelf))
            caught = []
            for plant in attack.mutants:
                with pytest.MonkeyPatch.context() as patch:
                    found = run_on_mutant(attack, plant, shelf, patch)
                caught.append(f"{plant.__name__.replace('_', ' ')} {found:.3g}")
            print(f"| {attack.name} | {attack.bound:.3g} | {real:.3g} | {', '.join(caught)} |", flush=True)


if __name__ == "__main__":
    print_table()
