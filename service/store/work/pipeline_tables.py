"""Tables of the release pipeline inside the work store: periods, the ledger, the outbox.

The ledger is the only place that says which report was counted where; it never leaves this store.
"""

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field

from service.store.columns import ROWLESS, code
from service.store.work.tables import WorkRow


class PeriodRow(WorkRow, table=True):
    """A month of intake: open, then closed, then released; never back."""

    __tablename__ = "period"
    __table_args__ = (CheckConstraint("state in ('open', 'closed', 'released')", name="state"), ROWLESS)

    organisation: str = code(40, key=True)
    period: str = code(7, key=True)
    state: str = code(8)
    closes_on: str = code(10)


class CountedRow(WorkRow, table=True):
    """The ledger: a report is counted at most once in each stage, so its privacy loss can be summed."""

    __tablename__ = "counted"
    __table_args__ = (ROWLESS,)

    organisation: str = code(40, key=True)
    stage: str = code(16, key=True)
    report: str = code(32, key=True)
    period: str = code(7)


class OutboxRow(WorkRow, table=True):
    """Noisy figures on their way out. Its key is what makes a draw happen once."""

    __tablename__ = "outbox"
    __table_args__ = (CheckConstraint("margin > 0 and threshold > 0", name="bounds"), ROWLESS)

    organisation: str = code(40, key=True)
    stage: str = code(16, key=True)
    period: str = code(7, key=True)
    plan: str = code(1)
    epsilon: str = code(16)
    scale: str = code(32)
    margin: int = Field(nullable=False)
    threshold: int = Field(nullable=False)
    cells: str = Field(sa_type=Text, nullable=False)
    drawn: str = code(10)
    copied: bool = Field(default=False, nullable=False)
    version: int = Field(default=1, nullable=False, sa_column_kwargs={"server_default": "1"})
