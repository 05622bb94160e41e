"""Runs the migrations on a connection handed over by service/store/migrate.py."""

from alembic import context

from service.store.release.tables import ReleaseRow
from service.store.staff.tables import StaffRow
from service.store.work.tables import WorkRow

METADATA = [StaffRow.metadata, WorkRow.metadata, ReleaseRow.metadata]

context.configure(
    connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
