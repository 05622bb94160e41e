"""A steward's API keys over the API: listed by name, told once when they are made, ended."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import StringConstraints

from service.api.changing import Line, changing
from service.api.schemas import Form
from service.deps import ChanceDep, ChangeDep, StaffDep, StewardDep
from service.domain import api_keys
from service.store.staff.api_keys import list_api_keys
from service.terms import Scope

router = APIRouter(prefix="/o/{organisation}", tags=["keys"])
Name = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}$")]


class NewKeyIn(Form):
    """What a key is for, and what it may do."""

    label: Line
    scopes: list[Scope]


class NewKeyOut(Form):
    """A new key, in this one answer only."""

    token: str


class ApiKeyOut(Form):
    """A key by name, never by token."""

    key: str
    label: str
    scopes: list[str]
    made: str
    ended: str


class ApiKeysOut(Form):
    """Every key there ever was, those that have ended last."""

    keys: list[ApiKeyOut]


@router.get("/keys")
def list_keys(steward: StewardDep, staff: StaffDep) -> ApiKeysOut:
    """Every key, by name."""
    found = list_api_keys(staff, steward.organisation)
    return ApiKeysOut(
        keys=[
            ApiKeyOut(
                key=one.key,
                label=one.label,
                scopes=[scope.value for scope in one.scopes],
                made=one.made,
                ended=one.ended,
            )
            for one in found
        ]
    )


@router.post("/keys", status_code=201)
def make_key(_: StewardDep, body: NewKeyIn, change: ChangeDep, chance: ChanceDep) -> NewKeyOut:
    """Make a key; nobody can see it again."""
    with changing(change):
        token = api_keys.make_api_key(change, body.label, tuple(dict.fromkeys(body.scopes)), chance)
    return NewKeyOut(token=token)


@router.delete("/keys/{key}", status_code=204)
def end_key(_: StewardDep, key: Name, change: ChangeDep) -> Response:
    """Let a key open nothing from now on; it stays on the list."""
    with changing(change):
        api_keys.end_api_key(change, key)
    return Response(status_code=204)
