"""A release that is changed, lost, added, moved or taken from elsewhere breaks the chain."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from service.errors import BrokenChain
from service.privacy.chain import Release, ReleaseContent, canonical_cells, check_chain, genesis, link
from service.terms import Day, OrganisationId, Period, Plan, Stage

TRUST = OrganisationId("trust")


def content(month: int, organisation: OrganisationId = TRUST) -> ReleaseContent:
    return ReleaseContent(
        organisation, Stage.MONTH_UNIT, Period(f"2026-{month:02d}"), Plan.M, "1/4", "4.0", 10, 10,
        canonical_cells([("north", month), ("desk", -month)]), Day("2026-02-15"),
    )  # fmt: skip


def chain(length: int, organisation: OrganisationId = TRUST) -> list[Release]:
    links, previous = [], genesis(organisation)
    for position in range(1, length + 1):
        links.append(link(content(position, organisation), position, previous))
        previous = links[-1].hash
    return links


def test_an_untouched_chain_holds():
    assert check_chain(TRUST, chain(5)) == 5
    assert check_chain(TRUST, []) == 0


@given(
    some.integers(0, 4), some.sampled_from(["margin", "threshold", "cells", "epsilon", "published", "scale"])
)
def test_a_changed_word_breaks_it(place, field):
    links = chain(5)
    changed = replace(links[place].content, **{field: 99 if field in ("margin", "threshold") else "{}"})
    links[place] = replace(links[place], content=changed)

    with pytest.raises(BrokenChain):
        check_chain(TRUST, links)


@given(some.integers(0, 3))
def test_a_lost_link_breaks_it(place):
    links = chain(5)
    del links[place]

    with pytest.raises(BrokenChain):
        check_chain(TRUST, links)


@given(some.permutations(range(5)).filter(lambda order: list(order) != [0, 1, 2, 3, 4]))
def test_another_order_breaks_it(order):
    links = chain(5)

    with pytest.raises(BrokenChain):
        check_chain(TRUST, [links[place] for place in order])


def test_the_chain_of_another_organisation_does_not_pass_for_ours():
    with pytest.raises(BrokenChain):
        check_chain(TRUST, chain(3, OrganisationId("other")))


def test_the_same_figures_are_the_same_bytes_in_whatever_order_they_come():
    assert (
        canonical_cells([("b", 2), ("a", -1)]) == canonical_cells([("a", -1), ("b", 2)]) == '{"a":-1,"b":2}'
    )
