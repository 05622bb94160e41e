"""verify-releases finds whatever is not as it was promised."""

import pytest
from sqlalchemy import text

from service.errors import BrokenChain
from service.pipeline.periods import close_period
from service.pipeline.releases import publish_release
from service.pipeline.verify import verify_releases
from service.terms import Period
from tests.pipeline.house import TRUST, closing_time, found_trust, put_reports

UNGUARD = {
    "sqlite": ["drop trigger release_never_takes_update", "drop trigger release_never_takes_delete"],
    "postgresql": ["drop trigger release_never_changes on release"],
}


@pytest.fixture
def published(work, releases):
    found_trust(work)
    put_reports(work, "2026-01", 20)
    close_period(work, TRUST, Period("2026-01"), closing_time("2026-01"))
    publish_release(work, releases, TRUST, Period("2026-01"), closing_time("2026-01"))


def test_what_was_published_rightly_is_found_in_order(work, releases, published):
    found = verify_releases(work, releases, TRUST)

    assert (found.releases, len(found.last_hash)) == (2, 64)


@pytest.mark.parametrize(
    "deed",
    [
        "update release set cells = '{}' where position = 1",
        "update release set margin = 1",
        "update release set scale = '0.5'",
        "delete from release where position = 1",
        "delete from release where position = 2",
    ],
)
def test_a_release_changed_behind_its_triggers_is_found(work, releases, published, deed):
    for line in (*UNGUARD[work.session.get_bind().dialect.name], deed):
        work.session.execute(text(line))
    work.session.commit()

    with pytest.raises(BrokenChain):
        verify_releases(work, releases, TRUST)


def test_a_report_that_was_charged_under_both_plans_is_found(work, releases, published):
    work.session.execute(
        text(
            "insert into counted (organisation, stage, report, period) "
            "select organisation, 'quarter-factor', report, '2026-Q1' from counted where stage = 'month-unit'"
        )
    )
    work.session.commit()

    with pytest.raises(BrokenChain, match="20 reports were charged more"):
        verify_releases(work, releases, TRUST)
