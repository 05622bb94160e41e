"""Rejections: which suggested factors a circle marked as not fitting a report."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One row for each factor of a report; no row is no answer."""
    op.create_table(
        "rejection",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("report", sa.String(length=32), nullable=False),
        sa.Column("factor", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "report", "factor", name=op.f("pk_rejection")),
        sqlite_with_rowid=False,
    )
