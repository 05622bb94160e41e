"""Founds an organisation once a process; every other database that asks for it gets the same rows.

Its passphrases and key pairs take a fifth of a second to make, and a thousand tests want them.
"""

from collections.abc import Callable, Hashable
from typing import Any

from sqlalchemy import Engine, Table, insert, select
from sqlmodel import Session

from service.store.engine import transaction
from service.store.staff.handle import StaffStore
from service.store.work.handle import WorkStore
from tests.store.metadata import METADATA

Founding = Callable[[WorkStore, StaffStore], None]
Rows = list[tuple[Table, list[dict[str, Any]]]]
_founded: dict[Hashable, Rows] = {}


def found_once(engine: Engine, name: Hashable, founding: Founding) -> None:
    """Do a founding on this database: for real the first time, by the rows it left then after that.

    `name` is whatever the founding depends on. What is founded beside something else is never kept.
    """
    if name in _founded:
        with engine.begin() as connection:
            for table, rows in _founded[name]:
                connection.execute(insert(table), rows)
        return
    beside = _read_rows(engine)
    with Session(engine) as session:
        work = WorkStore(session)
        with transaction(work):
            founding(work, StaffStore(session))
    if not beside:
        _founded[name] = _read_rows(engine)


def _read_rows(engine: Engine) -> Rows:
    """All there is in the three stores, by table, those that others point to first."""
    tables = [table for store in METADATA for table in store.sorted_tables]
    with engine.connect() as connection:
        found = [
            (table, [dict(row) for row in connection.execute(select(table)).mappings()]) for table in tables
        ]
    return [(table, rows) for table, rows in found if rows]
