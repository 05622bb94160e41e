"""Fewer pages a report: what a reply needs lies beside the envelope, and only coded reports are in cells."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0020"
branch_labels = None
depends_on = None

_ADDED = ("lookup", "verifier", "public_key")


def upgrade() -> None:
    """Move what dialogues held to their envelopes; index again what is counted."""
    (_rebuild if op.get_bind().dialect.name == "sqlite" else _alter)()
    op.drop_index("ix_report_cells", "report")
    coded = sa.text("state = 'coded'")
    # With the state in it, though it is always the same: a question that names it needs the index alone.
    op.create_index(
        "ix_report_cells",
        "report",
        ["organisation", "period", "state", "unit", "first_factor", "kind"],
        sqlite_where=coded,
        postgresql_where=coded,
    )


def _alter() -> None:
    for name in _ADDED:
        op.add_column("envelope", sa.Column(name, sa.LargeBinary(), nullable=True))
    op.execute(
        "update envelope set lookup = d.lookup, verifier = d.verifier, public_key = d.public_key "
        "from dialogue d where d.organisation = envelope.organisation and d.report = envelope.report"
    )
    op.drop_constraint("uq_dialogue_organisation_report", "dialogue")
    for name in ("verifier", "public_key"):
        op.drop_column("dialogue", name)


def _rebuild() -> None:
    """New tables, since SQLite adds a column behind the sealed bytes: reading it would read all of them."""
    op.rename_table("envelope", "envelope_before")
    op.rename_table("dialogue", "dialogue_before")
    op.create_table(
        "envelope",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("report", sa.String(length=32), nullable=False),
        sa.Column("key_id", sa.String(length=32), nullable=False),
        *(sa.Column(name, sa.LargeBinary(), nullable=True) for name in _ADDED),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "report", name=op.f("pk_envelope")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "dialogue",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("lookup", sa.LargeBinary(), nullable=False),
        sa.Column("report", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "lookup", name=op.f("pk_dialogue")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "insert into envelope select e.organisation, e.report, e.key_id, d.lookup, d.verifier, d.public_key, "
        "e.sealed from envelope_before e left join dialogue_before d using (organisation, report)"
    )
    op.execute("insert into dialogue select organisation, lookup, report from dialogue_before")
    op.drop_table("envelope_before")
    op.drop_table("dialogue_before")
