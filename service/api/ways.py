"""A signed-in person's own ways in: listed, added, taken away."""

from typing import Annotated, Literal

from annotated_types import Interval, Len
from fastapi import APIRouter, Request, Response
from pydantic import StringConstraints

from service.api.passkeys import Short, Signed
from service.api.schemas import Base64, Form, KdfOut, Proof
from service.crypto.errors import UnsafeParameters
from service.crypto.passphrase import LOCKED_BYTES, SALT_BYTES, Parameters
from service.deps import COOKIE, ActorDep, ChanceDep, NowDep, PartyDep, RuntimeDep, StaffChangesDep, StaffDep
from service.domain import passkeys, ways
from service.domain.passkeys import Registration
from service.errors import MalformedRequest, NotSignedIn
from service.store.engine import transaction
from service.store.staff import people
from service.store.staff import ways as kept
from service.terms import WayKind

router = APIRouter(prefix="/o/{organisation}", tags=["access"])
Locked = Annotated[Base64, Len(LOCKED_BYTES, LOCKED_BYTES)]
Way = Annotated[str, StringConstraints(pattern=r"^(passphrase|recovery|[0-9a-f]{32})$")]


class WayOut(Form):
    """A way in by kind and day; `here` is the one this session began with."""

    way: str
    kind: str
    added: str
    here: bool


class WaysOut(Form):
    """Every way in of the person who asks."""

    ways: list[WayOut]


class PasskeyPlanOut(Form):
    """What a browser asks an authenticator to make, and the passkeys it must not make twice."""

    challenge: Base64
    domain: str
    person: Base64
    handle: str
    display: str
    known: list[Base64]


class KdfIn(KdfOut):
    """Argon2id (RFC 9106) parameters within safe bounds."""

    name: Literal["argon2id"] = "argon2id"
    memory_kib: Annotated[int, Interval(ge=1, le=2**20)]
    passes: Annotated[int, Interval(ge=1, le=64)]
    lanes: Annotated[int, Interval(ge=1, le=64)]


class WordsIn(Form):
    """A passphrase or recovery words, stretched in the browser; members also send their locked key."""

    kind: Literal["passphrase", "recovery"]
    salt: Annotated[Base64, Len(SALT_BYTES, SALT_BYTES)]
    kdf: KdfIn
    proof: Proof
    locked_key: Locked | None = None


class PasskeyIn(Form):
    """A passkey as an authenticator made it; no place for what its extensions gave to the page."""

    credential: Short
    client_data: Signed
    attestation: Signed
    locked_key: Locked | None = None


@router.get("/ways")
def list_ways(actor: ActorDep, staff: StaffDep) -> WaysOut:
    """The ways in of the person who asks, oldest first."""
    mine = kept.list_ways(staff, actor.organisation, actor.person)
    return WaysOut(
        ways=[
            WayOut(way=one.way, kind=one.kind.value, added=one.added, here=one.way == actor.way)
            for one in mine
        ]
    )


@router.post("/new-way/challenge")
def plan_passkey(
    actor: ActorDep, staff: StaffDep, party: PartyDep, chance: ChanceDep, now: NowDep
) -> PasskeyPlanOut:
    """What a browser needs to have a passkey made for the person who asks."""
    person = people.find_person(staff, actor.organisation, actor.person)
    if person is None:
        raise NotSignedIn
    return PasskeyPlanOut(
        challenge=passkeys.new_challenge(party, actor.person, chance(passkeys.NONCE_BYTES), now),
        domain=party.domain,
        person=bytes.fromhex(actor.person),
        handle=person.handle,
        display=person.display,
        known=list(kept.list_credentials(staff, actor.organisation, actor.person)),
    )


@router.put("/new-way/words", status_code=204)
def set_words(
    actor: ActorDep, body: WordsIn, staff: StaffChangesDep, now: NowDep, request: Request
) -> Response:
    """Set the passphrase or the recovery words; earlier ones hold no longer, nor the sessions they began."""
    here = request.cookies.get(COOKIE, "")
    with transaction(staff):
        ways.add_words(staff, ways.owner(actor), new_words(body), now, here)
    return Response(status_code=204)


@router.post("/new-way/passkey", status_code=204)
def add_passkey(
    actor: ActorDep, body: PasskeyIn, staff: StaffChangesDep, party: PartyDep, runtime: RuntimeDep
) -> Response:
    """Add a passkey."""
    new = new_passkey(body, runtime.chance(ways.WAY_BYTES))
    with transaction(staff):
        ways.add_passkey(staff, ways.owner(actor), new, party, runtime.clock())
    return Response(status_code=204)


@router.delete("/ways/{way}", status_code=204)
def remove_way(actor: ActorDep, way: Way, staff: StaffChangesDep, now: NowDep) -> Response:
    """Take a way in away, with the sessions it began; two must stay."""
    with transaction(staff):
        ways.remove_way(staff, actor, way, now)
    return Response(status_code=204)


def new_words(body: WordsIn) -> ways.NewWords:
    """The words of a body. Raises MalformedRequest for a cost outside the bounds."""
    try:
        kdf = Parameters(body.kdf.memory_kib, body.kdf.passes, body.kdf.lanes)
    except UnsafeParameters:
        raise MalformedRequest from None
    return ways.NewWords(WayKind(body.kind), body.salt, kdf, body.proof, body.locked_key)


def new_passkey(body: PasskeyIn, name: bytes) -> ways.NewPasskey:
    """The passkey of a body under a name of chance."""
    registration = Registration(body.credential, body.client_data, body.attestation)
    return ways.NewPasskey(name.hex(), registration, body.locked_key)
