"""The second reading: what two people see in the same report, apart from how it is coded."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One row for each report the lot fell on when it was first coded."""
    op.create_table(
        "second_reading",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("report", sa.String(length=32), nullable=False),
        sa.Column("first_codes", sa.String(length=200), nullable=False),
        sa.Column("second_codes", sa.String(length=200), nullable=True),
        sa.Column("first_reader", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("organisation", "report", name=op.f("pk_second_reading")),
        sqlite_with_rowid=False,
    )
