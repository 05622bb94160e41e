"""Draws lots over reports: by a keyed hash of the id alone, so that nothing about a report decides.

The same report gets the same answer for ever, and nobody without the service's secret can foretell it.
"""

import hmac
from enum import StrEnum

from service.terms import ReportId


class Lot(StrEnum):
    """What is drawn for; each has lots of its own."""

    SECOND_READING = "second reading"
    WITHOUT_SUGGESTIONS = "without suggestions"


SHARES = {Lot.SECOND_READING: 0.1, Lot.WITHOUT_SUGGESTIONS: 0.25}


def is_drawn(secret: bytes, lot: Lot, report: ReportId) -> bool:
    """Whether the lot falls on a report."""
    drawn = hmac.digest(secret, f"candour/1 lot\0{lot}\0{report}".encode(), "sha256")
    return int.from_bytes(drawn[:8], "big") < SHARES[lot] * 2**64
