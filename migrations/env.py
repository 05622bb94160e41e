"""Runs the migrations on a connection handed over by service/store/migrate.py."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
