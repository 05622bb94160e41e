"""A circle's queue, read by key and never by counting rows. Returns values, never rows; commits nothing."""

from dataclasses import dataclass

from sqlalchemy import select as columns
from sqlmodel import col, func, select, tuple_

from service.store.work.handle import WorkStore
from service.store.work.reports import StoredReport, stored
from service.store.work.tables import EnvelopeRow, ReportRow
from service.terms import CircleId, KeyId, OrganisationId, ReportId

_report = ReportRow.__table__.c  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The reports of one circle in one state."""

    organisation: OrganisationId
    circle: CircleId
    state: str
    newest_first: bool


def list_band(
    work: WorkStore, shelf: Shelf, band: int, after: tuple[str, str] | None, limit: int
) -> tuple[StoredReport, ...]:
    """The next reports of one band after (day or week, id): by day, inside a day by random id."""
    place = (_report.received, _report.report)
    # Columns, not rows: making a hundred row objects costs more than finding them.
    query = columns(*_report).where(
        _report.organisation == shelf.organisation,
        _report.circle == shelf.circle,
        _report.state == shelf.state,
        _report.band == band,
    )
    if after is not None:
        query = query.where(tuple_(*place) < after if shelf.newest_first else tuple_(*place) > after)
    order = [column.desc() if shelf.newest_first else column for column in place]
    rows = work.session.execute(query.order_by(*order).limit(limit))
    return tuple(stored(row) for row in rows)


def count_bands(work: WorkStore, shelf: Shelf) -> dict[int, int]:
    """How many reports stand in each band."""
    rows = work.session.exec(
        select(ReportRow.band, func.count())
        .where(
            ReportRow.organisation == shelf.organisation,
            ReportRow.circle == shelf.circle,
            ReportRow.state == shelf.state,
        )
        .group_by(col(ReportRow.band))
    )
    return dict(rows.all())


def list_envelopes(
    work: WorkStore, organisation: OrganisationId, circle: CircleId, reports: tuple[ReportId, ...]
) -> tuple[tuple[ReportId, KeyId, bytes], ...]:
    """Closed envelopes of those of these reports that are this circle's and not forgotten, by random id."""
    own = (col(ReportRow.organisation) == EnvelopeRow.organisation) & (
        col(ReportRow.report) == EnvelopeRow.report
    )
    rows = work.session.exec(
        select(EnvelopeRow.report, EnvelopeRow.key_id, EnvelopeRow.sealed)
        .join(ReportRow, own)
        .where(
            EnvelopeRow.organisation == organisation,
            col(EnvelopeRow.report).in_(reports),
            ReportRow.circle == circle,
        )
        .order_by(EnvelopeRow.report)
    )
    return tuple((ReportId(report), KeyId(key_id), sealed) for report, key_id, sealed in rows)
