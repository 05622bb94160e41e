"""The second reading: one report in ten is read by somebody else, who does not see what the first one saw.

Lots decide which, so nobody can choose. What is learned is how far two people see the same factors, and
never who agrees with whom.
"""

import hmac
from dataclasses import dataclass, field

from service.domain.access import Actor
from service.domain.agreement import Agreement, judge_agreement
from service.domain.lots import Lot, is_drawn
from service.domain.reports import check_factors
from service.domain.routing import Directory
from service.errors import NotFound, StaleEdit
from service.store.work import second_readings
from service.store.work.handle import WorkStore
from service.store.work.reports import StoredReport
from service.taxonomy import taxonomy
from service.terms import Circle, CircleId, OrganisationId, PersonId, ReportId


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads, and the secret that keeps anybody from telling by the database."""

    secret: bytes = field(repr=False)
    actor: Actor

    def tag(self, report: ReportId) -> bytes:
        """A keyed hash of this person with this report: two reports of one reader look like those of two."""
        person: PersonId = self.actor.person
        return hmac.digest(self.secret, f"candour/1 first reader\0{person}\0{report}".encode(), "sha256")


def note_first_reading(
    work: WorkStore, readers: Readers, before: StoredReport, factors: tuple[str, ...]
) -> None:
    """Where the lot falls on a report that is coded for the first time, keep what its first reader saw."""
    if before.state == "new" and is_drawn(readers.secret, Lot.SECOND_READING, before.report):
        second_readings.add_reading(work, before, factors, readers.tag(before.report))


def offer_readings(work: WorkStore, readers: Readers, circle: CircleId) -> tuple[StoredReport, ...]:
    """Reports this member may read second: never one they read first."""
    waiting = second_readings.list_waiting(work, readers.actor.organisation, circle)
    return tuple(one.report for one in waiting if one.first_reader != readers.tag(one.report.report))


def read_second(
    work: WorkStore, readers: Readers, circle: CircleId, report: ReportId, factors: tuple[str, ...]
) -> None:
    """Keep what the second reader saw; the report's own factors do not change.

    Raises NotFound for a report that was not offered, StaleEdit if another member was quicker.
    """
    check_factors(factors)
    if report not in {one.report for one in offer_readings(work, readers, circle)}:
        raise NotFound
    if not second_readings.set_second(work, readers.actor.organisation, report, factors):
        raise StaleEdit


def show_agreement(work: WorkStore, organisation: OrganisationId, circle: CircleId) -> tuple[Agreement, ...]:
    """How far two readers of the same reports agree, by factor."""
    readings = second_readings.list_readings(work, organisation, circle)
    return judge_agreement(readings, [factor.code for factor in taxonomy().factors])


def show_agreements(
    work: WorkStore, directory: Directory
) -> tuple[tuple[Circle, tuple[Agreement, ...]], ...]:
    """The same of every circle. No report, no reader, no number of either."""
    organisation = directory.organisation.organisation
    return tuple((one, show_agreement(work, organisation, one.circle)) for one in directory.circles)
