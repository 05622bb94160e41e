"""What has had its time is forgotten, on spread days; what may still be counted stays; a hold stops it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, select, text

from service.domain.retention import SPREAD_DAYS, HoldReason, begin_hold, decide_retention, due_on, end_hold
from service.errors import BadRetention
from service.pipeline.periods import close_period
from service.pipeline.releases import publish_release
from service.pipeline.retention import retire
from service.store.engine import transaction
from service.store.staff.handle import StaffStore
from service.store.work.dialogue_tables import DialogueStateRow
from service.store.work.retention import Ageing, find_retention
from service.store.work.tables import DialogueRow, EnvelopeRow, ReportRow
from service.terms import Period, ReportId, Retention
from tests.pipeline.house import TRUST, closing_time, found_trust, put_reports

WHO = ("command-line", datetime(2026, 1, 1, tzinfo=UTC))


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00+00:00")


def seal_words(work, names: list[str], *, active: str | None = None) -> None:
    with transaction(work):
        for number, name in enumerate(names):
            key = {"organisation": TRUST, "report": name}
            answers = {"lookup": name.encode(), "verifier": b"v", "public_key": b"p"}
            work.session.execute(insert(EnvelopeRow).values(**key, key_id="k", sealed=b"sealed", **answers))
            work.session.execute(insert(DialogueRow).values(**key, lookup=name.encode()))
            if active:
                state = {"stage": "read", "asked": True, "acknowledged": "no", "replied": "no"}
                work.session.execute(
                    insert(DialogueStateRow).values(**key, **state, waiting=bool(number % 2), active=active)
                )


def left(work, table=ReportRow) -> set[str]:
    with transaction(work):
        return set(work.session.execute(select(table.__table__.c.report)).scalars())


def publish_through(work, releases, last: str) -> None:
    for month in ("2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"):
        if month <= last:
            close_period(work, TRUST, Period(month), closing_time(month))
            publish_release(work, releases, TRUST, Period(month), closing_time(month))


def test_reports_of_one_day_are_forgotten_on_spread_days_that_follow_from_their_ids():
    ages = [
        Ageing(ReportId(f"{n * 7919:08x}" + "0" * 24), "2026-01-15", "", Period("2026-01"), True)
        for n in range(400)
    ]

    days = [due_on(one, Retention()) for one in ages]

    middle = date(2026, 1, 15) + timedelta(days=180)
    assert {day - middle for day in days} == {timedelta(days=n) for n in range(-SPREAD_DAYS, SPREAD_DAYS + 1)}
    assert days == [due_on(one, Retention()) for one in ages]


@pytest.mark.parametrize(
    ("received", "active", "last"),
    [
        ("2026-01-15", "", date(2026, 1, 15)),
        ("2026-W03", "", date(2026, 1, 18)),
        ("2026-M01", "", date(2026, 1, 31)),
        ("2026-W03", "2026-W10", date(2026, 3, 8)),
    ],
)
def test_the_time_runs_from_the_last_message_however_coarsely_it_is_known(received, active, last):
    ageing = Ageing(ReportId(f"{SPREAD_DAYS:08x}" + "0" * 24), received, active, Period("2026-01"), True)

    assert due_on(ageing, Retention()) == last + timedelta(days=180)


def test_words_and_codes_go_once_everything_that_could_count_them_is_published(work, releases):
    found_trust(work)
    names = put_reports(work, "2026-01", 20)
    seal_words(work, names)
    publish_through(work, releases, "2026-06")

    assert retire(work, TRUST, at("2026-06-20"))
    assert left(work) == set(names)
    assert retire(work, TRUST, at("2026-08-20"))

    assert left(work) == left(work, EnvelopeRow) == left(work, DialogueRow) == set()
    with transaction(work):
        assert work.session.execute(text("select count(*) from counted")).scalar_one() == 0


def test_codes_that_a_release_may_still_count_stay_when_the_words_go(work, releases):
    found_trust(work)
    names = put_reports(work, "2026-01", 5)
    seal_words(work, names)
    publish_through(work, releases, "2026-03")

    assert retire(work, TRUST, at("2026-08-20"))

    assert left(work) == set(names)
    assert left(work, EnvelopeRow) == left(work, DialogueRow) == set()


def test_what_nobody_coded_in_time_goes_whole(work, releases):
    found_trust(work)
    names = put_reports(work, "2026-01", 5, state="new")
    seal_words(work, names)

    assert retire(work, TRUST, at("2026-08-20"))

    assert left(work) == set()


def test_a_message_keeps_a_dialogue_alive(work, releases):
    found_trust(work)
    talked, silent = put_reports(work, "2026-01", 4), put_reports(work, "2026-01", 4)
    seal_words(work, talked, active="2026-W30")
    seal_words(work, silent)
    publish_through(work, releases, "2026-06")

    assert retire(work, TRUST, at("2026-08-20"))

    assert left(work) == left(work, EnvelopeRow) == set(talked)


def test_four_months_after_a_published_month_only_the_month_is_left(work, releases):
    found_trust(work)
    put_reports(work, "2026-01", 3)
    put_reports(work, "2026-05", 3)
    publish_through(work, releases, "2026-01")

    assert retire(work, TRUST, at("2026-05-20"))

    with transaction(work):
        known = set(work.session.execute(select(ReportRow.__table__.c.received)).scalars())
    assert known == {"2026-M01", "2026-05-15"}


def test_under_a_hold_nothing_is_deleted_by_age_and_after_it_everything_due_is(work, releases):
    found_trust(work)
    names = put_reports(work, "2026-01", 6)
    seal_words(work, names)
    publish_through(work, releases, "2026-06")
    with transaction(work):
        begin_hold(work, StaffStore(work.session), TRUST, HoldReason.INQUIRY, WHO)

    held = retire(work, TRUST, at("2026-08-20"))
    kept = left(work, EnvelopeRow)
    with transaction(work):
        end_hold(work, StaffStore(work.session), TRUST, WHO)

    assert (held, kept) == (False, set(names))
    assert retire(work, TRUST, at("2026-08-20"))
    assert left(work) == set()


def test_killed_between_two_chunks_the_next_run_forgets_the_rest(work, releases, monkeypatch):
    found_trust(work)
    names = put_reports(work, "2026-01", 12)
    seal_words(work, names)
    publish_through(work, releases, "2026-06")
    monkeypatch.setattr("service.pipeline.retention.CHUNK", 5)
    calls = iter(range(100))
    from service.pipeline import retention as job

    forget = job.forget_reports

    def dying(*told):
        if next(calls) == 1:
            raise KeyboardInterrupt
        forget(*told)

    monkeypatch.setattr(job, "forget_reports", dying)
    with pytest.raises(KeyboardInterrupt):
        retire(work, TRUST, at("2026-08-20"))
    half = left(work)
    retire(work, TRUST, at("2026-08-20"))

    assert len(half) == 7
    assert left(work) == left(work, EnvelopeRow) == set()


@pytest.mark.parametrize("days", [0, 89, 731, -1])
def test_a_time_outside_the_bounds_is_refused_and_nothing_changes(work, days: int):
    found_trust(work)

    with pytest.raises(BadRetention):
        decide_retention(work, StaffStore(work.session), TRUST, days, WHO)

    assert find_retention(work, TRUST) == Retention()


def test_a_shorter_time_holds_for_what_is_there_already(work, releases):
    found_trust(work)
    seal_words(work, put_reports(work, "2026-01", 6))
    publish_through(work, releases, "2026-06")
    with transaction(work):
        decide_retention(work, StaffStore(work.session), TRUST, 90, WHO)

    retire(work, TRUST, at("2026-07-16"))

    assert left(work) == set()
