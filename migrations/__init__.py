"""One Alembic history for the three stores, numbered, tested from empty and with data."""
