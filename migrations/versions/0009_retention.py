"""How long each organisation keeps words, and whether a hold stops forgetting."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One row for an organisation that has decided something; the default needs none."""
    op.create_table(
        "retention",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("hold", sa.String(length=64), nullable=True),
        sa.CheckConstraint("days between 90 and 730", name=op.f("ck_retention_days")),
        sa.PrimaryKeyConstraint("organisation", name=op.f("pk_retention")),
        sqlite_with_rowid=False,
    )
