"""Killed at any step and started again, or run twice at once, the job publishes one draw."""

import pytest

from tests.privacy.attacks import breaking
from tests.privacy.attacks.scene import found_scene

ATTEMPTS = (breaking.killed_at_every_step, breaking.two_publishers)


@pytest.fixture
def founded(database_url: str) -> str:
    found_scene(database_url)
    return database_url


@pytest.mark.parametrize("attack", ATTEMPTS, ids=lambda attack: attack.__name__)
def test_no_figure_is_ever_seen_with_two_values(attack, founded):
    assert attack(founded) == 0


@pytest.mark.parametrize("attack", ATTEMPTS, ids=lambda attack: attack.__name__)
def test_a_job_that_starts_over_is_caught(attack, founded):
    assert attack(founded, "starts_over") > 0
