"""Marks on the time axis in the release store: external events and rebasing decisions, append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NEVER = "a mark never changes: what is taken back is another row"


def upgrade() -> None:
    """Both tables, and the triggers that keep them."""
    _create("event", "kind", 20, sa.Column("expected_rise", sa.Boolean(), nullable=False))
    _create("rebase", "scope", 80, sa.Column("why", sa.String(length=20), nullable=False))
    for table in ("event", "rebase"):
        if op.get_bind().dialect.name == "postgresql":
            _guard_postgresql(table)
        else:
            _guard_sqlite(table)


def _create(table: str, name: str, length: int, told: sa.Column[object]) -> None:
    op.create_table(
        table,
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column(name, sa.String(length=length), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        told,
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.Column("by_role", sa.String(length=16), nullable=False),
        sa.Column("decided", sa.String(length=10), nullable=False),
        sa.CheckConstraint("revision > 0", name=op.f(f"ck_{table}_revision")),
        sa.PrimaryKeyConstraint("organisation", name, "month", "revision", name=op.f(f"pk_{table}")),
        sqlite_with_rowid=False,
    )


def _guard_postgresql(table: str) -> None:
    for deed, each in (("update or delete", "row"), ("truncate", "statement")):
        op.execute(
            f"create trigger {table}_keeps_every_{each} before {deed} on {table} "
            f"for each {each} execute function refuse_change()"
        )


def _guard_sqlite(table: str) -> None:
    for deed in ("update", "delete"):
        op.execute(
            f"create trigger {table}_never_takes_{deed} before {deed} on {table} "
            f"begin select raise(abort, '{NEVER}'); end"
        )
    # INSERT OR REPLACE deletes the row in its way without firing a delete trigger.
    name = {"event": "kind", "rebase": "scope"}[table]
    op.execute(
        f"create trigger {table}_is_never_replaced before insert on {table} "  # noqa: S608 - our own names
        f"when exists (select 1 from {table} where organisation = new.organisation "
        f"and {name} = new.{name} and month = new.month and revision = new.revision) "
        f"begin select raise(abort, '{NEVER}'); end"
    )
