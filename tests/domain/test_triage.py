"""Bands come from potential, impact and spread, and from nothing that points at somebody."""

from dataclasses import replace
from itertools import product

import pytest

from service.domain.triage import Band, band_of
from service.taxonomy import taxonomy
from service.terms import UnitCode
from tests.world import CODED, FACTORS


def band(impact: str, potential: str, spread: str) -> Band:
    """The band of a report with these three answers."""
    return band_of(replace(CODED, impact=impact, potential=potential, spread=spread))


@pytest.mark.parametrize(
    ("impact", "potential", "spread", "expected"),
    [
        ("none-seen", "grave", "once", Band.SAME_DAY),
        ("serious", "little", "once", Band.SAME_DAY),
        ("none-seen", "harm", "everywhere", Band.THIS_WEEK),
        ("some-harm", "disruption", "sometimes", Band.THIS_WEEK),
        ("none-seen", "harm", "once", Band.THEMATIC),
        ("none-seen", "disruption", "everywhere", Band.THIS_WEEK),
        ("none-seen", "disruption", "often", Band.THEMATIC),
        ("none-seen", "little", "once", Band.THEMATIC),
    ],
)
def test_the_band_follows_the_published_formula(impact, potential, spread, expected):
    assert band(impact, potential, spread) is expected


def test_an_unknown_answer_counts_as_one_and_not_as_none():
    assert band("not-known", "little", "everywhere") is Band.THIS_WEEK
    assert band("none-seen", "not-sure", "everywhere") is Band.THIS_WEEK
    assert band("none-seen", "little", "everywhere") is Band.THEMATIC


def test_nobody_waits_for_harm_and_more_of_anything_never_lowers_a_band():
    lists, urgency = taxonomy(), [Band.THEMATIC, Band.THIS_WEEK, Band.SAME_DAY]

    def rank(choice):
        return 1 if choice.value is None else choice.value

    scales = [sorted(scale, key=rank) for scale in (lists.impacts, lists.potentials, lists.spreads)]
    for chosen in product(*scales):
        for place, scale in enumerate(scales):
            more = [one for one in scale if rank(one) >= rank(chosen[place])]
            for other in more:
                raised = [*chosen[:place], other, *chosen[place + 1 :]]
                before, after = (
                    urgency.index(band(*(one.code for one in answers))) for answers in (chosen, raised)
                )
                assert before <= after


def test_who_where_and_what_kind_change_nothing():
    lists = taxonomy()
    changed = [
        *(replace(CODED, role_group=one.code) for one in lists.role_groups),
        *(replace(CODED, kind=one.code) for one in lists.kinds),
        *(replace(CODED, setting=one.code) for one in lists.settings),
        *(replace(CODED, factors=(one,)) for one in FACTORS),
        replace(CODED, unit=UnitCode("south")),
    ]

    assert {band_of(one) for one in changed} == {band_of(CODED)}
