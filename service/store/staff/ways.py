"""Ways in: what proves a passphrase, recovery words or a passkey, and the key locked under each.

Returns values; commits nothing.
"""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlmodel import col, delete, update

from service.crypto.passphrase import Parameters
from service.store.staff.handle import StaffStore
from service.store.staff.tables import PersonRow, SpentChallengeRow, WayInRow
from service.terms import Day, OrganisationId, PersonId, Role, WayKind

_person = PersonRow.__table__.c  # type: ignore[attr-defined]
_way = WayInRow.__table__.c  # type: ignore[attr-defined]
_WHOSE = (_person.person, _person.role, _person.display)
_SECRET = (*_WHOSE, _way.salt, _way.kdf, _way.verifier)
_PASSKEY = (*_WHOSE, _way.way, _way.credential_key, _way.uses)


@dataclass(frozen=True, slots=True)
class WayIn:
    """A way in by kind and day, with the member's key locked under it (members only)."""

    way: str
    kind: WayKind
    added: Day
    locked: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Words:
    """What proves a passphrase or recovery words without knowing them."""

    salt: bytes = field(repr=False)
    kdf: Parameters
    verifier: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Passkey:
    """What proves a passkey: its name, its public key, and how often it says it was used."""

    credential: bytes = field(repr=False)
    key: bytes = field(repr=False)
    uses: int


@dataclass(frozen=True, slots=True)
class Whose:
    """Whom a way in belongs to."""

    person: PersonId
    role: Role
    display: str = field(repr=False)
    way: str


def add_words(
    staff: StaffStore, organisation: OrganisationId, person: PersonId, way: WayIn, words: Words
) -> None:
    """Keep a passphrase or recovery words, in place of earlier ones of the kind."""
    staff.session.merge(
        WayInRow(
            **_common(organisation, person, way),
            salt=words.salt,
            kdf=asdict(words.kdf),
            verifier=words.verifier,
        )
    )
    staff.session.flush()


def add_passkey(
    staff: StaffStore, organisation: OrganisationId, person: PersonId, way: WayIn, passkey: Passkey
) -> None:
    """Keep a passkey."""
    staff.session.add(
        WayInRow(
            **_common(organisation, person, way),
            credential=passkey.credential,
            credential_key=passkey.key,
            uses=passkey.uses,
        )
    )
    staff.session.flush()


def find_words(
    staff: StaffStore, organisation: OrganisationId, handle: str, kind: WayKind
) -> tuple[Whose, Words] | None:
    """The passphrase or recovery words of the person with this sign-in name.

    Asks for columns, not for rows: making row objects would cost more time for a name that exists.
    """
    found = staff.session.execute(
        select(*_SECRET).where(
            _person.organisation == organisation,
            _person.handle == handle,
            _way.organisation == _person.organisation,
            _way.person == _person.person,
            _way.way == kind.value,
        )
    ).one_or_none()
    if found is None:
        return None
    kdf = Parameters(**{name: int(found.kdf[name]) for name in ("memory_kib", "passes", "lanes")})
    return _whose(found, kind.value), Words(found.salt, kdf, found.verifier)


def find_passkey(
    staff: StaffStore, organisation: OrganisationId, credential: bytes
) -> tuple[Whose, Passkey] | None:
    """The passkey with this name, and whose it is."""
    found = staff.session.execute(
        select(*_PASSKEY).where(
            _way.organisation == organisation,
            _way.credential == credential,
            _person.organisation == _way.organisation,
            _person.person == _way.person,
        )
    ).one_or_none()
    if found is None:
        return None
    return _whose(found, found.way), Passkey(credential, found.credential_key, found.uses)


def count_use(staff: StaffStore, organisation: OrganisationId, credential: bytes, uses: int) -> None:
    """Remember how often a passkey says it was used."""
    staff.session.exec(
        update(WayInRow)
        .where(col(WayInRow.organisation) == organisation, col(WayInRow.credential) == credential)
        .values(uses=uses)
    )


def list_ways(staff: StaffStore, organisation: OrganisationId, person: PersonId) -> tuple[WayIn, ...]:
    """Somebody's ways in, oldest first."""
    rows = staff.session.execute(
        select(_way.way, _way.kind, _way.added, _way.locked_key)
        .where(_way.organisation == organisation, _way.person == person)
        .order_by(_way.added, _way.way)
    )
    return tuple(WayIn(row.way, WayKind(row.kind), Day(row.added), row.locked_key) for row in rows)


def count_ways(staff: StaffStore, organisation: OrganisationId) -> dict[PersonId, int]:
    """How many ways in each person has, of those who have any."""
    rows = staff.session.execute(
        select(_way.person, func.count()).where(_way.organisation == organisation).group_by(_way.person)
    )
    return {PersonId(person): number for person, number in rows}


def unlock_ways(staff: StaffStore, organisation: OrganisationId, person: PersonId) -> None:
    """Forget the key locked under each way in of somebody who is no member any more."""
    staff.session.exec(
        update(WayInRow)
        .where(col(WayInRow.organisation) == organisation, col(WayInRow.person) == person)
        .values(locked_key=None)
    )


def list_credentials(staff: StaffStore, organisation: OrganisationId, person: PersonId) -> tuple[bytes, ...]:
    """The names of somebody's passkeys, so that one device does not keep two of them."""
    rows = staff.session.execute(
        select(_way.credential).where(
            _way.organisation == organisation, _way.person == person, _way.credential.is_not(None)
        )
    )
    return tuple(row.credential for row in rows)


def remove_way(staff: StaffStore, organisation: OrganisationId, person: PersonId, way: str) -> None:
    """Forget one way in."""
    staff.session.exec(
        delete(WayInRow).where(
            col(WayInRow.organisation) == organisation,
            col(WayInRow.person) == person,
            col(WayInRow.way) == way,
        )
    )


def remove_ways(staff: StaffStore, organisation: OrganisationId, person: PersonId) -> None:
    """Forget every way in of somebody."""
    staff.session.exec(
        delete(WayInRow).where(col(WayInRow.organisation) == organisation, col(WayInRow.person) == person)
    )


def spend_challenge(staff: StaffStore, organisation: OrganisationId, digest: bytes, until: datetime) -> bool:
    """Take a challenge; False if somebody has taken it before."""
    if staff.session.get(SpentChallengeRow, (organisation, digest)) is not None:
        return False
    staff.session.add(SpentChallengeRow(organisation=organisation, digest=digest, expires=until))
    staff.session.flush()
    return True


def forget_challenges(staff: StaffStore, now: datetime) -> None:
    """Forget challenges that nobody could use any more."""
    staff.session.exec(delete(SpentChallengeRow).where(col(SpentChallengeRow.expires) <= now))


def _common(organisation: OrganisationId, person: PersonId, way: WayIn) -> dict[str, Any]:
    return {
        "organisation": organisation,
        "person": person,
        "way": way.way,
        "kind": way.kind.value,
        "added": way.added,
        "locked_key": way.locked,
    }


def _whose(row: Row[Any], way: str) -> Whose:
    return Whose(PersonId(row.person), Role(row.role), row.display, way)
