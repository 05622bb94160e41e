"""Accepts sealed reports at the door, and lets a circle code them.

Never opens one: nothing here can. Keeps no time finer than a day.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from hashlib import sha256
from zoneinfo import ZoneInfo

from service.crypto.envelope import parse_envelope
from service.crypto.errors import NotAnEnvelope, UnknownVersion
from service.domain.routing import Directory, choose_circle
from service.domain.triage import band_of, place_of
from service.errors import (
    MalformedEnvelope,
    NotFound,
    RetiredKey,
    StaleEdit,
    TooManyFactors,
    UnitTooSmall,
    UnknownCode,
    UnsupportedEnvelope,
    WrongCircle,
)
from service.store.work import reports
from service.store.work.handle import WorkStore
from service.store.work.reports import StoredReport
from service.taxonomy import taxonomy
from service.terms import (
    MAX_FACTORS,
    CircleId,
    CodedFields,
    Day,
    KeyId,
    OrganisationId,
    Period,
    ReportId,
    SealedReport,
)


@dataclass(frozen=True, slots=True)
class Submission:
    """A report that passed every check, ready to be written: what it is, and when in whole days."""

    sealed: SealedReport = field(repr=False)
    key_id: KeyId
    revision: int
    received: Day
    period: Period
    digest: bytes = field(repr=False)
    band: int


@cache
def _closed_lists() -> dict[str, frozenset[str]]:
    lists = taxonomy()
    return {
        "kind": frozenset(choice.code for choice in lists.kinds),
        "role_group": frozenset(choice.code for choice in lists.role_groups),
        "setting": frozenset(choice.code for choice in lists.settings),
        "impact": frozenset(choice.code for choice in lists.impacts),
        "potential": frozenset(choice.code for choice in lists.potentials),
        "spread": frozenset(choice.code for choice in lists.spreads),
    }


@cache
def _factor_codes() -> frozenset[str]:
    return frozenset(factor.code for factor in taxonomy().factors)


def accept_report(sealed: SealedReport, directory: Directory, now: datetime) -> Submission:
    """Check a sealed report against the directory and date it by day.

    Raises UnknownCode, TooManyFactors, UnitTooSmall, MalformedEnvelope, UnsupportedEnvelope, WrongCircle
    or RetiredKey; nothing is stored then. Writing is the intake writer's work.
    """
    check_coded(sealed.coded, directory)
    key_id = check_envelope(sealed, directory)
    today = now.astimezone(ZoneInfo(directory.organisation.timezone)).date()
    return Submission(
        sealed=sealed,
        key_id=key_id,
        revision=directory.organisation.revision,
        received=Day(today.isoformat()),
        period=Period(today.isoformat()[:7]),
        digest=_digest(sealed),
        band=place_of(band_of(sealed.coded)),
    )


def was_accepted(work: WorkStore, sealed: SealedReport) -> bool:
    """Whether this very report is stored: its answer was lost, and asking again must not store another."""
    return reports.find_digest(work, sealed.organisation, sealed.report) == _digest(sealed)


def check_coded(coded: CodedFields, directory: Directory) -> None:
    """Every code from its closed list, at most three factors, no unit below the floor."""
    check_factors(coded.factors)
    for name, allowed in _closed_lists().items():
        if getattr(coded, name) not in allowed:
            raise UnknownCode(field=name)
    if coded.unit not in directory.known_codes:
        raise UnknownCode(field="unit")
    if coded.unit not in directory.offered_codes:
        raise UnitTooSmall(field="unit")


def check_factors(factors: tuple[str, ...]) -> None:
    """Zero to three different factors of the taxonomy."""
    if len(factors) > MAX_FACTORS:
        raise TooManyFactors(field="factors")
    if len(set(factors)) != len(factors) or not set(factors) <= _factor_codes():
        raise UnknownCode(field="factors")


def check_envelope(sealed: SealedReport, directory: Directory) -> KeyId:
    """The key id of an envelope sealed to the current key of the circle its factors lead to."""
    try:
        envelope = parse_envelope(sealed.envelope)
    except UnknownVersion:
        raise UnsupportedEnvelope from None
    except NotAnEnvelope:
        raise MalformedEnvelope from None
    circle = choose_circle(sealed.coded.factors, directory)
    if sealed.circle != circle:
        raise WrongCircle(circle=circle)
    key_id = KeyId(envelope.key_id.hex())
    if directory.circle_of_key.get(key_id, circle) != circle:
        raise WrongCircle(circle=circle)
    current = directory.active_keys[circle].key_id
    if key_id != current:
        raise RetiredKey(key_id=current)
    return key_id


def _digest(sealed: SealedReport) -> bytes:
    """What tells a repeated submission from another one under the same id. Covers sealed bytes only."""
    coded = sealed.coded
    parts = (
        *(getattr(coded, name) for name in sorted(_closed_lists())),
        coded.unit,
        ",".join(coded.factors),
        sealed.circle,
        sealed.sealed_by.value,
    )
    digest = sha256(b"candour/1 submission\0" + "\0".join(parts).encode())
    for part in (sealed.envelope, sealed.dialogue_lookup, sealed.dialogue_verifier, sealed.dialogue_key):
        digest.update(sha256(part).digest())
    return digest.digest()


def show_report(
    work: WorkStore, organisation: OrganisationId, circle: CircleId, report: ReportId
) -> StoredReport:
    """One report of this circle. Raises NotFound, also for a report of another circle."""
    found = reports.find_report(work, organisation, report)
    if found is None or found.circle != circle:
        raise NotFound
    return found


def show_envelope(work: WorkStore, organisation: OrganisationId, report: ReportId) -> tuple[KeyId, bytes]:
    """The key id and the closed envelope. Raises NotFound once it has been forgotten."""
    found = reports.find_envelope(work, organisation, report)
    if found is None:
        raise NotFound
    return found


def recode_report(
    work: WorkStore, report: StoredReport, factors: tuple[str, ...], version: int
) -> StoredReport:
    """Set the factors a circle sees in a report; from then on its day is a week.

    Raises StaleEdit if somebody coded it since `version`: nobody's work is overwritten.
    """
    check_factors(factors)
    week = _week_of(report.received)
    coded = reports.set_factors(work, report, factors, week=week, version=version)
    if coded is None:
        raise StaleEdit
    return coded


def _week_of(received: str) -> str:
    if "W" in received or "M" in received:
        return received
    year, week, _ = datetime.fromisoformat(received).isocalendar()
    return f"{year}-W{week:02d}"
