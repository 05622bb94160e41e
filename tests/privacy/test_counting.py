"""Each report falls into one cell of a closed public list, or into none; what was reported makes no cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from service.privacy.counting import Tally, count_cells
from service.privacy.domains import OTHER_UNITS, cell_domain, published_unit_groups, published_units
from service.taxonomy import taxonomy
from service.terms import Stage, Unit, UnitCode

UNITS = (
    Unit(UnitCode("north"), "North", "fields", 120),
    Unit(UnitCode("edge"), "Edge", "fields", 50),
    Unit(UnitCode("desk"), "Desk", "offices", 49),
    Unit(UnitCode("lane"), "Lane", "offices", 20),
    Unit(UnitCode("hut"), "Hut", "sheds", 30),
)
FACTORS = [factor.code for factor in taxonomy().factors]
REPORTS = some.lists(
    some.tuples(
        some.sampled_from(["north", "edge", "desk", "lane", "hut", "gone", "prefer-not-to-say"]),
        some.sampled_from([*FACTORS, None, "not-yet-clear", "retired-factor"]),
    ),
    max_size=60,
)


def test_a_unit_of_fewer_than_fifty_staff_has_no_cell():
    assert [unit.unit for unit in published_units(UNITS)] == ["north", "edge"]


def test_a_group_of_units_is_published_by_the_staff_of_all_of_them():
    assert published_unit_groups(UNITS) == ("fields", "offices")


@pytest.mark.parametrize(
    ("stage", "size"),
    [
        (Stage.MONTH_TOTAL, 1),
        (Stage.MONTH_UNIT, 3),
        (Stage.QUARTER_UNIT, 3),
        (Stage.MONTH_FACTOR, 16),
        (Stage.QUARTER_FACTOR, 16),
        (Stage.QUARTER_CROSS, 18),
    ],
)
def test_the_list_of_cells_is_the_taxonomy_and_the_published_units(stage, size):
    cells = cell_domain(stage, UNITS).cells

    assert len(cells) == len(set(cells)) == size


@given(some.sampled_from(list(Stage)), REPORTS)
def test_every_cell_is_counted_zeros_included_and_no_report_twice(stage, reports):
    domain = cell_domain(stage, UNITS)

    counts = count_cells(domain, [Tally(unit, factor, 1) for unit, factor in reports])

    assert len(counts.values) == len(domain.cells)
    assert sum(counts.values) <= len(reports)


@given(some.sampled_from(list(Stage)), REPORTS, REPORTS.filter(lambda some_reports: len(some_reports) > 0))
def test_one_report_more_moves_the_counts_by_one_at_most(stage, reports, others):
    domain = cell_domain(stage, UNITS)
    tallies = [Tally(unit, factor, 1) for unit, factor in reports]

    before = count_cells(domain, tallies).values
    after = count_cells(domain, [*tallies, Tally(*others[0], 1)]).values

    assert sum(abs(new - old) for new, old in zip(after, before, strict=True)) <= 1


@pytest.mark.parametrize("unit", ["desk", "lane", "hut", "gone", "prefer-not-to-say"])
def test_small_and_unknown_units_share_one_cell(unit):
    assert cell_domain(Stage.MONTH_UNIT, UNITS).cell_of(unit, None) == OTHER_UNITS


def test_a_report_without_a_factor_is_in_no_cell_by_factor():
    assert cell_domain(Stage.MONTH_FACTOR, UNITS).cell_of("north", None) is None
    assert cell_domain(Stage.QUARTER_CROSS, UNITS).cell_of("north", "not-yet-clear") is None
    assert cell_domain(Stage.MONTH_UNIT, UNITS).cell_of("north", None) == "north"


def test_a_tally_does_not_print_its_number():
    assert "54321" not in repr(Tally("north", None, 54321))
