"""Which reports cannot wait: bands from potential, impact and spread. Never from a person or a count.

Source: taxonomy.yaml, `triage` (an unknown answer counts as 1, not as none).
"""

from enum import StrEnum
from functools import cache

from service.taxonomy import taxonomy
from service.terms import CodedFields

SAME_DAY_SCORE = 8
THIS_WEEK_SCORE = 5


class Band(StrEnum):
    """How soon a circle looks, soonest first."""

    SAME_DAY = "same-day"
    THIS_WEEK = "this-week"
    THEMATIC = "thematic"


def place_of(band: Band) -> int:
    """The number a band is kept as: 1 is the soonest."""
    return list(Band).index(band) + 1


@cache
def _values() -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    lists = taxonomy()
    impacts, potentials, spreads = (
        {choice.code: 1 if choice.value is None else choice.value for choice in scale}
        for scale in (lists.impacts, lists.potentials, lists.spreads)
    )
    return impacts, potentials, spreads


def band_of(coded: CodedFields) -> Band:
    """The band of a report."""
    impacts, potentials, spreads = _values()
    score = max(impacts[coded.impact], potentials[coded.potential]) * 2 + (spreads[coded.spread] - 1)
    if coded.potential == "grave" or coded.impact == "serious" or score >= SAME_DAY_SCORE:
        return Band.SAME_DAY
    return Band.THIS_WEEK if score >= THIS_WEEK_SCORE else Band.THEMATIC
