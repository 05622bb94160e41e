"""What runs by itself publishes what is due, once; one organisation's fault keeps nothing from the others."""

import json
import logging
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from service.pipeline import schedule
from service.pipeline.schedule import Scheduler
from service.store.release.handle import ReleaseStore
from service.store.release.releases import read_chain
from service.store.work.handle import WorkStore
from tests.pipeline.house import TRUST, found_trust, put_reports

JANUARY = datetime(2026, 1, 20, 12, tzinfo=UTC)
FEBRUARY = datetime(2026, 2, 15, 12, tzinfo=UTC)


@pytest.fixture
def stores(engine):
    @contextmanager
    def opened():
        with Session(engine) as one, Session(engine) as other:
            yield WorkStore(one), ReleaseStore(other)

    return opened


def run(stores, now):
    Scheduler(stores, lambda: now, 0).run_once()


def published(stores, organisation=TRUST):
    with stores() as (_, releases):
        return [(one.content.stage, one.content.period) for one in read_chain(releases, organisation)]


def test_it_begins_a_calendar_and_publishes_each_month_on_its_day_once(stores):
    with stores() as (work, _):
        found_trust(work)
        put_reports(work, "2026-01", 4321)

    run(stores, JANUARY)
    early = published(stores)
    run(stores, FEBRUARY)
    run(stores, FEBRUARY)

    assert early == []
    assert published(stores) == [("month-factor", "2026-01"), ("month-unit", "2026-01")]


def test_a_fault_of_one_organisation_keeps_nothing_from_the_others_and_tells_no_more_than_its_type(
    stores, monkeypatch, caplog
):
    with stores() as (work, _):
        found_trust(work)
        found_trust(work, organisation="another")
    run(stores, JANUARY)
    true_job = schedule.publish_release

    def faulty(work, releases, organisation, *rest):
        if organisation == "another":
            raise RuntimeError("CANARY")
        return true_job(work, releases, organisation, *rest)

    monkeypatch.setattr(schedule, "publish_release", faulty)
    with caplog.at_level(logging.INFO, "candour.jobs"):
        run(stores, FEBRUARY)

    assert len(published(stores)) == 2
    assert published(stores, "another") == []
    assert "jobs of another stopped: RuntimeError" in caplog.text
    assert "CANARY" not in caplog.text
    assert "4321" not in json.dumps(caplog.messages)


def test_it_runs_from_start_to_stop_and_not_at_all_where_it_is_off(stores):
    runs = []

    @contextmanager
    def counted():
        runs.append(1)
        raise RuntimeError
        yield

    off, on = Scheduler(counted, lambda: JANUARY, 0), Scheduler(counted, lambda: JANUARY, 3600)
    off.start()
    off.stop()
    assert runs == []

    on.start()
    on.stop()
    assert runs == [1]
