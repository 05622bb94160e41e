"""Which circles may receive, and on whose word; a member of one endorses another that is new."""

from typing import Annotated

from annotated_types import Len
from fastapi import APIRouter, Response

from service.api.schemas import Base64, Code, Form, Hex128
from service.crypto.vouching import VOUCH_BYTES
from service.deps import DirectoryDep, MemberChangeDep, MemberDep, OwnCircleDep, StaffDep, WorkDep
from service.domain.endorsements import Known, endorse_circle, view_endorsements
from service.store.engine import transaction
from service.store.work.endorsements import Endorser
from service.terms import CircleId, KeyId

router = APIRouter(prefix="/o/{organisation}", tags=["access"])


class EndorserOut(Form):
    """The circle that endorsed another, with which key, and that key's vouch."""

    circle: str
    key_id: str
    vouch: Base64


class KnownCircleOut(Form):
    """A circle that may receive, or waits to: then `since` is null. `by` is null where founded, too."""

    circle: str
    label: str
    key_id: str
    public_key: Base64
    since: str | None
    by: EndorserOut | None
    people: list[str]


class EndorsementsOut(Form):
    """Every circle that was founded or endorsed, and every one that waits for it."""

    circles: list[KnownCircleOut]


class EndorsementIn(Form):
    """A vouch, under the key `by_key` of the circle in the address, for the key of a circle that waits."""

    circle: Code
    key_id: Hex128
    by_key: Hex128
    vouch: Annotated[Base64, Len(VOUCH_BYTES, VOUCH_BYTES)]


@router.get("/circles/{circle}/endorsements")
def list_endorsements(
    actor: MemberDep, circle: OwnCircleDep, directory: DirectoryDep, work: WorkDep, staff: StaffDep
) -> EndorsementsOut:
    """Which circles may receive and on whose word, and which wait to be endorsed."""
    found = view_endorsements(work, staff, directory, (actor.person, circle))
    return EndorsementsOut(circles=[_shape(one) for one in found])


@router.post("/circles/{circle}/endorsements", status_code=204)
def endorse_new_circle(
    _: MemberDep, circle: OwnCircleDep, body: EndorsementIn, change: MemberChangeDep
) -> Response:
    """Endorse a circle that waits for it: from then on it receives."""
    by = Endorser(circle, KeyId(body.by_key), body.vouch)
    with transaction(change.work):
        endorse_circle(change, by, CircleId(body.circle), KeyId(body.key_id))
    return Response(status_code=204)


def _shape(one: Known) -> KnownCircleOut:
    made = one.endorsement
    by = None if made is None else made.by
    return KnownCircleOut(
        circle=one.circle.circle,
        label=one.circle.label,
        key_id=one.key.key_id,
        public_key=one.key.public_key,
        since=None if made is None else made.since,
        by=None if by is None else EndorserOut(circle=by.circle, key_id=by.key_id, vouch=by.vouch),
        people=list(one.people),
    )
