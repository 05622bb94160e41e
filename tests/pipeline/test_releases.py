"""A month is drawn once, counts every report once, and cannot be drawn again however it is interrupted."""

import json

import pytest
from sqlalchemy import text

from service.errors import PeriodNotClosed
from service.pipeline import releases as job
from service.pipeline.periods import close_period
from service.pipeline.releases import publish_release
from service.pipeline.verify import verify_releases
from service.store.release.handle import ReleaseStore
from service.store.release.releases import read_chain
from service.store.work.handle import WorkStore
from service.terms import Period, Stage
from tests.pipeline.house import TRUST, closing_time, found_trust, put_reports, recode, remove

FAR = 400
"""A thousand reports more or less than the noise could ever explain: exp(-0.10 * 400) is 1e-17."""


def publish(work: WorkStore, releases: ReleaseStore, month: str):
    close_period(work, TRUST, Period(month), closing_time(month))
    return publish_release(work, releases, TRUST, Period(month), closing_time(month))


def table(work: WorkStore, releases: ReleaseStore, stage: Stage, period: str) -> dict[str, int]:
    chain = read_chain(releases, TRUST)
    releases.session.rollback()
    return next(
        json.loads(one.content.cells)
        for one in chain
        if (one.content.stage, one.content.period) == (stage, period)
    )


def test_a_closed_month_is_published_with_every_cell_of_the_closed_list(work, releases):
    found_trust(work)
    put_reports(work, "2026-01", 1000)

    publish(work, releases, "2026-01")

    by_factor = table(work, releases, Stage.MONTH_FACTOR, "2026-01")
    by_unit = table(work, releases, Stage.MONTH_UNIT, "2026-01")
    assert len(by_factor) == 16
    assert set(by_unit) == {"north", "south", "desk", "other-units"}
    assert abs(by_factor["workload-demand"] - 1000) < FAR
    assert abs(by_unit["north"] - 1000) < FAR
    assert abs(by_unit["south"]) < FAR


def test_a_unit_too_small_to_publish_is_counted_in_the_cell_of_the_others(work, releases):
    found_trust(work)
    put_reports(work, "2026-01", 1000, unit="lane")
    put_reports(work, "2026-01", 1000, unit="prefer-not-to-say")

    publish(work, releases, "2026-01")

    assert abs(table(work, releases, Stage.MONTH_UNIT, "2026-01")["other-units"] - 2000) < FAR


def test_a_quarter_is_published_when_its_last_month_has_closed_and_not_before(work, releases):
    found_trust(work)
    put_reports(work, "2026-02", 1000, unit="desk", factor="digital-systems")

    early = [publish(work, releases, month) for month in ("2026-01", "2026-02")]
    last = publish(work, releases, "2026-03")

    assert {one.content.stage for some in early for one in some} == {Stage.MONTH_FACTOR, Stage.MONTH_UNIT}
    assert Stage.QUARTER_CROSS in {one.content.stage for one in last}
    cross = table(work, releases, Stage.QUARTER_CROSS, "2026-Q1")
    assert len(cross) == 18
    assert abs(cross["offices|tools-and-places"] - 1000) < FAR


def test_plan_q_publishes_a_monthly_total_and_the_rest_by_quarter(work, releases):
    found_trust(work, plan="Q")
    put_reports(work, "2026-03", 1000, factor=None)

    published = publish(work, releases, "2026-03")

    assert {(one.content.stage, one.content.period) for one in published} == {
        (Stage.MONTH_TOTAL, "2026-03"),
        (Stage.QUARTER_FACTOR, "2026-Q1"),
        (Stage.QUARTER_UNIT, "2026-Q1"),
        (Stage.QUARTER_KIND, "2026-Q1"),
    }
    assert abs(table(work, releases, Stage.MONTH_TOTAL, "2026-03")["total"] - 1000) < FAR
    assert abs(table(work, releases, Stage.QUARTER_FACTOR, "2026-Q1")["workload-demand"]) < FAR


def test_a_month_that_is_not_closed_is_not_published(work, releases):
    found_trust(work)

    with pytest.raises(PeriodNotClosed):
        publish_release(work, releases, TRUST, Period("2026-01"), closing_time("2026-01"))

    assert read_chain(releases, TRUST) == ()


def test_a_month_waits_for_the_months_before_it(work, releases):
    found_trust(work)
    close_period(work, TRUST, Period("2026-01"), closing_time("2026-02"))
    close_period(work, TRUST, Period("2026-02"), closing_time("2026-02"))

    with pytest.raises(PeriodNotClosed):
        publish_release(work, releases, TRUST, Period("2026-02"), closing_time("2026-02"))

    assert read_chain(releases, TRUST) == ()


def test_publishing_again_changes_no_byte(work, releases):
    found_trust(work)
    put_reports(work, "2026-01", 50)
    before = publish(work, releases, "2026-01")
    put_reports(work, "2026-01", 1000)

    again = publish_release(work, releases, TRUST, Period("2026-01"), closing_time("2026-06"))

    assert again == before
    releases.session.rollback()
    assert len(read_chain(releases, TRUST)) == 2


def test_a_report_coded_late_is_counted_in_the_next_release_once(work, releases):
    found_trust(work)
    late = put_reports(work, "2026-01", 1000, state="new")
    publish(work, releases, "2026-01")
    recode(work, late, state="coded")

    publish(work, releases, "2026-02")
    publish(work, releases, "2026-03")

    counts = [table(work, releases, Stage.MONTH_UNIT, f"2026-0{month}")["north"] for month in (1, 2, 3)]
    assert [abs(count) < FAR for count in counts] == [True, False, True]


def test_recoding_or_deleting_after_publication_is_counted_nowhere_again(work, releases):
    found_trust(work)
    some = put_reports(work, "2026-01", 1000)
    publish(work, releases, "2026-01")
    recode(work, some[:500], unit="south", first_factor="digital-systems", state="new")
    recode(work, some[:500], state="coded")
    remove(work, some[500:])

    publish(work, releases, "2026-02")

    second = table(work, releases, Stage.MONTH_UNIT, "2026-02")
    assert all(abs(value) < FAR for value in second.values())
    assert abs(table(work, releases, Stage.MONTH_UNIT, "2026-01")["north"] - 1000) < FAR


def test_a_report_that_gets_its_factor_late_is_counted_by_factor_late_and_by_unit_once(work, releases):
    found_trust(work)
    some = put_reports(work, "2026-01", 1000, factor=None)
    publish(work, releases, "2026-01")
    recode(work, some, first_factor="digital-systems")

    publish(work, releases, "2026-02")

    assert abs(table(work, releases, Stage.MONTH_FACTOR, "2026-02")["digital-systems"] - 1000) < FAR
    assert abs(table(work, releases, Stage.MONTH_UNIT, "2026-02")["north"]) < FAR


def test_a_change_of_plan_never_charges_a_report_twice(work, releases):
    found_trust(work)
    put_reports(work, "2026-01", 1000)
    publish(work, releases, "2026-01")
    work.session.execute(text("update organisation set plan = 'Q'"))
    work.session.commit()

    publish(work, releases, "2026-02")
    publish(work, releases, "2026-03")

    assert abs(table(work, releases, Stage.QUARTER_UNIT, "2026-Q1")["north"]) < FAR
    assert verify_releases(work, releases, TRUST).releases == 7


def test_a_work_store_restored_from_before_a_release_counts_nobody_a_second_time(work, releases):
    found_trust(work)
    put_reports(work, "2026-01", 1000)
    put_reports(work, "2026-01", 1000, state="new", unit="south")
    before = publish(work, releases, "2026-01")
    for table_name in ("counted", "outbox", "period"):
        work.session.execute(text(f"delete from {table_name}"))
    work.session.execute(text("update report set state = 'coded'"))
    work.session.commit()

    again = publish(work, releases, "2026-01")
    publish(work, releases, "2026-02")

    assert again == before
    second = table(work, releases, Stage.MONTH_UNIT, "2026-02")
    assert all(abs(value) < FAR for value in second.values())


class Killed(BaseException):
    """The process is gone."""


STEPS = (
    "take_reports",
    "tally_reports",
    "blur",
    "add_draw",
    "move_period",
    "link",
    "add_release",
    "mark_copied",
)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_at_any_step_and_started_again_it_publishes_each_table_once(
    work, releases, monkeypatch, step, moment
):
    found_trust(work)
    put_reports(work, "2026-01", 1000)
    close_period(work, TRUST, Period("2026-01"), closing_time("2026-01"))
    true_step = getattr(job, step)

    def fatal(*args, **kwargs):
        if moment == "after":
            true_step(*args, **kwargs)
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(job, step, fatal)
        publish_release(work, releases, TRUST, Period("2026-01"), closing_time("2026-01"))
    drawn_before = work.session.execute(text("select stage, cells from outbox order by stage")).all()
    work.session.rollback()
    publish_release(work, releases, TRUST, Period("2026-01"), closing_time("2026-01"))

    drawn = work.session.execute(text("select stage, cells from outbox order by stage")).all()
    work.session.rollback()
    assert set(drawn_before) <= set(drawn)
    assert {(one.content.stage, one.content.cells) for one in read_chain(releases, TRUST)} == set(drawn)
    assert verify_releases(work, releases, TRUST).releases == 2
