"""Signing in with a passkey. Never given what the PRF extension gives: the forms have no place for it."""

from typing import Annotated

from annotated_types import Len
from fastapi import APIRouter, Response

from service.api.access import start
from service.api.schemas import Base64, Form, SignedInOut
from service.deps import AnyoneDep, ChanceDep, PartyDep, RuntimeDep, StaffChangesDep
from service.domain import access, audit, passkeys
from service.domain.passkeys import Assertion
from service.store.engine import transaction

router = APIRouter(prefix="/o/{organisation}", tags=["access"])
Short = Annotated[Base64, Len(1, 1024)]
Signed = Annotated[Base64, Len(1, 8192)]


class ChallengeOut(Form):
    """What an authenticator is to sign within five minutes, and the domain its passkey is for."""

    challenge: Base64
    domain: str


class AssertionIn(Form):
    """An authenticator's answer; no place for what its extensions gave to the page."""

    credential: Short
    client_data: Signed
    authenticator_data: Signed
    signature: Short


@router.post("/sign-in/passkey")
def ask_for_passkey(_: AnyoneDep, party: PartyDep, runtime: RuntimeDep, chance: ChanceDep) -> ChallengeOut:
    """A challenge for whoever has a passkey; nobody is named."""
    nonce = chance(passkeys.NONCE_BYTES)
    challenge = passkeys.new_challenge(party, passkeys.SIGNING_IN, nonce, runtime.clock())
    return ChallengeOut(challenge=challenge, domain=party.domain)


@router.post("/sign-in/passkey/answer")
def prove_passkey(
    _: AnyoneDep,
    body: AssertionIn,
    party: PartyDep,
    staff: StaffChangesDep,
    runtime: RuntimeDep,
    response: Response,
) -> SignedInOut:
    """Start a session from a passkey's answer."""
    session = access.new_session(runtime.chance, runtime.clock(), runtime.session_length)
    answer = Assertion(body.credential, body.client_data, body.authenticator_data, body.signature)
    with transaction(staff):
        whose = passkeys.prove_passkey(staff, party, answer, session.since)
        actor = access.begin_session(staff, party.organisation, whose, session)
        audit.record(staff, party.organisation, audit.Deed.SIGNED_IN, (actor.person, session.since))
    return start(response, runtime, actor, session)
