"""Who is in a circle and who waits for its key; members' browsers give it, change it, and prepare."""

from typing import Annotated

from annotated_types import Interval, Len, MaxLen
from fastapi import APIRouter, Response

from service.api.schemas import MAX_VERSION, Base64, Form, Hex128, PublicKey
from service.crypto.vouching import VOUCH_BYTES
from service.crypto.wrapping import WRAPPED_BYTES
from service.deps import MemberChangeDep, MemberDep, SharedCircleDep, StaffDep, WorkDep
from service.domain.epochs import NewKey, keep_standby, rotate_key
from service.domain.members import give_keys, view_people
from service.errors import MalformedRequest
from service.store.engine import transaction
from service.store.work.wraps import Wrap
from service.terms import CircleKey, KeyId, KeyReason, PersonId

router = APIRouter(prefix="/o/{organisation}", tags=["access"])
MOST_MEMBERS = 100
MOST_EPOCHS = 1000
Vouch = Annotated[Base64, Len(VOUCH_BYTES, VOUCH_BYTES)]
Wrapped = Annotated[Base64, Len(WRAPPED_BYTES, WRAPPED_BYTES)]


class CircleMemberOut(Form):
    """Somebody in a circle. Whoever holds not the active epoch waits for it."""

    person: str
    display: str
    public_key: Base64 | None
    epochs: list[int]
    vouch: Base64 | None


class CircleKeyOut(Form):
    """An epoch of a circle's key: public, and what the one before it says of it."""

    epoch: int
    key_id: str
    public_key: Base64
    active: bool
    since: str
    reason: str
    endorsement: Base64 | None


class StandbyOut(Form):
    """For whom a key stands by, and to whom it is wrapped."""

    without: str
    persons: list[str]


class CirclePeopleOut(Form):
    """A circle's members, its keys oldest first, and the keys that stand by."""

    members: list[CircleMemberOut]
    keys: list[CircleKeyOut]
    standbys: list[StandbyOut]


class WrapIn(Form):
    """A new key's private half, sealed to a member, and the new key's vouch for that member's key."""

    person: Hex128
    wrapped: Wrapped
    vouch: Vouch


class EpochWrapIn(Form):
    """One epoch, sealed to the member of the address, and its vouch for that member's key."""

    epoch: Annotated[int, Interval(ge=1, le=MAX_VERSION)]
    wrapped: Wrapped
    vouch: Vouch


class KeysIn(Form):
    """Epochs for somebody whose public key is still this one."""

    public_key: PublicKey
    wraps: Annotated[list[EpochWrapIn], Len(1, MOST_EPOCHS)]


class StandbyIn(Form):
    """A key pair made in a browser, to follow `after` once somebody has left."""

    after: Hex128
    public_key: PublicKey
    endorsement: Vouch
    wraps: Annotated[list[WrapIn], MaxLen(MOST_MEMBERS)]


class RotationIn(Form):
    """A key pair made in a browser, to follow `after` now; null where the circle receives with none."""

    after: Hex128 | None
    reason: KeyReason
    public_key: PublicKey
    endorsement: Vouch | None
    wraps: Annotated[list[WrapIn], MaxLen(MOST_MEMBERS)]


@router.get("/circles/{circle}/members")
def list_members(
    actor: MemberDep, circle: SharedCircleDep, work: WorkDep, staff: StaffDep
) -> CirclePeopleOut:
    """Who is in the circle, and what it takes to give its key to whoever waits."""
    found = view_people(work, staff, actor.organisation, circle)
    return CirclePeopleOut(
        members=[
            CircleMemberOut(
                person=one.person,
                display=one.display,
                public_key=one.public_key,
                epochs=list(one.epochs),
                vouch=one.vouch,
            )
            for one in found.members
        ],
        keys=[shape_key(key) for key in found.keys],
        standbys=[StandbyOut(without=without, persons=list(persons)) for without, persons in found.standbys],
    )


@router.put("/circles/{circle}/members/{person}/keys", status_code=204)
def give_circle_keys(
    _: MemberDep, circle: SharedCircleDep, person: str, body: KeysIn, change: MemberChangeDep
) -> Response:
    """Give epochs one holds to somebody of the circle."""
    given = {one.epoch: Wrap(PersonId(person), one.wrapped, one.vouch) for one in body.wraps}
    if len(given) != len(body.wraps):
        raise MalformedRequest
    with transaction(change.work):
        give_keys(change, circle, PersonId(person), body.public_key, given)
    return Response(status_code=204)


@router.put("/circles/{circle}/standbys/{person}", status_code=204)
def set_standby(
    _: MemberDep, circle: SharedCircleDep, person: str, body: StandbyIn, change: MemberChangeDep
) -> Response:
    """Prepare the key that follows once this person has left the circle."""
    new = NewKey(body.public_key, body.endorsement, new_wraps(body.wraps))
    with transaction(change.work):
        keep_standby(change, circle, PersonId(person), KeyId(body.after), new)
    return Response(status_code=204)


@router.post("/circles/{circle}/rotation", status_code=204)
def change_circle_key(
    _: MemberDep, circle: SharedCircleDep, body: RotationIn, change: MemberChangeDep
) -> Response:
    """Let the circle receive with a new key from now on."""
    new = NewKey(body.public_key, body.endorsement, new_wraps(body.wraps))
    after = None if body.after is None else KeyId(body.after)
    with transaction(change.work):
        rotate_key(change, circle, after, new, body.reason)
    return Response(status_code=204)


def new_wraps(wraps: list[WrapIn]) -> tuple[Wrap, ...]:
    """As the domain takes them."""
    return tuple(Wrap(PersonId(one.person), one.wrapped, one.vouch) for one in wraps)


def shape_key(key: CircleKey) -> CircleKeyOut:
    """As the API tells it."""
    return CircleKeyOut(
        epoch=key.epoch,
        key_id=key.key_id,
        public_key=key.public_key,
        active=key.active,
        since=key.since,
        reason=key.reason.value,
        endorsement=key.endorsement,
    )
