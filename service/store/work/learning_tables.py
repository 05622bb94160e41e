"""Tables of a circle's own work on its reports, inside the work store: second
readings, duplicates, rejections, themes.

Codes and ids only; what a circle writes is sealed to it.
"""

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from service.store.columns import ROWLESS, blob, code
from service.store.work.tables import WorkRow


class DuplicateRow(WorkRow, table=True):
    """A report that tells what another one tells: it is counted with that one, and never beside it."""

    __tablename__ = "duplicate"
    __table_args__ = (CheckConstraint("report <> original", name="original"), ROWLESS)

    organisation: str = code(40, key=True)
    report: str = code(32, key=True)
    original: str = code(32)


class SecondReadingRow(WorkRow, table=True):
    """A report the lot fell on: what the first reader saw, and what a second one saw without knowing."""

    __tablename__ = "second_reading"
    __table_args__ = (ROWLESS,)

    organisation: str = code(40, key=True)
    report: str = code(32, key=True)
    first_codes: str = code(200)
    second_codes: str | None = code(200, nullable=True)
    first_reader: bytes | None = blob(nullable=True)
    """A keyed hash of who it was with this report, until somebody else has read it."""


class RejectionRow(WorkRow, table=True):
    """A factor that was suggested for a report and does not fit it. No row is no answer."""

    __tablename__ = "rejection"
    __table_args__ = (ROWLESS,)

    organisation: str = code(40, key=True)
    report: str = code(32, key=True)
    factor: str = code(key=True)


class ThemeRow(WorkRow, table=True):
    """Something that recurs, in a note sealed to its circle; only how far it has come can be read."""

    __tablename__ = "theme"
    __table_args__ = (
        CheckConstraint("status in ('noticed', 'under-review', 'responded', 'fed-back')", name="status"),
        ROWLESS,
    )

    organisation: str = code(40, key=True)
    theme: str = code(32, key=True)
    circle: str = code()
    factor: str = code()
    status: str = code(16)
    version: int = Field(nullable=False)
    note: bytes = blob()


class ThemeReportRow(WorkRow, table=True):
    """A report that a theme is made of."""

    __tablename__ = "theme_report"
    __table_args__ = (ROWLESS,)

    organisation: str = code(40, key=True)
    theme: str = code(32, key=True)
    report: str = code(32, key=True)
