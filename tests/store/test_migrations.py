"""The migrations build what the tables say, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect

from service.store.migrate import at_head
from tests.store.metadata import METADATA


def test_a_migrated_database_is_at_the_head_and_shows_no_difference_to_the_tables(engine: Engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"target_metadata": METADATA})
        difference = compare_metadata(context, METADATA)

    assert at_head(engine)
    assert difference == []


def test_every_primary_key_starts_with_the_organisation(engine: Engine):
    tables = [name for name in inspect(engine).get_table_names() if name != "alembic_version"]

    assert len(tables) > 10
    for table in tables:
        key = inspect(engine).get_pk_constraint(table)["constrained_columns"]
        assert key[0] == "organisation", table


def test_no_table_has_a_serial(engine: Engine):
    for table in inspect(engine).get_table_names():
        for column in inspect(engine).get_columns(table):
            assert not column.get("autoincrement") or column["autoincrement"] == "auto", (
                table,
                column["name"],
            )
            assert "nextval" not in str(column.get("default")), (table, column["name"])
