"""Tables of the work store: all that is unpublished. Rows stay in this package (R9)."""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from service.store.columns import ROWLESS, blob, code, new_metadata

CODED = text("state = 'coded'")
"""Which reports are counted. A question has to spell it out too, or the index is not seen to fit."""


class WorkRow(SQLModel, registry=registry(metadata=new_metadata())):
    """The root of the work store's rows; prints nothing of what it holds."""

    def __repr__(self) -> str:
        """A row may hold what nobody should see in a log."""
        return f"<{type(self).__name__}>"

    __str__ = __repr__


class OrganisationRow(WorkRow, table=True):
    """An organisation, its release plan, and a revision that moves when its directory does."""

    __tablename__ = "organisation"
    __table_args__ = (CheckConstraint("plan in ('M', 'Q')", name="plan"), ROWLESS)

    organisation: str = code(40, key=True)
    name: str = code(200)
    plan: str = code(1)
    timezone: str = code(64)
    revision: int = Field(default=1, nullable=False)
    demo: bool = Field(default=False, nullable=False)
    languages: str = code(64)


class DoorRow(WorkRow, table=True):
    """What an organisation has switched at the reporter's door; no row is the door as it was built."""

    __tablename__ = "door"
    __table_args__ = (ROWLESS,)

    organisation: str = code(40, key=True)
    suggestions_off: bool = Field(nullable=False)
    quick_only: bool = Field(nullable=False)
    service_sealed_off: bool = Field(nullable=False)
    leave_to: str = code(200)


class SignpostRow(WorkRow, table=True):
    """An organisation's own words for a signpost of the taxonomy, or a signpost of its own."""

    __tablename__ = "signpost"
    __table_args__ = (CheckConstraint("position >= 0", name="position"), ROWLESS)

    organisation: str = code(40, key=True)
    signpost: str = code(key=True)
    position: int = Field(nullable=False)
    show: str = code(200)
    action: str = code(500)


class RetentionRow(WorkRow, table=True):
    """How long an organisation keeps words, and whether a hold stops forgetting. None: the default."""

    __tablename__ = "retention"
    __table_args__ = (CheckConstraint("days between 90 and 730", name="days"), ROWLESS)

    organisation: str = code(40, key=True)
    days: int = Field(nullable=False)
    hold: str | None = code(nullable=True)


class UnitRow(WorkRow, table=True):
    """A service area; below the floor it is never offered and rolls up."""

    __tablename__ = "unit"
    __table_args__ = (CheckConstraint("headcount >= 0", name="headcount"), ROWLESS)

    organisation: str = code(40, key=True)
    unit: str = code(key=True)
    label: str = code(200)
    unit_group: str = code()
    headcount: int = Field(nullable=False)
    position: int = Field(nullable=False)
    rolls_up_to: str | None = code(nullable=True)


class CircleRow(WorkRow, table=True):
    """A standing group that receives reports by factor."""

    __tablename__ = "circle"
    __table_args__ = (ROWLESS,)

    organisation: str = code(40, key=True)
    circle: str = code(key=True)
    label: str = code(200)
    about: str = code(500)
    is_general: bool = Field(nullable=False)


class CircleMemberRow(WorkRow, table=True):
    """Who is in a circle: an opaque person id of the staff store."""

    __tablename__ = "circle_member"
    __table_args__ = (ROWLESS,)

    organisation: str = code(40, key=True)
    circle: str = code(key=True)
    person: str = code(32, key=True)


class CircleKeyRow(WorkRow, table=True):
    """An epoch of a circle's key pair; only the public half is here."""

    __tablename__ = "circle_key"
    __table_args__ = (
        UniqueConstraint("organisation", "key_id"),
        CheckConstraint("state in ('active', 'retired')", name="state"),
        ROWLESS,
    )

    organisation: str = code(40, key=True)
    circle: str = code(key=True)
    epoch: int = Field(primary_key=True)
    key_id: str = code(32)
    public_key: bytes = blob()
    state: str = code(16)
    endorsement: bytes | None = blob(nullable=True)
    since: str = code(10)
    reason: str = code(16)


class EndorsementRow(WorkRow, table=True):
    """Why a circle may receive: another circle endorsed its key, or it was founded with its organisation."""

    __tablename__ = "endorsement"
    __table_args__ = (
        CheckConstraint("(by_circle is null) = (by_key is null)", name="by_key"),
        CheckConstraint("(by_circle is null) = (vouch is null)", name="vouch"),
        CheckConstraint("by_circle <> circle", name="by_another"),
        ROWLESS,
    )

    organisation: str = code(40, key=True)
    circle: str = code(key=True)
    key_id: str = code(32)
    since: str = code(10)
    by_circle: str | None = code(nullable=True)
    by_key: str | None = code(32, nullable=True)
    vouch: bytes | None = blob(nullable=True)


class WrappedKeyRow(WorkRow, table=True):
    """A circle's private key of one epoch, sealed to one member."""

    __tablename__ = "wrapped_key"
    __table_args__ = (ROWLESS,)

    organisation: str = code(40, key=True)
    circle: str = code(key=True)
    epoch: int = Field(primary_key=True)
    person: str = code(32, key=True)
    wrapped: bytes = blob()
    vouch: bytes | None = blob(nullable=True)


class RouteRow(WorkRow, table=True):
    """Which circle learns from which factor."""

    __tablename__ = "route"
    __table_args__ = (ROWLESS,)

    organisation: str = code(40, key=True)
    factor: str = code(key=True)
    circle: str = code()


class ReportRow(WorkRow, table=True):
    """The coded fields of a report: closed lists, and no time finer than a day."""

    __tablename__ = "report"
    __table_args__ = (
        CheckConstraint("state in ('new', 'coded')", name="state"),
        CheckConstraint("sealed_by in ('device', 'service')", name="sealed_by"),
        CheckConstraint("length(received) in (8, 10)", name="received"),
        CheckConstraint("second_factor is null or first_factor is not null", name="second_factor"),
        CheckConstraint("third_factor is null or second_factor is not null", name="third_factor"),
        CheckConstraint("band between 1 and 3", name="band"),
        Index("ix_report_queue", "organisation", "circle", "state", "band", "received", "report"),
        # Of coded reports only: a report that arrives has one page less to write. With the state in it all
        # the same: a question that names it is then answered by the index alone.
        Index(
            "ix_report_cells",
            "organisation",
            "period",
            "state",
            "unit",
            "first_factor",
            "kind",
            sqlite_where=CODED,
            postgresql_where=CODED,
        ),
        ROWLESS,
    )

    organisation: str = code(40, key=True)
    report: str = code(32, key=True)
    kind: str = code()
    unit: str = code()
    setting: str = code()
    role_group: str = code()
    first_factor: str | None = code(nullable=True)
    second_factor: str | None = code(nullable=True)
    third_factor: str | None = code(nullable=True)
    impact: str = code()
    potential: str = code()
    spread: str = code()
    circle: str = code()
    sealed_by: str = code(16)
    received: str = code(10)
    period: str = code(7)
    state: str = code(8)
    version: int = Field(default=1, nullable=False)
    digest: bytes = blob()
    band: int = Field(default=3, nullable=False, sa_column_kwargs={"server_default": "3"})
    """How soon to look: 1 today, 2 this week, 3 with others like it. From answers only."""


class EnvelopeRow(WorkRow, table=True):
    """The words of a report: the sealed narrative, and where its reporter is answered: one-way values only.

    Apart from the coded fields, so that these can be forgotten alone. Without a receipt, no lookup.
    """

    __tablename__ = "envelope"
    __table_args__ = (ROWLESS,)

    organisation: str = code(40, key=True)
    report: str = code(32, key=True)
    key_id: str = code(32)
    lookup: bytes | None = blob(nullable=True)
    verifier: bytes | None = blob(nullable=True)
    public_key: bytes | None = blob(nullable=True)
    sealed: bytes = blob()


class DialogueRow(WorkRow, table=True):
    """Which report a receipt is for: the one row of it that is not found by the report's id."""

    __tablename__ = "dialogue"
    __table_args__ = (ROWLESS,)

    organisation: str = code(40, key=True)
    lookup: bytes = blob(key=True)
    report: str = code(32)
