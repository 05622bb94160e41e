"""A shelf of databases for the attacks, and a lab for each."""

from pathlib import Path

import pytest

from tests.privacy.attacks.lab import Lab, Shelf, stock


@pytest.fixture(scope="session")
def shelf(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """One organisation, founded once and published once."""
    return stock(tmp_path_factory.mktemp("attacks"), sqlite_template)


@pytest.fixture
def lab(shelf: Shelf) -> Lab:
    """The service as it is."""
    return Lab(shelf)
