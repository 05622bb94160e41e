"""People who may sign in, and what proves their passphrase. Returns values; commits nothing."""

from dataclasses import asdict, dataclass, field

from sqlmodel import select

from service.crypto.passphrase import Parameters
from service.store.staff.handle import StaffStore
from service.store.staff.tables import PassphraseRow, PersonRow
from service.terms import OrganisationId, PersonId, Role


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
    """The passphrase of the person with this sign-in name."""
    found = staff.session.exec(
        select(PersonRow, PassphraseRow).where(
            PersonRow.organisation == organisation,
            PersonRow.handle == handle,
            PassphraseRow.organisation == PersonRow.organisation,
            PassphraseRow.person == PersonRow.person,
        )
    ).first()
    return None if found is None else _passphrase(*found)


def find_member_key(
    staff: StaffStore, organisation: OrganisationId, person: PersonId
) -> tuple[bytes, bytes] | None:
    """A member's public key and locked private key."""
    row = staff.session.get(PassphraseRow, (organisation, person))
    if row is None or row.public_key is None or row.locked_key is None:
        return None
    return row.public_key, row.locked_key


def _passphrase(person: PersonRow, row: PassphraseRow) -> Passphrase:
    return Passphrase(
        person=PersonId(person.person),
        role=Role(person.role),
        display=person.display,
        salt=row.salt,
        kdf=Parameters(
            memory_kib=int(row.kdf["memory_kib"]), passes=int(row.kdf["passes"]), lanes=int(row.kdf["lanes"])
        ),
        verifier=row.verifier,
        public_key=row.public_key,
        locked_key=row.locked_key,
    )
