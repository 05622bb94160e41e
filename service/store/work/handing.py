"""Moves a report to another circle with everything sealed anew. Commits nothing."""

from sqlalchemy import delete
from sqlmodel import col, update

from service.store.work.dialogue_tables import MessageRow
from service.store.work.handle import WorkStore
from service.store.work.learning_tables import DuplicateRow, RejectionRow, SecondReadingRow, ThemeReportRow
from service.store.work.reports import StoredReport
from service.store.work.tables import EnvelopeRow, ReportRow
from service.terms import CircleId, KeyId, Towards

_envelope = EnvelopeRow.__table__  # type: ignore[attr-defined]
_message = MessageRow.__table__  # type: ignore[attr-defined]
_duplicate = DuplicateRow.__table__  # type: ignore[attr-defined]
_link = ThemeReportRow.__table__  # type: ignore[attr-defined]
_second = SecondReadingRow.__table__  # type: ignore[attr-defined]
_rejection = RejectionRow.__table__  # type: ignore[attr-defined]
_KNOWN = (_second.c.report, _rejection.c.report, _link.c.report, _duplicate.c.report, _duplicate.c.original)
"""What a circle found out about a report, besides its factors."""


def move_report(work: WorkStore, report: StoredReport, circle: CircleId, *, version: int) -> bool:
    """Give a report to a circle as a new one; False if it no longer has this version.

    What the circle it leaves knew about it, such as which other report tells the same, goes.
    """
    changed = work.session.exec(
        update(ReportRow)
        .where(
            col(ReportRow.organisation) == report.organisation,
            col(ReportRow.report) == report.report,
            col(ReportRow.circle) == report.circle,
            col(ReportRow.version) == version,
        )
        .values(circle=circle, state="new", version=version + 1)
    )
    for column in _KNOWN:
        work.session.execute(
            delete(column.table).where(
                column.table.c.organisation == report.organisation, column == report.report
            )
        )
    return changed.rowcount == 1


def replace_envelope(work: WorkStore, report: StoredReport, key_id: KeyId, sealed: bytes) -> None:
    """Put a report's words under another key, in the place of the old seal."""
    work.session.execute(
        update(_envelope)
        .where(_envelope.c.organisation == report.organisation, _envelope.c.report == report.report)
        .values(key_id=key_id, sealed=sealed)
    )


def replace_message(work: WorkStore, report: StoredReport, place: tuple[Towards, int], sealed: bytes) -> None:
    """Put a message sealed anew in the place of the old one."""
    towards, slot = place
    work.session.execute(
        update(_message)
        .where(
            _message.c.organisation == report.organisation,
            _message.c.report == report.report,
            _message.c.towards == towards.value,
            _message.c.slot == slot,
        )
        .values(sealed=sealed)
    )
