"""The weekly digest: when it goes out, to which address, and what is on its way."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody is written to until an organisation says when and a member says where."""
    op.create_table(
        "digest_address",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "person", name=op.f("pk_digest_address")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "digest_time",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.CheckConstraint("weekday between 0 and 6", name=op.f("ck_digest_time_weekday")),
        sa.CheckConstraint("hour between 0 and 23", name=op.f("ck_digest_time_hour")),
        sa.CheckConstraint("length(week) = 8", name=op.f("ck_digest_time_week")),
        sa.PrimaryKeyConstraint("organisation", name=op.f("pk_digest_time")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "digest_waiting",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(week) = 8", name=op.f("ck_digest_waiting_week")),
        sa.PrimaryKeyConstraint("organisation", "person", name=op.f("pk_digest_waiting")),
        sqlite_with_rowid=False,
    )
