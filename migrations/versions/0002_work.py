"""The work store: organisations, units, circles, keys, reports, envelopes, dialogues."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The work store: organisations, units, circles, keys, reports, envelopes, dialogues."""
    op.create_table(
        "circle",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("circle", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("about", sa.String(length=500), nullable=False),
        sa.Column("is_general", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "circle", name=op.f("pk_circle")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "circle_key",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("circle", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(length=32), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.CheckConstraint("state in ('active', 'retired')", name=op.f("ck_circle_key_state")),
        sa.PrimaryKeyConstraint("organisation", "circle", "epoch", name=op.f("pk_circle_key")),
        sa.UniqueConstraint("organisation", "key_id", name=op.f("uq_circle_key_organisation_key_id")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "circle_member",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("circle", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "circle", "person", name=op.f("pk_circle_member")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "dialogue",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("lookup", sa.LargeBinary(), nullable=False),
        sa.Column("report", sa.String(length=32), nullable=False),
        sa.Column("verifier", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "lookup", name=op.f("pk_dialogue")),
        sa.UniqueConstraint("organisation", "report", name=op.f("uq_dialogue_organisation_report")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "envelope",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("report", sa.String(length=32), nullable=False),
        sa.Column("key_id", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "report", name=op.f("pk_envelope")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "organisation",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("plan", sa.String(length=1), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.CheckConstraint("plan in ('M', 'Q')", name=op.f("ck_organisation_plan")),
        sa.PrimaryKeyConstraint("organisation", name=op.f("pk_organisation")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "report",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("report", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("setting", sa.String(length=64), nullable=False),
        sa.Column("role_group", sa.String(length=64), nullable=False),
        sa.Column("first_factor", sa.String(length=64), nullable=True),
        sa.Column("second_factor", sa.String(length=64), nullable=True),
        sa.Column("third_factor", sa.String(length=64), nullable=True),
        sa.Column("impact", sa.String(length=64), nullable=False),
        sa.Column("potential", sa.String(length=64), nullable=False),
        sa.Column("spread", sa.String(length=64), nullable=False),
        sa.Column("circle", sa.String(length=64), nullable=False),
        sa.Column("sealed_by", sa.String(length=16), nullable=False),
        sa.Column("received", sa.String(length=10), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("sealed_by in ('device', 'service')", name=op.f("ck_report_sealed_by")),
        sa.CheckConstraint("state in ('new', 'coded')", name=op.f("ck_report_state")),
        sa.CheckConstraint("length(received) in (8, 10)", name=op.f("ck_report_received")),
        sa.CheckConstraint(
            "second_factor is null or first_factor is not null", name=op.f("ck_report_second_factor")
        ),
        sa.CheckConstraint(
            "third_factor is null or second_factor is not null", name=op.f("ck_report_third_factor")
        ),
        sa.PrimaryKeyConstraint("organisation", "report", name=op.f("pk_report")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_report_organisation_circle_state_received"),
        "report",
        ["organisation", "circle", "state", "received"],
        unique=False,
    )
    op.create_index(
        op.f("ix_report_organisation_period_state"),
        "report",
        ["organisation", "period", "state"],
        unique=False,
    )
    op.create_table(
        "route",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("factor", sa.String(length=64), nullable=False),
        sa.Column("circle", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "factor", name=op.f("pk_route")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "unit",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("unit_group", sa.String(length=64), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rolls_up_to", sa.String(length=64), nullable=True),
        sa.CheckConstraint("headcount >= 0", name=op.f("ck_unit_headcount")),
        sa.PrimaryKeyConstraint("organisation", "unit", name=op.f("pk_unit")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "wrapped_key",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("circle", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "circle", "epoch", "person", name=op.f("pk_wrapped_key")),
        sqlite_with_rowid=False,
    )
