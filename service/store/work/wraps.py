"""Circle keys wrapped to members, and the vouches beside them. Returns values; commits nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlmodel import col, delete, select, update

from service.store.work.handle import WorkStore
from service.store.work.tables import CircleKeyRow, WrappedKeyRow
from service.terms import CircleId, KeyId, OrganisationId, PersonId


@dataclass(frozen=True, slots=True)
class Wrap:
    """A circle key's private half, sealed to one member, and the maker's vouch for that member's key.

    Wraps made before there were vouches have none.
    """

    person: PersonId
    wrapped: bytes = field(repr=False)
    vouch: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Held:
    """That a member holds an epoch, and whether somebody vouched for their key with it."""

    person: PersonId
    epoch: int
    vouch: bytes | None = field(default=None, repr=False)


def put_wraps(
    work: WorkStore, organisation: OrganisationId, place: tuple[CircleId, int], wraps: Iterable[Wrap]
) -> None:
    """Keep one epoch of a circle's key for these members, in place of what they had of it."""
    circle, epoch = place
    for one in wraps:
        work.session.merge(
            WrappedKeyRow(
                organisation=organisation,
                circle=circle,
                epoch=epoch,
                person=one.person,
                wrapped=one.wrapped,
                vouch=one.vouch,
            )
        )
    work.session.flush()


def list_wrapped_keys(
    work: WorkStore, organisation: OrganisationId, circle: CircleId, person: PersonId
) -> tuple[tuple[int, KeyId, bool, bytes], ...]:
    """(epoch, key id, active or not, wrapped key) of every epoch this member may open, oldest first."""
    rows = work.session.exec(
        select(WrappedKeyRow.epoch, CircleKeyRow.key_id, CircleKeyRow.state, WrappedKeyRow.wrapped)
        .join(
            CircleKeyRow,
            (col(CircleKeyRow.organisation) == WrappedKeyRow.organisation)
            & (col(CircleKeyRow.circle) == WrappedKeyRow.circle)
            & (col(CircleKeyRow.epoch) == WrappedKeyRow.epoch),
        )
        .where(
            WrappedKeyRow.organisation == organisation,
            WrappedKeyRow.circle == circle,
            WrappedKeyRow.person == person,
        )
        .order_by(col(WrappedKeyRow.epoch))
    )
    return tuple((epoch, KeyId(key_id), state == "active", wrapped) for epoch, key_id, state, wrapped in rows)


def list_held(work: WorkStore, organisation: OrganisationId, circle: CircleId) -> tuple[Held, ...]:
    """Who holds which epoch of a circle's key, by person and epoch."""
    rows = work.session.exec(
        select(WrappedKeyRow.person, WrappedKeyRow.epoch, WrappedKeyRow.vouch)
        .where(WrappedKeyRow.organisation == organisation, WrappedKeyRow.circle == circle)
        .order_by(WrappedKeyRow.person, col(WrappedKeyRow.epoch))
    )
    return tuple(Held(PersonId(person), epoch, vouch) for person, epoch, vouch in rows)


def remove_wraps(work: WorkStore, organisation: OrganisationId, circle: CircleId, person: PersonId) -> None:
    """Let a person hold no key of a circle any more."""
    work.session.exec(
        delete(WrappedKeyRow).where(
            col(WrappedKeyRow.organisation) == organisation,
            col(WrappedKeyRow.circle) == circle,
            col(WrappedKeyRow.person) == person,
        )
    )


def retire_key(work: WorkStore, organisation: OrganisationId, circle: CircleId) -> None:
    """Let a circle receive with no key at all."""
    work.session.exec(
        update(CircleKeyRow)
        .where(col(CircleKeyRow.organisation) == organisation, col(CircleKeyRow.circle) == circle)
        .values(state="retired")
    )
