"""The release pipeline: periods, ledger and outbox in the work store; the append-only release store."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NEVER = "a release never changes"


def upgrade() -> None:
    """Periods, the ledger, the outbox, the releases and the triggers that keep them."""
    _work()
    _release()
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _work() -> None:
    op.create_table(
        "period",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("closes_on", sa.String(length=10), nullable=False),
        sa.CheckConstraint("state in ('open', 'closed', 'released')", name=op.f("ck_period_state")),
        sa.PrimaryKeyConstraint("organisation", "period", name=op.f("pk_period")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "counted",
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("report", sa.String(length=32), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.PrimaryKeyConstraint("organisation", "stage", "report", name=op.f("pk_counted")),
        sqlite_with_rowid=False,
    )
    # A month's reports in the order of their cells: counting a million of them needs no sort.
    op.drop_index(op.f("ix_report_organisation_period_state"), "report")
    op.create_index("ix_report_cells", "report", ["organisation", "period", "state", "unit", "first_factor"])
    op.create_table(
        "outbox",
        *_figures(),
        sa.Column("drawn", sa.String(length=10), nullable=False),
        sa.Column("copied", sa.Boolean(), nullable=False),
        sa.CheckConstraint("margin > 0 and threshold > 0", name=op.f("ck_outbox_bounds")),
        sa.PrimaryKeyConstraint("organisation", "stage", "period", name=op.f("pk_outbox")),
        sqlite_with_rowid=False,
    )


def _figures() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("plan", sa.String(length=1), nullable=False),
        sa.Column("epsilon", sa.String(length=16), nullable=False),
        sa.Column("scale", sa.String(length=32), nullable=False),
        sa.Column("margin", sa.Integer(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
    )


def _release() -> None:
    op.create_table(
        "release",
        *_figures(),
        sa.Column("published", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("plan in ('M', 'Q')", name=op.f("ck_release_plan")),
        sa.CheckConstraint("margin > 0 and threshold > 0", name=op.f("ck_release_bounds")),
        sa.CheckConstraint("position > 0", name=op.f("ck_release_position")),
        sa.CheckConstraint("length(hash) = 64 and length(previous_hash) = 64", name=op.f("ck_release_hash")),
        sa.PrimaryKeyConstraint("organisation", "stage", "period", name=op.f("pk_release")),
        sa.UniqueConstraint("organisation", "position", name=op.f("uq_release_organisation_position")),
        sa.UniqueConstraint(
            "organisation", "previous_hash", name=op.f("uq_release_organisation_previous_hash")
        ),
        sqlite_with_rowid=False,
    )


def _guard_postgresql() -> None:
    op.execute(
        f"create function refuse_change() returns trigger language plpgsql as $$ "
        f"begin raise exception '{NEVER}' using errcode = 'integrity_constraint_violation'; end $$"
    )
    op.execute(
        "create trigger release_never_changes before update or delete on release "
        "for each row execute function refuse_change()"
    )
    op.execute(
        "create trigger release_is_never_emptied before truncate on release "
        "for each statement execute function refuse_change()"
    )


def _guard_sqlite() -> None:
    for deed in ("update", "delete"):
        op.execute(
            f"create trigger release_never_takes_{deed} before {deed} on release "
            f"begin select raise(abort, '{NEVER}'); end"
        )
    # INSERT OR REPLACE deletes the row in its way without firing a delete trigger.
    op.execute(
        "create trigger release_is_never_replaced before insert on release "
        "when exists (select 1 from release where organisation = new.organisation and "
        "((stage = new.stage and period = new.period) or position = new.position "
        "or previous_hash = new.previous_hash)) "
        "begin select raise(abort, 'a release never changes'); end"
    )
