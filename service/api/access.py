"""Signing in and out, and what a signed-in person may know of themselves."""

from fastapi import APIRouter, Request, Response

from service.api.knocking import KnockDep
from service.api.schemas import (
    CircleNameOut,
    KdfOut,
    MeOut,
    NamedIn,
    SignedInOut,
    SignInIn,
    SignInParametersOut,
    WrappedKeyOut,
    WrappedKeysOut,
)
from service.deps import (
    COOKIE,
    ActorDep,
    AnyoneDep,
    DirectoryDep,
    MemberDep,
    NowDep,
    OwnCircleDep,
    Runtime,
    RuntimeDep,
    StaffChangesDep,
    StaffDep,
    WorkDep,
)
from service.domain import access, audit, keyring
from service.domain.access import Actor, NewSession
from service.errors import SignInFailed
from service.store.engine import transaction
from service.terms import Role, WayKind

router = APIRouter(prefix="/o/{organisation}", tags=["access"])
HOME = {Role.MEMBER: "circle", Role.LEADER: "leader", Role.STEWARD: "steward"}


@router.post("/sign-in/parameters")
def show_parameters(
    _: AnyoneDep, body: NamedIn, directory: DirectoryDep, staff: StaffDep, runtime: RuntimeDep
) -> SignInParametersOut:
    """Salt and cost to stretch words with; a name nobody has gets a lasting, made-up salt."""
    named = access.Named(body.handle, WayKind(body.kind))
    found = access.sign_in_parameters(staff, directory.organisation.organisation, named, runtime.secret)
    kdf = KdfOut(memory_kib=found.kdf.memory_kib, passes=found.kdf.passes, lanes=found.kdf.lanes)
    return SignInParametersOut(salt=found.salt, kdf=kdf)


@router.post("/sign-in")
def sign_in(
    _: AnyoneDep,
    body: SignInIn,
    directory: DirectoryDep,
    staff: StaffChangesDep,
    knock: KnockDep,
    response: Response,
) -> SignedInOut:
    """Start a session from the proof of a passphrase or of recovery words."""
    organisation = directory.organisation.organisation
    runtime = knock.runtime
    session = access.new_session(runtime.chance, runtime.clock(), runtime.session_length)
    named = access.Named(body.handle, WayKind(body.kind))
    knock.admit(organisation, body.handle)
    with transaction(staff):
        try:
            actor = access.sign_in(staff, organisation, named, body.proof, session)
        except SignInFailed:
            knock.count(organisation, body.handle)
            raise
        audit.record(staff, organisation, audit.Deed.SIGNED_IN, (actor.person, session.since))
    return start(response, runtime, actor, session)


def start(response: Response, runtime: Runtime, actor: Actor, session: NewSession) -> SignedInOut:
    """Give the browser its cookie, and say where to go next."""
    response.set_cookie(COOKIE, session.cookie, secure=True, httponly=True, samesite="strict", path="/")
    return SignedInOut(role=actor.role.value, next=f"{runtime.root(actor.organisation)}/{HOME[actor.role]}")


@router.post("/sign-out", status_code=204)
def sign_out(actor: ActorDep, request: Request, staff: StaffChangesDep) -> Response:
    """End this session."""
    with transaction(staff):
        access.sign_out(staff, actor, request.cookies.get(COOKIE, ""))
    response = Response(status_code=204)
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="strict", path="/")
    return response


@router.post("/sign-out/everywhere", status_code=204)
def sign_out_everywhere(actor: ActorDep, staff: StaffChangesDep, now: NowDep) -> Response:
    """End every session of the person who asks, on every device."""
    with transaction(staff):
        access.sign_out_everywhere(staff, actor.organisation, actor.person)
        audit.record(staff, actor.organisation, audit.Deed.SIGNED_OUT_EVERYWHERE, (actor.person, now))
    response = Response(status_code=204)
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="strict", path="/")
    return response


@router.get("/me")
def show_me(actor: ActorDep, staff: StaffDep, work: WorkDep, directory: DirectoryDep) -> MeOut:
    """The signed-in person, their circles, and their locked key."""
    mine, open_to = set(access.memberships_of(work, actor)), set(access.circles_of(work, actor))
    names = [CircleNameOut(circle=one.circle, label=one.label) for one in directory.circles]
    key = keyring.member_key(staff, actor)
    return MeOut(
        person=actor.person,
        role=actor.role.value,
        display=actor.display,
        circles=[one for one in names if one.circle in open_to],
        waiting=[one for one in names if one.circle in mine - open_to],
        public_key=None if key is None else key.public,
        locked_key=None if key is None else key.locked,
    )


@router.get("/circles/{circle}/keys")
def list_wrapped_keys(actor: MemberDep, circle: OwnCircleDep, work: WorkDep) -> WrappedKeysOut:
    """The circle's keys, sealed to this member."""
    found = keyring.wrapped_keys(work, actor, circle)
    return WrappedKeysOut(
        keys=[
            WrappedKeyOut(epoch=key.epoch, key_id=key.key_id, active=key.active, wrapped=key.wrapped)
            for key in found
        ]
    )
