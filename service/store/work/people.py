"""Which circles people are in, and which of them hold the current key. Returns values; commits nothing."""

from sqlmodel import col, select

from service.store.work.handle import WorkStore
from service.store.work.tables import CircleKeyRow, CircleMemberRow, WrappedKeyRow
from service.terms import CircleId, OrganisationId, PersonId


def list_places(work: WorkStore, organisation: OrganisationId) -> dict[PersonId, tuple[CircleId, ...]]:
    """The circles of everybody who is in one, by id."""
    rows = work.session.exec(
        select(CircleMemberRow.person, CircleMemberRow.circle)
        .where(CircleMemberRow.organisation == organisation)
        .order_by(CircleMemberRow.circle)
    )
    found: dict[PersonId, tuple[CircleId, ...]] = {}
    for person, circle in rows:
        found[PersonId(person)] = (*found.get(PersonId(person), ()), CircleId(circle))
    return found


def list_holders(work: WorkStore, organisation: OrganisationId) -> frozenset[tuple[CircleId, PersonId]]:
    """(circle, person) of everybody to whom the circle's current key is wrapped."""
    rows = work.session.exec(
        select(WrappedKeyRow.circle, WrappedKeyRow.person)
        .join(
            CircleKeyRow,
            (col(CircleKeyRow.organisation) == WrappedKeyRow.organisation)
            & (col(CircleKeyRow.circle) == WrappedKeyRow.circle)
            & (col(CircleKeyRow.epoch) == WrappedKeyRow.epoch),
        )
        .where(WrappedKeyRow.organisation == organisation, CircleKeyRow.state == "active")
    )
    return frozenset((CircleId(circle), PersonId(person)) for circle, person in rows)
