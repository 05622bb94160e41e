"""The release store takes each release once, in its place, and nothing ever changes or leaves it."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from service.privacy.chain import Release, ReleaseContent, canonical_cells, genesis, link
from service.store.engine import transaction
from service.store.release.releases import (
    add_release,
    find_release,
    last_release,
    read_chain,
    read_stages,
)
from service.terms import Day, OrganisationId, Period, Plan, Stage

TRUST = OrganisationId("trust")
CONTENT = ReleaseContent(
    TRUST, Stage.MONTH_UNIT, Period("2026-01"), Plan.M, "1/4", "4.0", 10, 10,
    canonical_cells([("north", 23), ("desk", -4)]), Day("2026-02-15"),
)  # fmt: skip
FIRST = link(CONTENT, 1, genesis(TRUST))


@pytest.fixture
def published(releases) -> Release:
    with transaction(releases):
        assert add_release(releases, FIRST)
    return FIRST


def test_a_release_is_read_as_it_was_written(releases, published):
    assert find_release(releases, TRUST, Stage.MONTH_UNIT, Period("2026-01")) == published
    assert last_release(releases, TRUST) == published
    assert read_chain(releases, TRUST) == (published,)
    assert published.values() == {"north": 23, "desk": -4}


@pytest.mark.parametrize(
    "deed",
    [
        "update release set cells = '{}'",
        "update release set hash = previous_hash, previous_hash = hash",
        "update release set organisation = 'other'",
        "delete from release",
        "delete from release where position = 1",
    ],
)
def test_a_release_never_changes_and_never_leaves(releases, published, deed):
    with pytest.raises(DBAPIError, match="a release never changes"):
        releases.session.execute(text(deed))

    releases.session.rollback()
    assert read_chain(releases, TRUST) == (published,)


def test_the_table_cannot_be_emptied_at_once(releases, published):
    deed = (
        "truncate release"
        if releases.session.get_bind().dialect.name == "postgresql"
        else "delete from release"
    )

    with pytest.raises(DBAPIError, match="a release never changes"):
        releases.session.execute(text(deed))


@pytest.mark.parametrize(
    "change",
    [
        {"content": replace(CONTENT, cells="{}")},
        {"content": replace(CONTENT, period=Period("2026-02"))},
        {"content": replace(CONTENT, period=Period("2026-02")), "position": 2},
    ],
    ids=["same table", "same place", "same link"],
)
def test_a_taken_table_or_place_is_not_taken_again(releases, published, change):
    with transaction(releases):
        assert not add_release(releases, replace(published, **change))

    assert read_chain(releases, TRUST) == (published,)


def test_not_even_insert_or_replace_replaces_a_release(releases, published):
    if releases.session.get_bind().dialect.name == "postgresql":
        pytest.skip("PostgreSQL has no INSERT OR REPLACE; its ON CONFLICT DO UPDATE is an update")
    columns = (
        "organisation, stage, period, plan, epsilon, scale, margin, threshold, published, previous_hash, hash"
    )

    for period, place in (("'2026-01'", "9"), ("'2026-02'", "position"), ("'2026-03'", "8")):
        deed = (
            f"insert or replace into release ({columns}, cells, position) "
            f"select {columns.replace('period', period)}, '{{}}', {place} from release"
        )
        with pytest.raises(DBAPIError, match="a release never changes"):
            releases.session.execute(text(deed))
        releases.session.rollback()

    assert read_chain(releases, TRUST) == (published,)


def test_no_column_could_hold_a_report(releases):
    columns = set(releases.session.execute(text("select * from release")).keys())

    assert columns == {
        "organisation", "stage", "period", "plan", "epsilon", "scale", "margin", "threshold", "cells",
        "published", "position", "previous_hash", "hash", "version",
    }  # fmt: skip


def test_organisations_have_chains_of_their_own(releases, published):
    other = OrganisationId("other")
    first = link(replace(CONTENT, organisation=other), 1, genesis(other))
    with transaction(releases):
        assert add_release(releases, first)

    assert (last_release(releases, TRUST), last_release(releases, other)) == (published, first)


def test_stages_are_read_oldest_first_from_the_year_asked_for(releases, published):
    second = link(replace(CONTENT, period=Period("2025-12")), 2, published.hash)
    third = link(replace(CONTENT, stage=Stage.MONTH_FACTOR), 3, second.hash)
    with transaction(releases):
        assert add_release(releases, second)
        assert add_release(releases, third)

    assert read_stages(releases, TRUST, [Stage.MONTH_UNIT], "2025") == (second, published)
    assert read_stages(releases, TRUST, [Stage.MONTH_UNIT], "2026") == (published,)
    assert read_stages(releases, TRUST, [Stage.QUARTER_CROSS], "2025") == ()
