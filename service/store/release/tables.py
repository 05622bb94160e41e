"""Tables of the release store: all that is published. Append-only; rows stay in this package (R9)."""

from sqlalchemy.orm import registry
from sqlmodel import SQLModel

from service.store.columns import new_metadata


class ReleaseRow(SQLModel, registry=registry(metadata=new_metadata())):
    """The root of the release store's rows."""
