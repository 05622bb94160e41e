"""Suggestions that do not fit: what a circle answers to the helper that suggests, beside what it codes.

Only what somebody marked is kept: a suggestion that nobody answered is not a no. Codes only, and nothing that
a release counts.
"""

from service.domain.lots import Lot, is_drawn
from service.domain.second_readings import Readers
from service.errors import UnknownCode
from service.store.work import rejections
from service.store.work.handle import WorkStore
from service.store.work.reports import StoredReport
from service.taxonomy import taxonomy
from service.terms import ReportId


def show_rejections(work: WorkStore, reports: tuple[StoredReport, ...]) -> dict[ReportId, tuple[str, ...]]:
    """The factors marked as not fitting, for each of these reports of one organisation."""
    coded = [one.report for one in reports if one.state == "coded"]
    found = rejections.list_rejections(work, reports[0].organisation, coded) if coded else {}
    return {one.report: found.get(one.report, ()) for one in reports}


def keep_rejections(
    work: WorkStore, readers: Readers, coded: StoredReport, rejected: tuple[str, ...] | None
) -> tuple[str, ...]:
    """Keep what was marked with the coding that was just saved; None leaves what was marked before.

    What is chosen fits: it is never kept as not fitting. Raises UnknownCode for a code of no list, or twice,
    and for any on a report that is coded without suggestions.
    """
    is_blind = is_drawn(readers.secret, Lot.WITHOUT_SUGGESTIONS, coded.report)
    if rejected is None:
        rejected = () if is_blind else show_rejections(work, (coded,))[coded.report]
    known = {factor.code for factor in taxonomy().factors}
    if len(set(rejected)) != len(rejected) or not set(rejected) <= known or (is_blind and rejected):
        raise UnknownCode(field="rejected")
    kept = tuple(sorted(set(rejected) - set(coded.coded.factors)))
    rejections.set_rejections(work, coded.organisation, coded.report, kept)
    return kept
