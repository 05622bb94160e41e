"""The queue: soonest band first, then whoever waited longest, then by chance; the same page by page."""

from collections.abc import Iterator
from secrets import token_hex

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.domain.queue import PAGE, Page, Place, State, show_envelopes, show_queue
from service.domain.triage import Band
from service.errors import UnknownCode
from service.store.work.handle import WorkStore
from service.store.work.tables import EnvelopeRow, ReportRow
from service.terms import CircleId, ReportId
from tests.world import CODED, NAME

TOOLS = CircleId("tools")


def add(work: WorkStore, band: int, received: str, state: str = "new", circle: str = "tools") -> str:
    """A report in a band, of a day, with an envelope."""
    report = token_hex(16)
    work.session.add(
        ReportRow(
            organisation=NAME, report=report, kind=CODED.kind, unit="north", setting="hospital",
            role_group="frontline", first_factor="digital-systems", impact="none-seen", potential="harm",
            spread="once", circle=circle, sealed_by="device", received=received, period="2026-11",
            state=state, digest=b"-", band=band,
        )
    )  # fmt: skip
    work.session.add(EnvelopeRow(organisation=NAME, report=report, key_id="aa", sealed=b"closed"))
    work.session.flush()
    return report


def pages(work: WorkStore, state: State = State.NEW) -> Iterator[Page]:
    """Every page, one after another."""
    after: str | None = ""
    while after is not None:
        page = show_queue(work, Place(NAME, TOOLS, state), after)
        yield page
        after = page.after


def test_what_cannot_wait_comes_first_and_then_whoever_waited_longest(work: WorkStore):
    late = add(work, 1, "2026-11-25")
    week = add(work, 2, "2026-11-02")
    early = add(work, 1, "2026-11-24")
    other = add(work, 3, "2026-10-01")
    add(work, 1, "2026-11-20", circle="general")

    [page] = pages(work)

    assert [one.report for one in page.reports] == [early, late, week, other]
    assert page.waiting == {Band.SAME_DAY: 2, Band.THIS_WEEK: 1, Band.THEMATIC: 1}


def test_what_is_coded_stands_apart_with_the_newest_week_first(work: WorkStore):
    old, new = add(work, 3, "2026-W44", "coded"), add(work, 3, "2026-W48", "coded")
    add(work, 1, "2026-11-25")

    [page] = pages(work, State.CODED)

    assert [one.report for one in page.reports] == [new, old]
    assert page.waiting is None


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 5)), min_size=PAGE, max_size=3 * PAGE))
def test_every_report_is_on_exactly_one_page_and_a_newcomer_moves_none(
    work: WorkStore, reports: list[tuple[int, int]]
):
    work.session.rollback()
    added = [add(work, band, f"2026-11-0{day}") for band, day in reports]
    wanted = sorted(zip((band for band, _ in reports), (day for _, day in reports), added, strict=True))

    reading = pages(work)
    shown = [one.report for one in next(reading).reports]
    newcomer = add(work, 1, "2026-11-01")
    shown += [one.report for page in reading for one in page.reports]

    assert [report for report in shown if report != newcomer] == [report for _, _, report in wanted]


def test_a_mark_that_was_never_given_is_refused(work: WorkStore):
    for mark in ("1", "4.2026-11-25." + "0" * 32, "1.2026-11-25." + "0" * 31, "1.2026-1125." + "0" * 32):
        with pytest.raises(UnknownCode):
            show_queue(work, Place(NAME, TOOLS, State.NEW), mark)


def test_envelopes_of_another_circle_are_left_out(work: WorkStore):
    own, other = add(work, 1, "2026-11-25"), add(work, 1, "2026-11-25", circle="general")
    wanted = (ReportId(own), ReportId(other), ReportId(token_hex(16)))

    found = show_envelopes(work, NAME, TOOLS, wanted)

    assert found == ((own, "aa", b"closed"),)
