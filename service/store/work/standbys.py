"""Standby keys: made ahead, for the day a member leaves. Returns values, never rows; commits nothing."""

from dataclasses import dataclass, field

from sqlmodel import col, delete, select

from service.store.work.handle import WorkStore
from service.store.work.standby_tables import StandbyKeyRow, StandbyWrapRow
from service.store.work.wraps import Wrap
from service.terms import CircleId, KeyId, OrganisationId, PersonId


@dataclass(frozen=True, slots=True)
class Standby:
    """A key that stands by for the day one member leaves, wrapped to others."""

    without: PersonId
    key_id: KeyId
    public_key: bytes = field(repr=False)
    endorsement: bytes = field(repr=False)
    wraps: tuple[Wrap, ...] = field(repr=False)


def put_standby(work: WorkStore, organisation: OrganisationId, circle: CircleId, standby: Standby) -> None:
    """Keep a standby key, in place of an earlier one for the same member."""
    remove_standbys(work, organisation, circle, standby.without)
    place = {"organisation": organisation, "circle": circle, "without": standby.without}
    work.session.add(
        StandbyKeyRow(
            **place,
            key_id=standby.key_id,
            public_key=standby.public_key,
            endorsement=standby.endorsement,
        )
    )
    for one in standby.wraps:
        work.session.add(
            StandbyWrapRow(**place, person=one.person, wrapped=one.wrapped, vouch=one.vouch or b"")
        )
    work.session.flush()


def find_standby(
    work: WorkStore, organisation: OrganisationId, circle: CircleId, without: PersonId
) -> Standby | None:
    """The key that stands by for the day this member leaves."""
    key = work.session.get(StandbyKeyRow, (organisation, circle, without))
    if key is None:
        return None
    rows = work.session.exec(
        select(StandbyWrapRow).where(
            StandbyWrapRow.organisation == organisation,
            StandbyWrapRow.circle == circle,
            StandbyWrapRow.without == without,
        )
    )
    wraps = tuple(Wrap(PersonId(row.person), row.wrapped, row.vouch) for row in rows)
    return Standby(without, KeyId(key.key_id), key.public_key, key.endorsement, wraps)


def list_standbys(
    work: WorkStore, organisation: OrganisationId, circle: CircleId
) -> tuple[tuple[PersonId, tuple[PersonId, ...]], ...]:
    """For whom keys stand by in a circle, and to whom each is wrapped; both by id."""
    rows = work.session.exec(
        select(StandbyWrapRow.without, StandbyWrapRow.person)
        .where(StandbyWrapRow.organisation == organisation, StandbyWrapRow.circle == circle)
        .order_by(StandbyWrapRow.without, StandbyWrapRow.person)
    )
    found: dict[PersonId, list[PersonId]] = {}
    for without, person in rows:
        found.setdefault(PersonId(without), []).append(PersonId(person))
    return tuple((without, tuple(persons)) for without, persons in found.items())


def remove_standbys(
    work: WorkStore, organisation: OrganisationId, circle: CircleId, without: PersonId | None = None
) -> None:
    """Forget every standby key of a circle, or the one for this member."""
    for row in (StandbyWrapRow, StandbyKeyRow):
        gone = delete(row).where(col(row.organisation) == organisation, col(row.circle) == circle)
        work.session.exec(gone if without is None else gone.where(col(row.without) == without))
