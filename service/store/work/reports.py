"""Reports as coded fields, and their closed envelopes. Returns values, never rows; commits nothing."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row
from sqlmodel import col, update

from service.store.work.handle import WorkStore
from service.store.work.tables import EnvelopeRow, ReportRow
from service.terms import CircleId, CodedFields, KeyId, OrganisationId, ReportId, SealedBy, UnitCode


@dataclass(frozen=True, slots=True)
class StoredReport:
    """What the server knows of a report."""

    organisation: OrganisationId
    report: ReportId
    coded: CodedFields
    circle: CircleId
    sealed_by: SealedBy
    received: str = field(repr=False)
    """A day until it is coded, an ISO week from then on."""
    state: str
    version: int
    band: int
    """1 to 3, the soonest first."""


def find_report(work: WorkStore, organisation: OrganisationId, report: ReportId) -> StoredReport | None:
    """The report with this id."""
    row = work.session.get(ReportRow, (organisation, report))
    return None if row is None else stored(row)


def find_digest(work: WorkStore, organisation: OrganisationId, report: ReportId) -> bytes | None:
    """What tells a repeated submission from another one under the same id."""
    row = work.session.get(ReportRow, (organisation, report))
    return None if row is None else row.digest


def find_envelope(
    work: WorkStore, organisation: OrganisationId, report: ReportId
) -> tuple[KeyId, bytes] | None:
    """The closed envelope of a report and the id of the key it was sealed to."""
    row = work.session.get(EnvelopeRow, (organisation, report))
    return None if row is None else (KeyId(row.key_id), row.sealed)


def set_factors(
    work: WorkStore, report: StoredReport, factors: tuple[str, ...], *, week: str, version: int
) -> StoredReport | None:
    """Code a report if it still has this version; None if somebody was quicker."""
    first, second, third = (*factors, None, None, None)[:3]
    changed = work.session.exec(
        update(ReportRow)
        .where(
            col(ReportRow.organisation) == report.organisation,
            col(ReportRow.report) == report.report,
            col(ReportRow.version) == version,
        )
        .values(
            first_factor=first,
            second_factor=second,
            third_factor=third,
            received=week,
            state="coded",
            version=version + 1,
        )
    )
    if changed.rowcount != 1:
        return None
    work.session.expire_all()
    return find_report(work, report.organisation, report.report)


def stored(row: ReportRow | Row[Any]) -> StoredReport:
    """A row, or the columns of one, as a value."""
    factors = (row.first_factor, row.second_factor, row.third_factor)
    return StoredReport(
        organisation=OrganisationId(row.organisation),
        report=ReportId(row.report),
        coded=CodedFields(
            kind=row.kind,
            unit=UnitCode(row.unit),
            role_group=row.role_group,
            factors=tuple(factor for factor in factors if factor is not None),
            impact=row.impact,
            potential=row.potential,
            spread=row.spread,
            setting=row.setting,
        ),
        circle=CircleId(row.circle),
        sealed_by=SealedBy(row.sealed_by),
        received=row.received,
        state=row.state,
        version=row.version,
        band=row.band,
    )
