"""The α of two readers is the published one, and is not said where it would say nothing."""

import krippendorff
import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as some

from service.domain.agreement import LEAST, alpha_of, judge_agreement

MEG = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0)
OWEN = (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
"""Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), A: binary data, two observers, no gaps."""


def test_the_published_example_gives_the_published_figure():
    pairs = [(bool(one), bool(other)) for one, other in zip(MEG, OWEN, strict=True)]

    assert alpha_of(pairs) == pytest.approx(0.095, abs=0.0005)


@given(some.lists(some.tuples(some.booleans(), some.booleans()), min_size=1, max_size=60))
def test_it_is_what_the_reference_says(pairs: list[tuple[bool, bool]]):
    marked = {value for pair in pairs for value in pair}
    if len(marked) == 1:
        assert alpha_of(pairs) is None
        return
    reference = krippendorff.alpha(numpy.array(pairs, dtype=float).T, level_of_measurement="nominal")

    assert alpha_of(pairs) == pytest.approx(reference)


def test_nothing_is_said_of_too_few_readings_or_of_a_factor_hardly_seen():
    seen, none = frozenset({"workload-demand"}), frozenset[str]()
    few = [(seen, seen)] * (LEAST - 1)
    rare = [(seen, seen)] * 4 + [(none, none)] * LEAST
    enough = [(seen, seen)] * 5 + [(none, none)] * LEAST

    assert judge_agreement(few, ["workload-demand"])[0].alpha is None
    assert judge_agreement(rare, ["workload-demand"])[0].alpha is None
    assert judge_agreement(enough, ["workload-demand"])[0].alpha == 1.0
