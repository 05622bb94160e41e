"""The staff store: people, passphrases, sessions, API keys."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The staff store: people, passphrases, sessions, API keys."""
    op.create_table(
        "api_key",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "token_hash", name=op.f("pk_api_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "passphrase",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("kdf", sa.JSON(), nullable=False),
        sa.Column("verifier", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=True),
        sa.Column("locked_key", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("organisation", "person", name=op.f("pk_passphrase")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "person",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("handle", sa.String(length=80), nullable=False),
        sa.Column("display", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.CheckConstraint("role in ('member', 'leader', 'steward')", name=op.f("ck_person_role")),
        sa.PrimaryKeyConstraint("organisation", "person", name=op.f("pk_person")),
        sa.UniqueConstraint("organisation", "handle", name=op.f("uq_person_organisation_handle")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "session",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "token_hash", name=op.f("pk_session")),
        sqlite_with_rowid=False,
    )
