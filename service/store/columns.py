"""Column kinds shared by the three stores. Every primary key starts with the organisation (it shards later).

Never a serial, never a time finer than a day on anything that belongs to a report.
"""

from typing import Any

from sqlalchemy import JSON, LargeBinary, MetaData, String
from sqlmodel import Field

NAMING = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
}
ROWLESS = {"sqlite_with_rowid": False}
"""A text key alone still leaks the order of insertion through SQLite's rowid."""


def new_metadata() -> MetaData:
    """A metadata object of its own for each store: they never meet (R8)."""
    return MetaData(naming_convention=NAMING)


def code(length: int = 64, *, key: bool = False, nullable: bool = False) -> Any:
    """A short string from a closed list or an id."""
    return Field(sa_type=String(length), primary_key=key, nullable=nullable)


def blob(*, key: bool = False, nullable: bool = False) -> Any:
    """Opaque bytes."""
    return Field(sa_type=LargeBinary, primary_key=key, nullable=nullable, repr=False)


def document(*, nullable: bool = False) -> Any:
    """A small JSON document of our own making; SQL's null, and not JSON's, where there is none."""
    return Field(sa_type=JSON(none_as_null=True), nullable=nullable)
