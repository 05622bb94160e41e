"""Invitations: whom a one-time link lets set their first ways in."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody is invited yet."""
    op.create_table(
        "invitation",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("handle", sa.String(length=80), nullable=False),
        sa.Column("display", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("role in ('member', 'leader', 'steward')", name=op.f("ck_invitation_role")),
        sa.PrimaryKeyConstraint("organisation", "token_hash", name=op.f("pk_invitation")),
        sqlite_with_rowid=False,
    )
