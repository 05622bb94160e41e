"""A plan changes with the quarter: what was published stays valid; no report is charged by two versions."""

import json

import pytest

from service.pipeline import releases as job
from service.pipeline.periods import close_period
from service.pipeline.releases import publish_release
from service.pipeline.verify import verify_releases
from service.privacy.chain import ReleaseContent, genesis, link
from service.privacy.policy import NEWEST
from service.store.release.releases import read_chain
from service.taxonomy import taxonomy
from service.terms import Day, Period, Plan, Stage
from tests.pipeline.house import TRUST, answer, closing_time, found_trust, put_reports, recode

FAR = 400
QUARTER = ("2026-01", "2026-02", "2026-03")
NEXT = ("2026-04", "2026-05", "2026-06")


def publish(work, releases, month):
    close_period(work, TRUST, Period(month), closing_time(month))
    return publish_release(work, releases, TRUST, Period(month), closing_time(month))


def tables(releases):
    chain = read_chain(releases, TRUST)
    releases.session.rollback()
    return {(one.content.stage, one.content.period): one.content for one in chain}


def cells(releases, stage, period):
    return json.loads(tables(releases)[stage, period].cells)


def test_what_was_published_before_plans_had_versions_keeps_its_hash():
    content = ReleaseContent(
        TRUST, Stage.MONTH_FACTOR, Period("2026-01"), Plan.M, "2/5", "2.5", 6, 7, '{"a":1}', Day("2026-02-15")
    )

    first = link(content, 1, genesis(TRUST))

    assert first.hash == "7b4fbe7cca7c4eef8d44a393e99241c8e3052e77b77ebaee98fd17602c018d3d"


def test_a_quarter_that_began_under_an_older_version_ends_under_it(work, releases, monkeypatch):
    found_trust(work)
    with monkeypatch.context() as patch:
        patch.setattr(job, "NEWEST", 1)
        publish(work, releases, QUARTER[0])

    for month in (*QUARTER[1:], NEXT[0]):
        publish(work, releases, month)

    versions = {key: content.version for key, content in tables(releases).items()}
    assert {version for (_, period), version in versions.items() if period != NEXT[0]} == {1}
    assert versions[Stage.MONTH_UNIT, NEXT[0]] == NEWEST
    assert (Stage.QUARTER_KIND, "2026-Q1") not in versions
    assert verify_releases(work, releases, TRUST).releases == len(versions)


def test_a_report_counted_under_one_version_is_counted_under_no_other(work, releases, monkeypatch):
    found_trust(work)
    some = put_reports(work, QUARTER[0], 1000, factor=None)
    with monkeypatch.context() as patch:
        patch.setattr(job, "NEWEST", 1)
        for month in QUARTER:
            publish(work, releases, month)
    recode(work, some, first_factor="digital-systems")
    answer(work, some, asked=True)

    for month in NEXT:
        publish(work, releases, month)

    assert abs(cells(releases, Stage.MONTH_FACTOR, NEXT[0])["digital-systems"]) < FAR
    assert all(abs(value) < FAR for value in cells(releases, Stage.QUARTER_KIND, "2026-Q2").values())
    assert (Stage.QUARTER_PROMISES, "2026-Q1") not in tables(releases)
    assert verify_releases(work, releases, TRUST).releases == len(tables(releases))


def test_kinds_are_counted_by_quarter_each_report_once(work, releases):
    found_trust(work)
    put_reports(work, QUARTER[0], 1000)
    recode(work, put_reports(work, QUARTER[1], 1000), kind="went-well-despite")

    for month in QUARTER:
        publish(work, releases, month)

    kinds = cells(releases, Stage.QUARTER_KIND, "2026-Q1")
    assert set(kinds) == {kind.code for kind in taxonomy().kinds}
    assert abs(kinds["concern"] - 1000) < FAR
    assert abs(kinds["went-well-despite"] - 1000) < FAR
    assert abs(kinds["idea"]) < FAR


@pytest.mark.parametrize(
    ("flags", "cell"),
    [
        ({"asked": True, "acknowledged": "in-time", "replied": "in-time"}, "asked|acknowledged|answered"),
        ({"asked": True, "acknowledged": "late", "replied": "in-time"}, "asked|unacknowledged|answered"),
        ({"asked": True, "acknowledged": "in-time", "replied": "late"}, "asked|acknowledged|unanswered"),
        ({"asked": True}, "asked|unacknowledged|unanswered"),
        ({"acknowledged": "in-time", "replied": "in-time"}, "not-asked|acknowledged"),
        ({"acknowledged": "late"}, "not-asked|unacknowledged"),
    ],
)
def test_promises_are_counted_a_quarter_late_and_unread_reports_are_among_them(work, releases, flags, cell):
    found_trust(work)
    some = put_reports(work, QUARTER[1], 1000, state="new")

    early = [publish(work, releases, month) for month in (*QUARTER, *NEXT[:2])]
    answer(work, some, **flags)
    publish(work, releases, NEXT[2])

    stages = {one.content.stage for published in early for one in published}
    assert Stage.QUARTER_PROMISES not in stages
    promises = cells(releases, Stage.QUARTER_PROMISES, "2026-Q1")
    assert abs(promises.pop(cell) - 1000) < FAR
    assert all(abs(value) < FAR for value in promises.values())


def test_a_report_whose_dialogue_never_moved_has_asked_and_heard_nothing(work, releases):
    found_trust(work)
    put_reports(work, QUARTER[2], 1000)

    for month in (*QUARTER, *NEXT):
        publish(work, releases, month)

    promises = cells(releases, Stage.QUARTER_PROMISES, "2026-Q1")
    assert abs(promises["not-asked|unacknowledged"] - 1000) < FAR
