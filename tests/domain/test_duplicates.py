"""Told twice, counted once: by whatever order it is found out in."""

import pytest

from service.domain.duplicates import Told, mark_duplicate, show_told
from service.domain.reports import show_report
from service.errors import NotFound, UnknownCode
from service.store.work.forgetting import delete_report
from service.store.work.handle import WorkStore
from service.store.work.reports import StoredReport
from service.terms import CircleId, ReportId
from tests.domain.test_queue import add
from tests.world import NAME

TOOLS = CircleId("tools")


def some(work: WorkStore, number: int = 3) -> list[StoredReport]:
    """Reports of one circle."""
    return [show_report(work, NAME, TOOLS, ReportId(add(work, 3, "2026-11-25"))) for _ in range(number)]


def test_a_duplicate_points_at_its_original_and_back_again(work: WorkStore):
    one, other, _ = some(work)

    assert mark_duplicate(work, other, one.report) == Told(one.report, 0)
    assert show_told(work, one) == Told(None, 1)
    assert mark_duplicate(work, other, None) == Told(None, 0)
    assert show_told(work, one) == Told(None, 0)


def test_chains_are_drawn_straight(work: WorkStore):
    one, two, three = some(work)
    mark_duplicate(work, three, two.report)

    mark_duplicate(work, two, one.report)

    assert show_told(work, three).original == one.report
    assert show_told(work, one).others == 2
    with pytest.raises(UnknownCode):
        mark_duplicate(work, one, three.report)
    with pytest.raises(UnknownCode):
        mark_duplicate(work, one, one.report)


def test_a_report_of_another_circle_cannot_be_pointed_at(work: WorkStore):
    [one] = some(work, 1)
    elsewhere = ReportId(add(work, 3, "2026-11-25", circle="general"))

    with pytest.raises(NotFound):
        mark_duplicate(work, one, elsewhere)


def test_forgetting_an_original_leaves_nothing_of_it_and_its_duplicates_stand_alone(work: WorkStore):
    one, two, _ = some(work)
    mark_duplicate(work, two, one.report)

    delete_report(work, NAME, one.report)

    assert show_told(work, two) == Told(None, 0)
