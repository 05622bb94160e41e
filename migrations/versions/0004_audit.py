"""The audit trail: append-only and chained, beside the people it is about."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NEVER = "the audit trail never changes"


def upgrade() -> None:
    """The table and the triggers that keep it."""
    op.create_table(
        "audit",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("actor", sa.String(length=32), nullable=False),
        sa.Column("deed", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("position > 0", name=op.f("ck_audit_position")),
        sa.CheckConstraint("length(hash) = 64 and length(previous_hash) = 64", name=op.f("ck_audit_hash")),
        sa.CheckConstraint("length(day) = 10", name=op.f("ck_audit_day")),
        sa.PrimaryKeyConstraint("organisation", "position", name=op.f("pk_audit")),
        sa.UniqueConstraint(
            "organisation", "previous_hash", name=op.f("uq_audit_organisation_previous_hash")
        ),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _guard_postgresql() -> None:
    op.execute(
        f"create function refuse_audit_change() returns trigger language plpgsql as $$ "
        f"begin raise exception '{NEVER}' using errcode = 'integrity_constraint_violation'; end $$"
    )
    op.execute(
        "create trigger audit_never_changes before update or delete on audit "
        "for each row execute function refuse_audit_change()"
    )
    op.execute(
        "create trigger audit_is_never_emptied before truncate on audit "
        "for each statement execute function refuse_audit_change()"
    )


def _guard_sqlite() -> None:
    for deed in ("update", "delete"):
        op.execute(
            f"create trigger audit_never_takes_{deed} before {deed} on audit "
            f"begin select raise(abort, '{NEVER}'); end"
        )
    # INSERT OR REPLACE deletes the row in its way without firing a delete trigger.
    op.execute(
        "create trigger audit_is_never_replaced before insert on audit "
        "when exists (select 1 from audit where organisation = new.organisation and "
        "(position = new.position or previous_hash = new.previous_hash)) "
        "begin select raise(abort, 'the audit trail never changes'); end"
    )
