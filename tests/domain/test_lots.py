"""Lots fall by the id alone, at their share, and apart from each other."""

from random import Random

from service.domain.lots import SHARES, Lot, is_drawn
from service.terms import ReportId

REPORTS = [ReportId(f"{Random(place).getrandbits(128):032x}") for place in range(4000)]


def test_each_lot_falls_on_its_share_and_apart_from_the_other():
    drawn = {lot: {one for one in REPORTS if is_drawn(b"secret", lot, one)} for lot in Lot}

    for lot, share in SHARES.items():
        assert abs(len(drawn[lot]) / len(REPORTS) - share) < 0.025
    both = len(drawn[Lot.SECOND_READING] & drawn[Lot.WITHOUT_SUGGESTIONS])
    assert abs(both / len(REPORTS) - 0.025) < 0.01


def test_the_same_report_gets_the_same_lot_and_another_secret_another_one():
    lots = [is_drawn(b"secret", Lot.WITHOUT_SUGGESTIONS, one) for one in REPORTS]

    assert lots == [is_drawn(b"secret", Lot.WITHOUT_SUGGESTIONS, one) for one in REPORTS]
    assert lots != [is_drawn(b"other", Lot.WITHOUT_SUGGESTIONS, one) for one in REPORTS]
