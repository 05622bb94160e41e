"""The demo tells the same story every time: about 2,000 reports, and one factor that rises lately."""

from collections import Counter

from service.demo.plan import MONTHS, RISE, RISING, stories_of_month
from service.terms import UnitCode

UNITS = (UnitCode("north"), UnitCode("south"))


def test_two_plans_are_the_same():
    assert list(stories_of_month(0, UNITS)) == list(stories_of_month(0, UNITS))


def test_about_two_thousand_reports_lie_in_eighteen_months():
    assert MONTHS == 18
    assert 1_850 <= sum(len(list(stories_of_month(ago, UNITS))) for ago in range(MONTHS)) <= 2_150


def test_the_rising_factor_is_the_first_of_more_reports_in_each_of_the_last_months():
    def first_factors(ago: int) -> Counter[str]:
        return Counter(
            story.coded.factors[0] for story in stories_of_month(ago, UNITS) if story.coded.factors
        )

    before = max(first_factors(ago)[RISING] for ago in range(len(RISE), MONTHS))
    newest = first_factors(0)

    assert newest.most_common(1)[0][0] == RISING
    assert newest[RISING] > 1.5 * before
