"""Tables of the staff store: who may sign in. Rows stay in this package (R9)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, UniqueConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from service.store.columns import ROWLESS, blob, code, document, new_metadata


class StaffRow(SQLModel, registry=registry(metadata=new_metadata())):
    """The root of the staff store's rows; prints nothing of what it holds."""

    def __repr__(self) -> str:
        """A row may hold what nobody should see in a log."""
        return f"<{type(self).__name__}>"

    __str__ = __repr__


class PersonRow(StaffRow, table=True):
    """Somebody who may sign in. Reporters are never here."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("organisation", "handle"),
        CheckConstraint("role in ('member', 'leader', 'steward')", name="role"),
        ROWLESS,
    )

    organisation: str = code(40, key=True)
    person: str = code(32, key=True)
    handle: str = code(80)
    display: str = code(200)
    role: str = code(16)


class PassphraseRow(StaffRow, table=True):
    """What proves a passphrase, the recorded parameters, and the member's key locked under it."""

    __tablename__ = "passphrase"
    __table_args__ = (ROWLESS,)

    organisation: str = code(40, key=True)
    person: str = code(32, key=True)
    salt: bytes = blob()
    kdf: dict[str, int | str] = document()
    verifier: bytes = blob()
    public_key: bytes | None = blob(nullable=True)
    locked_key: bytes | None = blob(nullable=True)


class SessionRow(StaffRow, table=True):
    """A signed-in browser; the cookie itself is never stored, only its hash."""

    __tablename__ = "session"
    __table_args__ = (ROWLESS,)

    organisation: str = code(40, key=True)
    token_hash: bytes = blob(key=True)
    person: str = code(32)
    expires: datetime = Field(sa_type=DateTime(timezone=True), nullable=False)


class ApiKeyRow(StaffRow, table=True):
    """An integrator's or leader's API key; only its hash is stored."""

    __tablename__ = "api_key"
    __table_args__ = (ROWLESS,)

    organisation: str = code(40, key=True)
    token_hash: bytes = blob(key=True)
    label: str = code(200)
    scopes: list[str] = document()
    made: str = code(10)
    ended: str = code(10)


class AuditRow(StaffRow, table=True):
    """One deed of somebody who keeps the service: append-only, chained by hash, no time finer than a day."""

    __tablename__ = "audit"
    __table_args__ = (
        UniqueConstraint("organisation", "previous_hash"),
        CheckConstraint("position > 0", name="position"),
        CheckConstraint("length(hash) = 64 and length(previous_hash) = 64", name="hash"),
        CheckConstraint("length(day) = 10", name="day"),
        ROWLESS,
    )

    organisation: str = code(40, key=True)
    position: int = Field(primary_key=True)
    day: str = code(10)
    actor: str = code(32)
    deed: str = code(32)
    subject: str = code(100)
    previous_hash: str = code(64)
    hash: str = code(64)
