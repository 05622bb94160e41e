"""A circle receives once another circle has endorsed its key; the circles there are count as founded."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Circles that have a key were there before anybody was asked. One without a key has to be endorsed."""
    op.create_table(
        "endorsement",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("circle", sa.String(length=64), nullable=False),
        sa.Column("key_id", sa.String(length=32), nullable=False),
        sa.Column("since", sa.String(length=10), nullable=False),
        sa.Column("by_circle", sa.String(length=64), nullable=True),
        sa.Column("by_key", sa.String(length=32), nullable=True),
        sa.Column("vouch", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("(by_circle is null) = (by_key is null)", name=op.f("ck_endorsement_by_key")),
        sa.CheckConstraint("(by_circle is null) = (vouch is null)", name=op.f("ck_endorsement_vouch")),
        sa.CheckConstraint("by_circle <> circle", name=op.f("ck_endorsement_by_another")),
        sa.PrimaryKeyConstraint("organisation", "circle", name=op.f("pk_endorsement")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "insert into endorsement (organisation, circle, key_id, since)"
        " select organisation, circle, key_id, since from circle_key"
        " where epoch = (select min(first.epoch) from circle_key as first"
        " where first.organisation = circle_key.organisation and first.circle = circle_key.circle)"
    )
