"""Forgets a report: every row of this store that carries its id. Commits nothing.

Keeps no tombstone: afterwards nothing here says that there ever was such a report.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Table, delete, select

from service.store.work import dialogue_tables, learning_tables, pipeline_tables
from service.store.work.handle import WorkStore
from service.store.work.tables import DialogueRow, EnvelopeRow, WorkRow
from service.terms import OrganisationId, ReportId

_dialogue = DialogueRow.__table__  # type: ignore[attr-defined]
_envelope = EnvelopeRow.__table__  # type: ignore[attr-defined]
_MODULES = (dialogue_tables, learning_tables, pipeline_tables)
"""Imported for their tables: a table that is not known here would keep its rows."""


def tables_of_reports() -> tuple[Table, ...]:
    """Every table with rows that belong to one report; envelopes last, which lead to dialogues."""
    found = (table for table in WorkRow.metadata.sorted_tables if "report" in table.columns)
    return tuple(sorted(found, key=lambda table: table is _envelope))


def delete_report(work: WorkStore, organisation: OrganisationId, report: ReportId) -> None:
    """Delete a report, its envelope, its dialogue and whatever else carries its id.

    Published figures stand: what was counted is noise and a sum, and holds no report.
    """
    delete_rows(work, organisation, [report], tables_of_reports())


def delete_rows(
    work: WorkStore, organisation: OrganisationId, reports: Sequence[ReportId], tables: Iterable[Table]
) -> None:
    """Delete the rows of these reports from tables of reports, in the order of `tables_of_reports`."""
    for table in tables:
        of = table.c.organisation == organisation
        for column in (table.c[name] for name in ("report", "original") if name in table.columns):
            work.session.execute(delete(table).where(of, _belongs(column, reports)))


def _belongs(column: ColumnElement[str], reports: Sequence[ReportId]) -> ColumnElement[bool]:
    """Whether a row is of one of these reports; a dialogue is found by the lookup that its envelope has."""
    if column is not _dialogue.c.report:
        return column.in_(reports)
    own = (_envelope.c.organisation == _dialogue.c.organisation, _envelope.c.report.in_(reports))
    lookup: ColumnElement[bytes] = _dialogue.c.lookup
    return lookup.in_(select(_envelope.c.lookup).where(*own))
