"""Which reports tell the same thing: such a pair is counted once."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One row for each report that was set beside another."""
    op.create_table(
        "duplicate",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("report", sa.String(length=32), nullable=False),
        sa.Column("original", sa.String(length=32), nullable=False),
        sa.CheckConstraint("report <> original", name=op.f("ck_duplicate_original")),
        sa.PrimaryKeyConstraint("organisation", "report", name=op.f("pk_duplicate")),
        sqlite_with_rowid=False,
    )
