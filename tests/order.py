"""Which files the workers begin with: the longest, so that none of them is left with one at the end."""

from collections.abc import Sequence
from typing import Protocol

LONGEST = (
    "tests/docs/test_readme_commands.py",
    "tests/journeys/test_walking_house.py",
    "tests/leaks/test_quiet_answers.py",
    "tests/privacy/attacks/test_still.py",
    "tests/privacy/attacks/test_breaking.py",
    "tests/journeys/test_dialogue.py",
    "tests/pages/test_languages_browser.py",
    "tests/journeys/test_circle_learns.py",
    "tests/pages/test_circle_browser.py",
    "tests/store/test_intake.py",
    "tests/pipeline/test_ledger.py",
    "tests/pages/test_desk.py",
    "tests/journeys/test_leaders_year.py",
    "tests/pages/test_leader_browser.py",
    "tests/privacy/attacks/test_drawn.py",
    "tests/docs/test_container.py",
    "tests/journeys/test_hand_over.py",
    "tests/leaks/test_other_objects_in_bodies.py",
    "tests/commands/test_rehearse.py",
    "tests/pages/test_reporter_reach.py",
    "tests/pages/test_ways_browser.py",
    "tests/leaks/test_who_gets_in.py",
    "tests/leaks/test_other_objects.py",
    "tests/leaks/test_dialogues.py",
    "tests/privacy/attacks/test_asked.py",
    "tests/journeys/test_rotation.py",
    "tests/pages/test_staff_browser.py",
    "tests/pages/test_invitation_browser.py",
    "tests/pages/test_reporter_browser.py",
    "tests/text/test_engine.py",
    "tests/api/test_keys_stay.py",
    "tests/pages/test_queue_browser.py",
    "tests/journeys/test_recovery.py",
)
"""By the seconds each took on two busy cores; `make test PYTEST_ARGS=--durations=100` measures again."""


class Collected(Protocol):
    """What pytest has collected, as far as its order is concerned."""

    nodeid: str


def longest_first(items: Sequence[Collected]) -> list[Collected]:
    """The same tests with the longest files in front; nothing else changes places."""
    places = {name: place for place, name in enumerate(LONGEST)}
    return sorted(items, key=lambda item: places.get(item.nodeid.partition("::")[0], len(places)))
