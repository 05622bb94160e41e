"""A one-time link: whom it is for, and the first ways in of whoever holds it. The token comes in the body."""

from typing import Annotated

from annotated_types import Len
from fastapi import APIRouter, Response

from service.api.schemas import Base64, Form, PublicKey
from service.api.ways import PasskeyIn, PasskeyPlanOut, WordsIn, new_passkey, new_words
from service.deps import AnyoneDep, BothDep, DirectoryDep, NowDep, PartyDep, RuntimeDep, StaffDep
from service.domain import invitations, passkeys
from service.domain.changes import Change
from service.domain.invitations import TOKEN_BYTES, Acceptance
from service.domain.ways import WAY_BYTES
from service.store.engine import transaction

router = APIRouter(prefix="/o/{organisation}", tags=["access"])
Token = Annotated[Base64, Len(TOKEN_BYTES, TOKEN_BYTES)]


class TokenIn(Form):
    """What stands behind the # of a link."""

    token: Token


class InvitationOut(Form):
    """Whom a link is for; `person` is what a member's key is locked for."""

    person: str
    handle: str
    display: str
    role: str


class AcceptanceIn(Form):
    """The first two ways in, of two kinds; members also send the public half of their key."""

    token: Token
    public_key: PublicKey | None = None
    ways: Annotated[list[WordsIn], Len(1, 2)]
    passkey: PasskeyIn | None = None


@router.post("/invitation/open")
def open_invitation(
    _: AnyoneDep, body: TokenIn, directory: DirectoryDep, staff: StaffDep, now: NowDep
) -> InvitationOut:
    """Whom a link is for."""
    found = invitations.open_invitation(staff, directory.organisation.organisation, body.token, now)
    return InvitationOut(
        person=found.person, handle=found.handle, display=found.display, role=found.role.value
    )


@router.post("/invitation/challenge")
def plan_first_passkey(
    _: AnyoneDep, body: TokenIn, staff: StaffDep, party: PartyDep, runtime: RuntimeDep
) -> PasskeyPlanOut:
    """What a browser needs to have a passkey made for whom a link is for."""
    now = runtime.clock()
    found = invitations.open_invitation(staff, party.organisation, body.token, now)
    return PasskeyPlanOut(
        challenge=passkeys.new_challenge(party, found.person, runtime.chance(passkeys.NONCE_BYTES), now),
        domain=party.domain,
        person=bytes.fromhex(found.person),
        handle=found.handle,
        display=found.display,
        known=[],
    )


@router.post("/invitation/accept", status_code=204)
def accept_invitation(
    _: AnyoneDep, body: AcceptanceIn, party: PartyDep, stores: BothDep, runtime: RuntimeDep
) -> Response:
    """Use a link: set its person's first ways in. It works once."""
    first = None
    if body.passkey is not None:
        first = (new_passkey(body.passkey, runtime.chance(WAY_BYTES)), party)
    acceptance = Acceptance(body.public_key, tuple(new_words(one) for one in body.ways), first)
    # Who acts is found by the link.
    change = Change(*stores, party.organisation, ("", runtime.clock()))
    with transaction(change.staff):
        invitations.accept_invitation(change, body.token, acceptance)
    return Response(status_code=204)
