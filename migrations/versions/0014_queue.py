"""The circle's queue: a band beside every report, and one index that pages it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0009"
branch_labels = None
depends_on = None

_IMPACT = {"none-seen": 0, "inconvenience": 1, "some-harm": 2, "serious": 3}
_POTENTIAL = {"little": 0, "disruption": 1, "harm": 2, "grave": 3}
_SPREAD = {"sometimes": 1, "often": 2, "everywhere": 3}


def upgrade() -> None:
    """Every report gets the band its answers gave it on the day this was written; new ones bring theirs."""
    # By hand: SQLite would otherwise copy the whole table to add a check.
    op.execute(
        "alter table report add column band integer default 3 not null "
        "constraint ck_report_band check (band between 1 and 3)"
    )
    report = sa.table("report", *(sa.column(name) for name in ("impact", "potential", "spread", "band")))
    worst = sa.case(
        (_score(report.c.impact, _IMPACT) > _score(report.c.potential, _POTENTIAL),
         _score(report.c.impact, _IMPACT)),
        else_=_score(report.c.potential, _POTENTIAL),
    )  # fmt: skip
    score = worst * 2 + sa.case(_SPREAD, value=report.c.spread, else_=0)
    grave = sa.or_(report.c.potential == "grave", report.c.impact == "serious", score >= 8)
    op.execute(report.update().values(band=sa.case((grave, 1), (score >= 5, 2), else_=3)))
    op.drop_index(op.f("ix_report_organisation_circle_state_received"), table_name="report")
    op.create_index(
        "ix_report_queue", "report", ["organisation", "circle", "state", "band", "received", "report"]
    )


def _score(column: sa.ColumnElement[str], values: dict[str, int]) -> sa.ColumnElement[int]:
    """An answer that is not known counts as 1."""
    return sa.case(values, value=column, else_=1)
