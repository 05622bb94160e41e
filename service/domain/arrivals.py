"""Seals on arrival what its sender could not seal: a browser without script, a program without cryptography.

In memory, in one call: scrubbed, sealed, let go of. Keeps no word of it, and says on the report that the
service sealed it. Can open nothing, like the rest of the web process (R6).
"""

from dataclasses import dataclass, field

from service.crypto.context import Context, Purpose
from service.crypto.errors import TooLong
from service.crypto.narrative import encode_narrative
from service.crypto.sealing import seal
from service.domain.routing import Directory, choose_circle
from service.errors import DoorClosed, NarrativeTooLong, NothingWritten
from service.terms import CodedFields, ReportId, SealedBy, SealedReport
from service.text.analysis import Decisions
from service.text.engine import scrub


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report in plain words, as it came; never stored, never printed."""

    report: ReportId
    coded: CodedFields
    narrative: str = field(repr=False)
    decisions: Decisions = field(default=Decisions(), repr=False)


def seal_arrival(arrival: Arrival, directory: Directory) -> SealedReport:
    """The arrival scrubbed and sealed to the circle its factors lead to; nobody can answer its reporter.

    Raises DoorClosed where the organisation takes no such reports, NothingWritten, NarrativeTooLong.
    """
    if directory.door.service_sealed_off:
        raise DoorClosed
    if not arrival.narrative.strip():
        raise NothingWritten
    organisation = directory.organisation.organisation
    circle = choose_circle(arrival.coded.factors, directory)
    key = directory.active_keys[circle]
    context = Context(Purpose.REPORT_SERVICE, organisation, circle, key.key_id, arrival.report)
    plaintext = encode_narrative(scrub(arrival.narrative, arrival.decisions).text)
    try:
        envelope = seal(plaintext, key.public_key, context)
    except TooLong:
        raise NarrativeTooLong from None
    return SealedReport(
        organisation=organisation,
        report=arrival.report,
        coded=arrival.coded,
        circle=circle,
        envelope=envelope,
        sealed_by=SealedBy.SERVICE,
    )
