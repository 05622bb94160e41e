"""Circles, their members, keys and routes. Returns values, never rows; commits nothing."""

from sqlmodel import col, delete, func, select, update

from service.store.work.handle import WorkStore
from service.store.work.tables import (
    CircleKeyRow,
    CircleMemberRow,
    CircleRow,
    RouteRow,
    WrappedKeyRow,
)
from service.terms import Circle, CircleId, CircleKey, Day, KeyId, KeyReason, OrganisationId, PersonId


def add_circle(work: WorkStore, organisation: OrganisationId, circle: Circle) -> None:
    """Add a circle without members; the member count of the value is not stored."""
    work.session.add(
        CircleRow(
            organisation=organisation,
            circle=circle.circle,
            label=circle.label,
            about=circle.about,
            is_general=circle.is_general,
        )
    )
    work.session.flush()


def list_circles(work: WorkStore, organisation: OrganisationId) -> tuple[Circle, ...]:
    """Every circle with how many are in it and how many of them hold its active key, by id."""
    active = (col(CircleKeyRow.circle) == CircleMemberRow.circle) & (CircleKeyRow.state == "active")
    held = (
        (col(WrappedKeyRow.organisation) == organisation)
        & (col(WrappedKeyRow.circle) == CircleMemberRow.circle)
        & (col(WrappedKeyRow.person) == CircleMemberRow.person)
        & (col(WrappedKeyRow.epoch) == CircleKeyRow.epoch)
    )
    members = (
        select(
            CircleMemberRow.circle,
            func.count().label("members"),
            func.count(col(WrappedKeyRow.person)).label("holders"),
        )
        .outerjoin(CircleKeyRow, (col(CircleKeyRow.organisation) == organisation) & active)
        .outerjoin(WrappedKeyRow, held)
        .where(CircleMemberRow.organisation == organisation)
        .group_by(CircleMemberRow.circle)
        .subquery()
    )
    rows = work.session.exec(
        select(CircleRow, members.c.members, members.c.holders)
        .outerjoin(members, members.c.circle == CircleRow.circle)
        .where(CircleRow.organisation == organisation)
        .order_by(CircleRow.circle)
    )
    return tuple(
        Circle(CircleId(row.circle), row.label, row.about, row.is_general, count or 0, holders or 0)
        for row, count, holders in rows
    )


def change_circle(
    work: WorkStore, organisation: OrganisationId, circle: CircleId, label: str, about: str
) -> None:
    """Call a circle something else."""
    work.session.exec(
        update(CircleRow)
        .where(col(CircleRow.organisation) == organisation, col(CircleRow.circle) == circle)
        .values(label=label, about=about)
    )


def set_general(work: WorkStore, organisation: OrganisationId, circle: CircleId) -> None:
    """Make this circle the general one, and no other."""
    work.session.exec(
        update(CircleRow)
        .where(col(CircleRow.organisation) == organisation)
        .values(is_general=col(CircleRow.circle) == circle)
    )


def add_member(work: WorkStore, organisation: OrganisationId, circle: CircleId, person: PersonId) -> None:
    """Put a person into a circle."""
    work.session.add(CircleMemberRow(organisation=organisation, circle=circle, person=person))
    work.session.flush()


def remove_member(work: WorkStore, organisation: OrganisationId, circle: CircleId, person: PersonId) -> None:
    """Take a person out of a circle."""
    work.session.exec(
        delete(CircleMemberRow).where(
            col(CircleMemberRow.organisation) == organisation,
            col(CircleMemberRow.circle) == circle,
            col(CircleMemberRow.person) == person,
        )
    )


def list_members(work: WorkStore, organisation: OrganisationId, circle: CircleId) -> tuple[PersonId, ...]:
    """Who is in a circle, by id."""
    return tuple(
        PersonId(person)
        for person in work.session.exec(
            select(CircleMemberRow.person)
            .where(CircleMemberRow.organisation == organisation, CircleMemberRow.circle == circle)
            .order_by(CircleMemberRow.person)
        )
    )


def list_circles_of(work: WorkStore, organisation: OrganisationId, person: PersonId) -> tuple[CircleId, ...]:
    """The circles a person is in, by id."""
    return tuple(
        CircleId(circle)
        for circle in work.session.exec(
            select(CircleMemberRow.circle)
            .where(CircleMemberRow.organisation == organisation, CircleMemberRow.person == person)
            .order_by(CircleMemberRow.circle)
        )
    )


def list_circles_held(
    work: WorkStore, organisation: OrganisationId, person: PersonId
) -> tuple[CircleId, ...]:
    """The circles a person is in and holds a key of, by id."""
    holding = (
        (col(WrappedKeyRow.organisation) == CircleMemberRow.organisation)
        & (col(WrappedKeyRow.circle) == CircleMemberRow.circle)
        & (col(WrappedKeyRow.person) == CircleMemberRow.person)
    )
    found = work.session.exec(
        select(CircleMemberRow.circle)
        .join(WrappedKeyRow, holding)
        .where(CircleMemberRow.organisation == organisation, CircleMemberRow.person == person)
        .distinct()
        .order_by(CircleMemberRow.circle)
    )
    return tuple(CircleId(circle) for circle in found)


def add_key(work: WorkStore, organisation: OrganisationId, key: CircleKey) -> None:
    """Add an epoch; earlier epochs of the circle retire in the same breath."""
    work.session.exec(
        update(CircleKeyRow)
        .where(col(CircleKeyRow.organisation) == organisation, col(CircleKeyRow.circle) == key.circle)
        .values(state="retired")
    )
    work.session.add(
        CircleKeyRow(
            organisation=organisation,
            circle=key.circle,
            epoch=key.epoch,
            key_id=key.key_id,
            public_key=key.public_key,
            state="active" if key.active else "retired",
            endorsement=key.endorsement,
            since=key.since,
            reason=key.reason.value,
        )
    )
    work.session.flush()


def list_keys(work: WorkStore, organisation: OrganisationId) -> tuple[CircleKey, ...]:
    """Every epoch of every circle's key."""
    rows = work.session.exec(
        select(CircleKeyRow)
        .where(CircleKeyRow.organisation == organisation)
        .order_by(CircleKeyRow.circle, col(CircleKeyRow.epoch))
    )
    return tuple(
        CircleKey(
            circle=CircleId(row.circle),
            epoch=row.epoch,
            key_id=KeyId(row.key_id),
            public_key=row.public_key,
            active=row.state == "active",
            endorsement=row.endorsement,
            since=Day(row.since),
            reason=KeyReason(row.reason),
        )
        for row in rows
    )


def set_route(work: WorkStore, organisation: OrganisationId, factor: str, circle: CircleId) -> None:
    """Send a factor's reports to a circle."""
    work.session.merge(RouteRow(organisation=organisation, factor=factor, circle=circle))
    work.session.flush()


def list_routes(work: WorkStore, organisation: OrganisationId) -> tuple[tuple[str, CircleId], ...]:
    """(factor, circle) pairs."""
    rows = work.session.exec(
        select(RouteRow.factor, RouteRow.circle).where(RouteRow.organisation == organisation)
    )
    return tuple((factor, CircleId(circle)) for factor, circle in rows)
