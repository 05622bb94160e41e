"""R15: docs/data-map.md names every table and column of the three stores, and none that does not exist."""

import pytest
from sqlalchemy import Table

from tests.docs.pages import first_codes, read, section
from tests.store.metadata import METADATA

MAP = "docs/data-map.md"
TABLES = {table.name: table for metadata in METADATA for table in metadata.sorted_tables}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_column_of_a_table_is_described_and_no_other(table: Table):
    described = first_codes(section(read(MAP), f"`{table.name}`"))

    assert described == [column.name for column in table.columns]


def test_every_table_described_exists():
    described = {
        line.removeprefix("### ").strip("`") for line in read(MAP).splitlines() if line.startswith("### `")
    }

    assert described == set(TABLES)
