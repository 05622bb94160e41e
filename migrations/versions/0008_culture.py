"""Culture of reporting: versions of plans on what is drawn, and kinds in the index of what is counted."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Everything drawn so far was drawn under version 1."""
    for table in ("outbox", "release"):
        op.add_column(table, sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.drop_index("ix_report_cells", "report")
    # A month's reports in the order of their cells: counting a million of them needs no sort.
    op.create_index(
        "ix_report_cells", "report", ["organisation", "period", "state", "unit", "first_factor", "kind"]
    )
