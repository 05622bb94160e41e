"""A month is counted from its index alone: reading every report as well takes three times as long."""

import pytest
from sqlalchemy import Engine, func, select

from service.store.work.ledger import Draw, eligible
from service.store.work.tables import ReportRow
from service.terms import OrganisationId, Period, Stage

_report = ReportRow.__table__


def plan_of(engine: Engine, question) -> str:
    said = question.compile(engine, compile_kwargs={"literal_binds": True})
    with engine.connect() as connection:
        return "\n".join(str(row[-1]) for row in connection.exec_driver_sql(f"explain query plan {said}"))


def test_sqlite_counts_a_month_and_the_months_before_without_reading_the_reports(engine: Engine):
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL is told to scan: service.store.work.ledger.SET_BASED")
    draw = Draw(
        OrganisationId("trust"), Stage.MONTH_UNIT, Period("2026-02"), Period("2026-02"), needs_factor=False
    )
    cells = (_report.c.unit, _report.c.first_factor)

    for months in (_report.c.period == "2026-02", _report.c.period < "2026-02"):
        question = select(*cells, func.count()).where(eligible(draw, months)).group_by(*cells)

        assert "report USING COVERING INDEX ix_report_cells" in plan_of(engine, question)
