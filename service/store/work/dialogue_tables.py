"""Tables of the dialogue inside the work store: sealed messages, and how far a circle has answered.

No row has a time finer than a week, and nothing tells which of two messages came first.
"""

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from service.store.columns import ROWLESS, blob, code
from service.store.work.tables import WorkRow


class MessageRow(WorkRow, table=True):
    """A sealed message in a slot that was drawn at random: its place says nothing of its order."""

    __tablename__ = "message"
    __table_args__ = (
        CheckConstraint("towards in ('circle', 'reporter', 'copy')", name="towards"),
        CheckConstraint("slot between 0 and 15", name="slot"),
        ROWLESS,
    )

    organisation: str = code(40, key=True)
    report: str = code(32, key=True)
    towards: str = code(8, key=True)
    slot: int = Field(primary_key=True)
    sealed: bytes = blob()


class DialogueStateRow(WorkRow, table=True):
    """Where a dialogue stands, in closed lists. A report without one has heard nothing yet."""

    __tablename__ = "dialogue_state"
    __table_args__ = (
        CheckConstraint("stage in ('received', 'read', 'in-theme', 'concluded')", name="stage"),
        CheckConstraint("acknowledged in ('no', 'in-time', 'late')", name="acknowledged"),
        CheckConstraint("replied in ('no', 'in-time', 'late')", name="replied"),
        CheckConstraint("length(active) = 8", name="active"),
        ROWLESS,
    )

    organisation: str = code(40, key=True)
    report: str = code(32, key=True)
    stage: str = code(10)
    asked: bool = Field(nullable=False)
    acknowledged: str = code(8)
    replied: str = code(8)
    waiting: bool = Field(nullable=False)
    active: str = code(8)
