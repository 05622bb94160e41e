"""A steward's people over the API: who may sign in, what they wait for, ending it. Never what they read."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import StringConstraints

from service.api.changing import Line, changing
from service.api.schemas import Form, Hex128
from service.deps import ChangeDep, NowDep, PartyDep, RuntimeDep, StaffDep, StewardDep, WorkDep
from service.domain import invitations, people
from service.terms import PersonId, Role

router = APIRouter(prefix="/o/{organisation}", tags=["people"])
Name = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}$")]


class RoleIn(Form):
    """What somebody is to be here."""

    role: Role


class InvitedIn(RoleIn):
    """Somebody to invite, by a sign-in name nobody has."""

    handle: Line
    display: Line


class LinkOut(Form):
    """A one-time link, in this one answer only."""

    link: str


class PersonOut(Form):
    """Somebody who may sign in or is invited to; `waits` is link, ways, circle, key or nothing."""

    person: str
    handle: str
    display: str
    role: str
    circles: list[str]
    ways: int
    waits: str
    invitation: str | None
    until: str | None


class PeopleOut(Form):
    """Everybody, by sign-in name."""

    people: list[PersonOut]


@router.get("/people")
def list_people(steward: StewardDep, staff: StaffDep, work: WorkDep, now: NowDep) -> PeopleOut:
    """Who may sign in, and what they still wait for."""
    return PeopleOut(
        people=[
            PersonOut(
                person=one.person,
                handle=one.handle,
                display=one.display,
                role=one.role.value,
                circles=list(one.circles),
                ways=one.ways,
                waits=one.waits.value,
                invitation=one.invitation or None,
                until=one.until,
            )
            for one in people.list_known(staff, work, steward.organisation, now)
        ]
    )


@router.put("/people/{person}/role", status_code=204)
def give_role(_: StewardDep, person: Hex128, body: RoleIn, change: ChangeDep) -> Response:
    """Let somebody be a leader or a steward; their sessions end. Nobody is made a member."""
    with changing(change):
        people.give_role(change, PersonId(person), body.role)
    return Response(status_code=204)


@router.post("/people/{person}/end-sessions", status_code=204)
def end_sessions(_: StewardDep, person: Hex128, change: ChangeDep) -> Response:
    """End every session of somebody, on every device."""
    with changing(change):
        people.end_sessions(change, PersonId(person))
    return Response(status_code=204)


@router.delete("/people/{person}", status_code=204)
def remove_person(_: StewardDep, person: Hex128, change: ChangeDep) -> Response:
    """Take somebody off the list with every way in; not out of a circle, and not the last steward."""
    with changing(change):
        people.remove_person(change, PersonId(person))
    return Response(status_code=204)


@router.post("/invitations", status_code=201)
def invite_person(
    _: StewardDep, body: InvitedIn, change: ChangeDep, runtime: RuntimeDep, party: PartyDep
) -> LinkOut:
    """Invite somebody new; an earlier link of theirs ends."""
    with changing(change):
        token = invitations.invite_person(change, (body.handle, body.display), body.role, runtime.chance)
    return _link(party.origins[0], runtime.root(change.organisation), token)


@router.post("/people/{person}/invitation", status_code=201)
def invite_again(
    _: StewardDep, person: Hex128, change: ChangeDep, runtime: RuntimeDep, party: PartyDep
) -> LinkOut:
    """Invite somebody who lost every way in; the old ways hold until the link is used."""
    with changing(change):
        handle = people.handle_of(change, PersonId(person))
        token = invitations.invite_again(change, handle, runtime.chance)
    return _link(party.origins[0], runtime.root(change.organisation), token)


@router.delete("/invitations/{invitation}", status_code=204)
def revoke_invitation(_: StewardDep, invitation: Name, change: ChangeDep) -> Response:
    """End an invitation of the list."""
    with changing(change):
        invitations.revoke_invitation(change, invitation)
    return Response(status_code=204)


def _link(address: str, root: str, token: bytes) -> LinkOut:
    return LinkOut(link=invitations.link_of(address, root, token))
