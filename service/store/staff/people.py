"""People who may sign in, and the public keys of members. Returns values; commits nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlmodel import col, delete, select, update

from service.store.staff.digests import clear_letterbox
from service.store.staff.handle import StaffStore
from service.store.staff.tables import MemberKeyRow, PersonRow
from service.terms import Day, OrganisationId, PersonId, Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in."""

    organisation: OrganisationId
    person: PersonId
    handle: str = field(repr=False)
    display: str = field(repr=False)
    role: Role


@dataclass(frozen=True, slots=True)
class MemberKey:
    """A member's public key, and since when it is theirs."""

    person: PersonId
    public: bytes = field(repr=False)
    since: Day


def add_person(staff: StaffStore, person: Person) -> None:
    """Add somebody, as yet without a way in."""
    staff.session.add(
        PersonRow(
            organisation=person.organisation,
            person=person.person,
            handle=person.handle,
            display=person.display,
            role=person.role.value,
        )
    )
    staff.session.flush()


def find_person(staff: StaffStore, organisation: OrganisationId, person: PersonId) -> Person | None:
    """The person with this id."""
    row = staff.session.get(PersonRow, (organisation, person))
    return None if row is None else _person(row)


def find_handle(staff: StaffStore, organisation: OrganisationId, handle: str) -> Person | None:
    """The person with this sign-in name."""
    row = staff.session.exec(
        select(PersonRow).where(PersonRow.organisation == organisation, PersonRow.handle == handle)
    ).one_or_none()
    return None if row is None else _person(row)


def list_people(staff: StaffStore, organisation: OrganisationId) -> tuple[Person, ...]:
    """Everybody who may sign in, by sign-in name."""
    rows = staff.session.exec(
        select(PersonRow).where(PersonRow.organisation == organisation).order_by(PersonRow.handle)
    )
    return tuple(_person(row) for row in rows)


def set_role(staff: StaffStore, organisation: OrganisationId, person: PersonId, role: Role) -> None:
    """Let somebody be something else from now on."""
    staff.session.exec(
        update(PersonRow)
        .where(col(PersonRow.organisation) == organisation, col(PersonRow.person) == person)
        .values(role=role.value)
    )


def remove_person(staff: StaffStore, organisation: OrganisationId, person: PersonId) -> None:
    """Forget somebody's name and key, and where their digest went."""
    staff.session.exec(
        delete(PersonRow).where(col(PersonRow.organisation) == organisation, col(PersonRow.person) == person)
    )
    remove_member_key(staff, organisation, person)
    clear_letterbox(staff, organisation, person)


def remove_member_key(staff: StaffStore, organisation: OrganisationId, person: PersonId) -> None:
    """Forget somebody's public key."""
    staff.session.exec(
        delete(MemberKeyRow).where(
            col(MemberKeyRow.organisation) == organisation, col(MemberKeyRow.person) == person
        )
    )


def set_member_key(staff: StaffStore, organisation: OrganisationId, key: MemberKey) -> None:
    """Keep a member's public key, in place of an earlier one."""
    staff.session.merge(
        MemberKeyRow(organisation=organisation, person=key.person, public_key=key.public, since=key.since)
    )
    staff.session.flush()


def find_member_keys(
    staff: StaffStore, organisation: OrganisationId, persons: Iterable[PersonId]
) -> dict[PersonId, MemberKey]:
    """The public keys of these people, of those who have one."""
    rows = staff.session.exec(
        select(MemberKeyRow).where(
            MemberKeyRow.organisation == organisation, col(MemberKeyRow.person).in_(list(persons))
        )
    )
    found = (MemberKey(PersonId(row.person), row.public_key, Day(row.since)) for row in rows)
    return {key.person: key for key in found}


def _person(row: PersonRow) -> Person:
    return Person(
        OrganisationId(row.organisation), PersonId(row.person), row.handle, row.display, Role(row.role)
    )
