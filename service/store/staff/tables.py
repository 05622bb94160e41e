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


class MemberKeyRow(StaffRow, table=True):
    """A member's public key; the private half is only in their ways in, locked."""

    __tablename__ = "member_key"
    __table_args__ = (ROWLESS,)

    organisation: str = code(40, key=True)
    person: str = code(32, key=True)
    public_key: bytes = blob()
    since: str = code(10)


class WayInRow(StaffRow, table=True):
    """One way somebody proves who they are, and a member's private key locked under what only it gives.

    A passphrase and recovery words are named by their kind: one of each; passkeys have names of chance.
    """

    __tablename__ = "way_in"
    __table_args__ = (
        UniqueConstraint("organisation", "credential"),
        CheckConstraint("kind in ('passphrase', 'recovery', 'passkey')", name="kind"),
        CheckConstraint(
            "case when kind = 'passkey' then credential is not null and credential_key is not null "
            "and uses is not null and salt is null and kdf is null and verifier is null "
            "else way = kind and credential is null and credential_key is null and uses is null "
            "and salt is not null and kdf is not null and verifier is not null end",
            name="proof",
        ),
        CheckConstraint("length(added) = 10", name="added"),
        ROWLESS,
    )

    organisation: str = code(40, key=True)
    person: str = code(32, key=True)
    way: str = code(32, key=True)
    kind: str = code(16)
    added: str = code(10)
    salt: bytes | None = blob(nullable=True)
    kdf: dict[str, int | str] | None = document(nullable=True)
    verifier: bytes | None = blob(nullable=True)
    credential: bytes | None = blob(nullable=True)
    credential_key: bytes | None = blob(nullable=True)
    uses: int | None = Field(default=None, nullable=True)
    locked_key: bytes | None = blob(nullable=True)


class SpentChallengeRow(StaffRow, table=True):
    """A passkey's answer that was taken, so that nobody takes it again."""

    __tablename__ = "spent_challenge"
    __table_args__ = (ROWLESS,)

    organisation: str = code(40, key=True)
    digest: bytes = blob(key=True)
    expires: datetime = Field(sa_type=DateTime(timezone=True), nullable=False)


class SessionRow(StaffRow, table=True):
    """A signed-in browser; the cookie itself is never stored, only its hash."""

    __tablename__ = "session"
    __table_args__ = (ROWLESS,)

    organisation: str = code(40, key=True)
    token_hash: bytes = blob(key=True)
    person: str = code(32)
    way: str = code(32)
    expires: datetime = Field(sa_type=DateTime(timezone=True), nullable=False)


class InvitationRow(StaffRow, table=True):
    """A one-time link that can still be used; its token is never stored, only its hash."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("role in ('member', 'leader', 'steward')", name="role"),
        ROWLESS,
    )

    organisation: str = code(40, key=True)
    token_hash: bytes = blob(key=True)
    person: str = code(32)
    handle: str = code(80)
    display: str = code(200)
    role: str = code(16)
    expires: datetime = Field(sa_type=DateTime(timezone=True), nullable=False)


class DigestAddressRow(StaffRow, table=True):
    """Where a member asked the weekly digest to be sent, and in which language."""

    __tablename__ = "digest_address"
    __table_args__ = (ROWLESS,)

    organisation: str = code(40, key=True)
    person: str = code(32, key=True)
    address: str = code(254)
    language: str = code(16)


class DigestTimeRow(StaffRow, table=True):
    """When an organisation's digest goes out, and the newest week that has its mails."""

    __tablename__ = "digest_time"
    __table_args__ = (
        CheckConstraint("weekday between 0 and 6", name="weekday"),
        CheckConstraint("hour between 0 and 23", name="hour"),
        CheckConstraint("length(week) = 8", name="week"),
        ROWLESS,
    )

    organisation: str = code(40, key=True)
    weekday: int = Field()
    hour: int = Field()
    week: str = code(8)


class DigestWaitingRow(StaffRow, table=True):
    """A digest on its way to one member. Gone once it is handed over; never says what waits to be read."""

    __tablename__ = "digest_waiting"
    __table_args__ = (
        CheckConstraint("length(week) = 8", name="week"),
        ROWLESS,
    )

    organisation: str = code(40, key=True)
    person: str = code(32, key=True)
    week: str = code(8)
    mark: str = code(32)
    tries: int = Field()
    not_before: datetime = Field(sa_type=DateTime(timezone=True), nullable=False)


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
