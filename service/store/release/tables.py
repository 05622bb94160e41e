"""Tables of the release store: all that is published. Append-only; rows stay in this package (R9).

Triggers refuse every UPDATE and DELETE, on both databases. Never holds a report id or a true count.
"""

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from service.store.columns import ROWLESS, code, new_metadata


class ReleaseRow(SQLModel, registry=registry(metadata=new_metadata())):
    """The root of the release store's rows; prints nothing of what it holds, like the other stores'."""

    def __repr__(self) -> str:
        """One rule for every row is easier to keep than an exception for public ones."""
        return f"<{type(self).__name__}>"

    __str__ = __repr__


class PublishedRow(ReleaseRow, table=True):
    """One stage of one period, published once, tied to the release before by its hash."""

    __tablename__ = "release"
    __table_args__ = (
        UniqueConstraint("organisation", "position"),
        UniqueConstraint("organisation", "previous_hash"),
        CheckConstraint("plan in ('M', 'Q')", name="plan"),
        CheckConstraint("margin > 0 and threshold > 0", name="bounds"),
        CheckConstraint("position > 0", name="position"),
        CheckConstraint("length(hash) = 64 and length(previous_hash) = 64", name="hash"),
        ROWLESS,
    )

    organisation: str = code(40, key=True)
    stage: str = code(16, key=True)
    period: str = code(7, key=True)
    plan: str = code(1)
    epsilon: str = code(16)
    scale: str = code(32)
    margin: int = Field(nullable=False)
    threshold: int = Field(nullable=False)
    cells: str = Field(sa_type=Text, nullable=False)
    published: str = code(10)
    position: int = Field(nullable=False)
    previous_hash: str = code(64)
    hash: str = code(64)
    version: int = Field(default=1, nullable=False, sa_column_kwargs={"server_default": "1"})


class EventRow(ReleaseRow, table=True):
    """Something that happened around the work. What is taken back is another row; nothing is overwritten."""

    __tablename__ = "event"
    __table_args__ = (CheckConstraint("revision > 0", name="revision"), ROWLESS)

    organisation: str = code(40, key=True)
    kind: str = code(20, key=True)
    month: str = code(7, key=True)
    revision: int = Field(primary_key=True)
    expected_rise: bool = Field(nullable=False)
    stands: bool = Field(nullable=False)
    by_role: str = code(16)
    decided: str = code(10)


class RebaseRow(ReleaseRow, table=True):
    """A decision that the usual limits of a scope start anew. What is taken back is another row."""

    __tablename__ = "rebase"
    __table_args__ = (CheckConstraint("revision > 0", name="revision"), ROWLESS)

    organisation: str = code(40, key=True)
    scope: str = code(80, key=True)
    month: str = code(7, key=True)
    revision: int = Field(primary_key=True)
    why: str = code(20)
    stands: bool = Field(nullable=False)
    by_role: str = code(16)
    decided: str = code(10)


class PublishedThemeRow(ReleaseRow, table=True):
    """What a circle wrote for everybody about a theme. It can be taken back, and is gone then."""

    __tablename__ = "published_theme"
    __table_args__ = (ROWLESS,)

    organisation: str = code(40, key=True)
    theme: str = code(32, key=True)
    factor: str = code()
    circle: str = code(200)
    title: str = code(120)
    words: str = Field(sa_type=Text, nullable=False)
    month: str = code(7)
