"""The reporter's door: what an organisation has switched, and its own signposts."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The reporter's door: what an organisation has switched, and its own signposts."""
    op.create_table(
        "door",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("suggestions_off", sa.Boolean(), nullable=False),
        sa.Column("quick_only", sa.Boolean(), nullable=False),
        sa.Column("service_sealed_off", sa.Boolean(), nullable=False),
        sa.Column("leave_to", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("organisation", name=op.f("pk_door")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "signpost",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("signpost", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("show", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=500), nullable=False),
        sa.CheckConstraint("position >= 0", name=op.f("ck_signpost_position")),
        sa.PrimaryKeyConstraint("organisation", "signpost", name=op.f("pk_signpost")),
        sqlite_with_rowid=False,
    )
