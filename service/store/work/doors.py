"""The reporter's door: an organisation's switches and its own signposts. Returns values; commits nothing."""

from sqlmodel import col, delete, select

from service.store.work.handle import WorkStore
from service.store.work.tables import DoorRow, SignpostRow
from service.taxonomy import Signpost
from service.terms import Door, OrganisationId


def set_door(work: WorkStore, organisation: OrganisationId, door: Door) -> None:
    """Switch the door. The caller moves the directory's revision."""
    work.session.merge(
        DoorRow(
            organisation=organisation,
            suggestions_off=door.suggestions_off,
            quick_only=door.quick_only,
            service_sealed_off=door.service_sealed_off,
            leave_to=door.leave_to,
        )
    )
    work.session.flush()


def find_door(work: WorkStore, organisation: OrganisationId) -> Door:
    """The door as it is switched; as it was built where nobody has switched anything."""
    row = work.session.get(DoorRow, organisation)
    if row is None:
        return Door()
    return Door(row.suggestions_off, row.quick_only, row.service_sealed_off, row.leave_to)


def set_signposts(work: WorkStore, organisation: OrganisationId, signposts: tuple[Signpost, ...]) -> None:
    """Keep these as the organisation's own, in this order, and no others."""
    work.session.exec(delete(SignpostRow).where(col(SignpostRow.organisation) == organisation))
    for position, one in enumerate(signposts):
        work.session.add(
            SignpostRow(
                organisation=organisation,
                signpost=one.code,
                position=position,
                show=one.show,
                action=one.action,
            )
        )
    work.session.flush()


def list_signposts(work: WorkStore, organisation: OrganisationId) -> tuple[Signpost, ...]:
    """The organisation's own signposts, in their order."""
    rows = work.session.exec(
        select(SignpostRow)
        .where(SignpostRow.organisation == organisation)
        .order_by(col(SignpostRow.position), col(SignpostRow.signpost))
    )
    return tuple(Signpost(row.signpost, row.show, row.action) for row in rows)
