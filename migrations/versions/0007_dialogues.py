"""The dialogue: sealed messages, and how far a circle has answered."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The dialogue: sealed messages, and how far a circle has answered."""
    op.create_table(
        "message",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("report", sa.String(length=32), nullable=False),
        sa.Column("towards", sa.String(length=8), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("towards in ('circle', 'reporter', 'copy')", name=op.f("ck_message_towards")),
        sa.CheckConstraint("slot between 0 and 15", name=op.f("ck_message_slot")),
        sa.PrimaryKeyConstraint("organisation", "report", "towards", "slot", name=op.f("pk_message")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "dialogue_state",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("report", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("acknowledged", sa.String(length=8), nullable=False),
        sa.Column("replied", sa.String(length=8), nullable=False),
        sa.Column("waiting", sa.Boolean(), nullable=False),
        sa.Column("active", sa.String(length=8), nullable=False),
        sa.CheckConstraint(
            "stage in ('received', 'read', 'in-theme', 'concluded')", name=op.f("ck_dialogue_state_stage")
        ),
        sa.CheckConstraint(
            "acknowledged in ('no', 'in-time', 'late')", name=op.f("ck_dialogue_state_acknowledged")
        ),
        sa.CheckConstraint("replied in ('no', 'in-time', 'late')", name=op.f("ck_dialogue_state_replied")),
        sa.CheckConstraint("length(active) = 8", name=op.f("ck_dialogue_state_active")),
        sa.PrimaryKeyConstraint("organisation", "report", name=op.f("pk_dialogue_state")),
        sqlite_with_rowid=False,
    )
