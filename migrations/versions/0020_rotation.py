"""Circle keys change: who vouched for whom, what a key follows, and keys that stand by for a leaver."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The keys there are were made at founding; nobody is vouched for yet, and nothing stands by."""
    op.add_column("wrapped_key", sa.Column("vouch", sa.LargeBinary(), nullable=True))
    op.add_column("circle_key", sa.Column("endorsement", sa.LargeBinary(), nullable=True))
    op.add_column("circle_key", sa.Column("since", sa.String(length=10), nullable=False, server_default=""))
    op.add_column(
        "circle_key", sa.Column("reason", sa.String(length=16), nullable=False, server_default="founded")
    )
    op.create_table(
        "standby_key",
        *_place(),
        sa.Column("key_id", sa.String(length=32), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("endorsement", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "circle", "without", name=op.f("pk_standby_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "standby_wrap",
        *_place(),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("vouch", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "circle", "without", "person", name=op.f("pk_standby_wrap")),
        sqlite_with_rowid=False,
    )


def _place() -> list[sa.Column[str]]:
    return [
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("circle", sa.String(length=64), nullable=False),
        sa.Column("without", sa.String(length=32), nullable=False),
    ]
