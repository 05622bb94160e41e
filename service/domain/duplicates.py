"""Reports that tell the same thing: told twice, counted once.

Only a circle can know, because only it reads the words; the service keeps which, and why it counts one.
"""

from dataclasses import dataclass

from service.domain.reports import show_report
from service.errors import UnknownCode
from service.store.work import duplicates
from service.store.work.handle import WorkStore
from service.store.work.reports import StoredReport
from service.terms import ReportId


@dataclass(frozen=True, slots=True)
class Told:
    """With which report this one is counted, and how many are counted with it."""

    original: ReportId | None
    others: int


def show_told(work: WorkStore, report: StoredReport) -> Told:
    """How often the same thing was told."""
    return Told(
        duplicates.find_original(work, report.organisation, report.report),
        duplicates.count_duplicates(work, report.organisation, report.report),
    )


def mark_duplicate(work: WorkStore, report: StoredReport, of: ReportId | None) -> Told:
    """Count a report with another one of the same circle, or by itself again.

    Chains are drawn straight: all of them point at one. Raises NotFound for a report of another circle,
    UnknownCode where it would point at itself. What was published stands.
    """
    organisation = report.organisation
    if of is None:
        duplicates.set_original(work, organisation, report.report, None)
        return show_told(work, report)
    show_report(work, organisation, report.circle, of)
    first = duplicates.find_original(work, organisation, of) or of
    if first == report.report:
        raise UnknownCode(field="original")
    duplicates.set_original(work, organisation, report.report, first)
    duplicates.move_duplicates(work, organisation, report.report, first)
    return show_told(work, report)
