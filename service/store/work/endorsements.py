"""Which circles may receive, and which circle said so. Returns values, never rows; commits nothing."""

from dataclasses import dataclass, field

from sqlmodel import select

from service.store.work.handle import WorkStore
from service.store.work.tables import EndorsementRow
from service.terms import CircleId, Day, KeyId, OrganisationId


@dataclass(frozen=True, slots=True)
class Endorser:
    """The circle that endorsed another, with which of its keys, and that key's vouch for the other's."""

    circle: CircleId
    key_id: KeyId
    vouch: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Endorsement:
    """That a circle may receive, from the key on that it had then; by nobody: founded."""

    circle: CircleId
    key_id: KeyId
    since: Day
    """Empty for circles older than this was kept."""
    by: Endorser | None = None


def add_endorsement(work: WorkStore, organisation: OrganisationId, made: Endorsement) -> None:
    """Let a circle receive; there is one endorsement of a circle, and it stays."""
    work.session.add(
        EndorsementRow(
            organisation=organisation,
            circle=made.circle,
            key_id=made.key_id,
            since=made.since,
            by_circle=made.by.circle if made.by else None,
            by_key=made.by.key_id if made.by else None,
            vouch=made.by.vouch if made.by else None,
        )
    )
    work.session.flush()


def list_endorsements(work: WorkStore, organisation: OrganisationId) -> tuple[Endorsement, ...]:
    """Every circle that was founded or endorsed, by id."""
    rows = work.session.exec(
        select(EndorsementRow)
        .where(EndorsementRow.organisation == organisation)
        .order_by(EndorsementRow.circle)
    )
    return tuple(
        Endorsement(CircleId(row.circle), KeyId(row.key_id), Day(row.since), _endorser(row)) for row in rows
    )


def _endorser(row: EndorsementRow) -> Endorser | None:
    if row.by_circle is None or row.by_key is None or row.vouch is None:
        return None
    return Endorser(CircleId(row.by_circle), KeyId(row.by_key), row.vouch)
