"""Themes: a circle's sealed notes and the reports it links, and what it has published for leaders."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two tables of the work store, one of the release store."""
    op.create_table(
        "theme",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("theme", sa.String(length=32), nullable=False),
        sa.Column("circle", sa.String(length=64), nullable=False),
        sa.Column("factor", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "status in ('noticed', 'under-review', 'responded', 'fed-back')", name=op.f("ck_theme_status")
        ),
        sa.PrimaryKeyConstraint("organisation", "theme", name=op.f("pk_theme")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "theme_report",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("theme", sa.String(length=32), nullable=False),
        sa.Column("report", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "theme", "report", name=op.f("pk_theme_report")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "published_theme",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("theme", sa.String(length=32), nullable=False),
        sa.Column("factor", sa.String(length=64), nullable=False),
        sa.Column("circle", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "theme", name=op.f("pk_published_theme")),
        sqlite_with_rowid=False,
    )
