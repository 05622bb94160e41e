"""People who may sign in, and what proves their passphrase. Returns values; commits nothing."""

from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Row, select

from service.crypto.passphrase import Parameters
from service.store.staff.handle import StaffStore
from service.store.staff.tables import PassphraseRow, PersonRow
from service.terms import OrganisationId, PersonId, Role

_person = PersonRow.__table__.c  # type: ignore[attr-defined]
_proof = PassphraseRow.__table__.c  # type: ignore[attr-defined]
_ASKED = (
    *(_person.person, _person.role, _person.display),
    *(_proof.salt, _proof.kdf, _proof.verifier, _proof.public_key, _proof.locked_key),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in."""

    organisation: OrganisationId
    person: PersonId
    handle: str = field(repr=False)
    display: str = field(repr=False)
    role: Role


@dataclass(frozen=True, slots=True)
class Passphrase:
    """What proves a passphrase without knowing it, and the key locked under it (members only)."""

    person: PersonId
    role: Role
    display: str = field(repr=False)
    salt: bytes = field(repr=False)
    kdf: Parameters
    verifier: bytes = field(repr=False)
    public_key: bytes | None = field(default=None, repr=False)
    locked_key: bytes | None = field(default=None, repr=False)


def add_person(staff: StaffStore, person: Person, passphrase: Passphrase) -> None:
    """Add somebody with their passphrase."""
    staff.session.add(
        PersonRow(
            organisation=person.organisation,
            person=person.person,
            handle=person.handle,
            display=person.display,
            role=person.role.value,
        )
    )
    staff.session.add(
        PassphraseRow(
            organisation=person.organisation,
            person=person.person,
            salt=passphrase.salt,
            kdf=asdict(passphrase.kdf),
            verifier=passphrase.verifier,
            public_key=passphrase.public_key,
            locked_key=passphrase.locked_key,
        )
    )
    staff.session.flush()


def find_passphrase(staff: StaffStore, organisation: OrganisationId, handle: str) -> Passphrase | None:
    """The passphrase of the person with this sign-in name.

    Asks for columns, not for rows: making row objects would cost more time for a name that exists.
    """
    found = staff.session.execute(
        select(*_ASKED).where(
            _person.organisation == organisation,
            _person.handle == handle,
            _proof.organisation == _person.organisation,
            _proof.person == _person.person,
        )
    ).one_or_none()
    return None if found is None else _passphrase(found)


def find_member_key(
    staff: StaffStore, organisation: OrganisationId, person: PersonId
) -> tuple[bytes, bytes] | None:
    """A member's public key and locked private key."""
    row = staff.session.get(PassphraseRow, (organisation, person))
    if row is None or row.public_key is None or row.locked_key is None:
        return None
    return row.public_key, row.locked_key


def _passphrase(row: Row[Any]) -> Passphrase:
    return Passphrase(
        person=PersonId(row.person),
        role=Role(row.role),
        display=row.display,
        salt=row.salt,
        kdf=Parameters(**{name: int(row.kdf[name]) for name in ("memory_kib", "passes", "lanes")}),
        verifier=row.verifier,
        public_key=row.public_key,
        locked_key=row.locked_key,
    )
