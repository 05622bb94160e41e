"""A leak that is planted on the way out stops the job: nothing is drawn, nothing is published (LEAKS 50)."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from service.errors import BrokenChain
from service.pipeline import releases as job
from service.pipeline.periods import close_period
from service.pipeline.releases import copy_outbox, publish_release
from service.store.release.releases import read_chain
from service.terms import Period
from tests.pipeline.house import TRUST, closing_time, found_trust, put_reports

MONTH, DAY = Period("2026-01"), closing_time("2026-01")
LEAKS = {
    "a report's id": ("0123456789abcdef" * 2, 1),
    "a unit too small to have a figure": ("lane", 3),
    "a finer cell": ("north|frontline", 3),
    "a true count beside the figure": ("north", 41.0),
    "words": ("north", "The lift was out again."),
    "a switch": ("north", True),
}


@pytest.fixture
def reports(work):
    found_trust(work)
    names = put_reports(work, "2026-01", 60, unit="lane")
    close_period(work, TRUST, MONTH, DAY)
    return names


def drawn(work) -> int:
    found = work.session.execute(text("select count(*) from outbox")).scalar_one()
    work.session.rollback()
    return int(found)


@pytest.mark.parametrize("leak", LEAKS)
def test_a_leak_that_is_planted_while_a_table_is_drawn_stops_the_job(
    work, releases, reports, monkeypatch, leak
):
    honest = job.blur

    def leaky(*told):
        blurred = honest(*told)
        return replace(blurred, cells=(*blurred.cells, LEAKS[leak]))

    monkeypatch.setattr(job, "blur", leaky)
    with pytest.raises(BrokenChain, match="to be published"):
        publish_release(work, releases, TRUST, MONTH, DAY)

    assert drawn(work) == 0
    assert read_chain(releases, TRUST) == ()


@pytest.mark.parametrize(
    "cells",
    [
        '{"0123456789abcdef0123456789abcdef":1}',
        '{"north":41.5}',
        '{"north":"41"}',
        '{"north":41,"north":42}',
        '{"north": 41}',
        '["north",41]',
        "north had 41",
    ],
)
def test_a_leak_that_is_planted_between_the_draw_and_the_release_is_not_carried_out(
    work, releases, reports, monkeypatch, cells
):
    with monkeypatch.context() as patched:
        patched.setattr(job, "copy_outbox", lambda *_: None)
        publish_release(work, releases, TRUST, MONTH, DAY)
    assert drawn(work) == 2
    releases.session.rollback()
    planted = text("update outbox set cells = :cells where stage = 'month-unit'")
    work.session.execute(planted, {"cells": cells})
    work.session.commit()

    with pytest.raises(BrokenChain, match="to be published"):
        copy_outbox(work, releases, TRUST)

    assert cells not in {release.content.cells for release in read_chain(releases, TRUST)}


def test_a_unit_that_shrank_between_the_draw_and_the_release_stops_nothing(
    work, releases, reports, monkeypatch
):
    with monkeypatch.context() as patched:
        patched.setattr(job, "copy_outbox", lambda *_: None)
        publish_release(work, releases, TRUST, MONTH, DAY)
    releases.session.rollback()
    work.session.execute(text("update unit set headcount = 12 where unit = 'north'"))
    work.session.commit()

    copy_outbox(work, releases, TRUST)

    assert len(read_chain(releases, TRUST)) == 2
