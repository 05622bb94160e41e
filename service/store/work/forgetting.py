"""Forgets a report: every row of this store that carries its id. Commits nothing.

Keeps no tombstone: afterwards nothing here says that there ever was such a report.
"""

from sqlalchemy import Table, delete

from service.store.work import dialogue_tables, learning_tables, pipeline_tables
from service.store.work.handle import WorkStore
from service.store.work.tables import WorkRow
from service.terms import OrganisationId, ReportId

_MODULES = (dialogue_tables, learning_tables, pipeline_tables)
"""Imported for their tables: a table that is not known here would keep its rows."""


def tables_of_reports() -> tuple[Table, ...]:
    """Every table with rows that belong to one report."""
    return tuple(table for table in WorkRow.metadata.sorted_tables if "report" in table.columns)


def delete_report(work: WorkStore, organisation: OrganisationId, report: ReportId) -> None:
    """Delete a report, its envelope, its dialogue and whatever else carries its id.

    Published figures stand: what was counted is noise and a sum, and holds no report.
    """
    for table in tables_of_reports():
        named = [table.c[name] for name in ("report", "original") if name in table.columns]
        for column in named:
            work.session.execute(delete(table).where(table.c.organisation == organisation, column == report))
