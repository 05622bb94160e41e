"""Marks stand on the time axis by decision: recorded, taken back, never overwritten, never from a report."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from service.domain.marks import Decision, Marks, decide_rebase, mark_event, read_marks
from service.errors import UnknownCode
from service.privacy.domains import PublicFacts
from service.store.release.handle import ReleaseStore
from service.terms import Event, EventKind, Period, RebaseReason, Role
from tests.world import NAME, blueprint

NOW = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
FACTS = PublicFacts(blueprint().organisation, blueprint().units)
OPEN_CALL = (EventKind.OPEN_CALL, "2026-03", True)


@pytest.fixture
def releases(engine):
    with Session(engine) as session:
        yield ReleaseStore(session)


def decide(*, stands: bool = True) -> Decision:
    return Decision(Role.STEWARD, NOW, stands=stands)


def test_an_event_stands_with_role_and_day_and_no_name(releases):
    mark_event(releases, FACTS, OPEN_CALL, decide())

    assert read_marks(releases, NAME).events == (
        Event(EventKind.OPEN_CALL, Period("2026-03"), True, Role.STEWARD, "2026-11-25"),
    )


def test_an_event_taken_back_stands_no_more_and_what_was_decided_is_kept(releases):
    mark_event(releases, FACTS, OPEN_CALL, decide())
    mark_event(releases, FACTS, OPEN_CALL, decide(stands=False))

    rows = releases.session.execute(text("select revision, stands from event order by revision")).all()
    assert read_marks(releases, NAME) == Marks()
    assert [(revision, bool(stands)) for revision, stands in rows] == [(1, True), (2, False)]


def test_the_same_decision_again_and_taking_back_what_never_stood_write_nothing(releases):
    mark_event(releases, FACTS, OPEN_CALL, decide())
    mark_event(releases, FACTS, OPEN_CALL, decide())
    mark_event(releases, FACTS, (EventKind.INSPECTION, "2026-03", False), decide(stands=False))

    assert releases.session.execute(text("select count(*) from event")).scalar_one() == 1


def test_a_changed_decision_is_a_new_revision_and_the_newest_holds(releases):
    decide_rebase(releases, FACTS, ("all", "2026-01", RebaseReason.WORK_CHANGED), decide())
    decide_rebase(releases, FACTS, ("all", "2026-01", RebaseReason.INTAKE_CHANGED), decide())
    decide_rebase(releases, FACTS, ("unit:north", "2026-02", RebaseReason.UNITS_CHANGED), decide())

    marks = read_marks(releases, NAME)
    assert [(one.scope, one.why) for one in marks.rebases] == [
        ("all", RebaseReason.INTAKE_CHANGED),
        ("unit:north", RebaseReason.UNITS_CHANGED),
    ]
    assert marks.rebases_of("all") == ("2026-01",)
    assert marks.rebases_of("factor:digital-systems") == ()


@pytest.mark.parametrize("month", ["2026-13", "2026-Q1", "2026", "", "2026-1", "x" * 7])
def test_what_is_no_month_is_refused(releases, month):
    with pytest.raises(UnknownCode):
        mark_event(releases, FACTS, (EventKind.INSPECTION, month, False), decide())


@pytest.mark.parametrize("scope", ["unit:tiny", "unit:", "person:ash", "", "factor:nobody"])
def test_a_scope_without_a_cell_of_its_own_is_never_rebased(releases, scope):
    with pytest.raises(UnknownCode):
        decide_rebase(releases, FACTS, (scope, "2026-01", RebaseReason.WORK_CHANGED), decide())


def test_a_rise_is_expected_for_three_months_from_the_event_on(releases):
    mark_event(releases, FACTS, OPEN_CALL, decide())
    mark_event(releases, FACTS, (EventKind.RESTRUCTURE, "2026-03", False), decide())

    expected = [
        len(read_marks(releases, NAME).expected_at(Period(f"2026-0{month}"))) for month in range(2, 8)
    ]

    assert expected == [0, 1, 1, 1, 0, 0]


@pytest.mark.parametrize("table", ["event", "rebase"])
@pytest.mark.parametrize("deed", ["update {} set stands = false", "delete from {}"])
def test_the_database_itself_refuses_to_change_or_remove_a_mark(releases, table, deed):
    mark_event(releases, FACTS, OPEN_CALL, decide())
    decide_rebase(releases, FACTS, ("all", "2026-01", RebaseReason.WORK_CHANGED), decide())
    releases.session.commit()

    with pytest.raises(DBAPIError):
        releases.session.execute(text(deed.format(table)))
