"""Ways in: a passphrase becomes one of several; a member's public key stands by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0019"
branch_labels = None
depends_on = None

PROOF = (
    "case when kind = 'passkey' then credential is not null and credential_key is not null "
    "and uses is not null and salt is null and kdf is null and verifier is null "
    "else way = kind and credential is null and credential_key is null and uses is null "
    "and salt is not null and kdf is not null and verifier is not null end"
)


def upgrade() -> None:
    """Whoever is signed in signs in again; every passphrase keeps working."""
    _member_key()
    _way_in()
    op.create_table(
        "spent_challenge",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "digest", name=op.f("pk_spent_challenge")),
        sqlite_with_rowid=False,
    )
    # When a passphrase was set was not written down before.
    op.execute(
        "insert into way_in (organisation, person, way, kind, added, salt, kdf, verifier, locked_key) "
        "select organisation, person, 'passphrase', 'passphrase', '1970-01-01', salt, kdf, verifier, "
        "locked_key from passphrase"
    )
    op.execute(
        "insert into member_key (organisation, person, public_key, since) "
        "select organisation, person, public_key, '1970-01-01' from passphrase "
        "where public_key is not null"
    )
    op.drop_table("passphrase")
    op.drop_table("session")
    op.create_table(
        "session",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("way", sa.String(length=32), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "token_hash", name=op.f("pk_session")),
        sqlite_with_rowid=False,
    )


def _member_key() -> None:
    op.create_table(
        "member_key",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "person", name=op.f("pk_member_key")),
        sqlite_with_rowid=False,
    )


def _way_in() -> None:
    op.create_table(
        "way_in",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("way", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("added", sa.String(length=10), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("kdf", sa.JSON(), nullable=True),
        sa.Column("verifier", sa.LargeBinary(), nullable=True),
        sa.Column("credential", sa.LargeBinary(), nullable=True),
        sa.Column("credential_key", sa.LargeBinary(), nullable=True),
        sa.Column("uses", sa.Integer(), nullable=True),
        sa.Column("locked_key", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("kind in ('passphrase', 'recovery', 'passkey')", name=op.f("ck_way_in_kind")),
        sa.CheckConstraint(PROOF, name=op.f("ck_way_in_proof")),
        sa.CheckConstraint("length(added) = 10", name=op.f("ck_way_in_added")),
        sa.PrimaryKeyConstraint("organisation", "person", "way", name=op.f("pk_way_in")),
        sa.UniqueConstraint("organisation", "credential", name=op.f("uq_way_in_organisation_credential")),
        sqlite_with_rowid=False,
    )
