"""Where each factor's reports go, over the API: by cause, never by person."""

from fastapi import APIRouter

from service.api.changing import Changed, SeenDep, changed, changing
from service.api.schemas import Code, Form
from service.deps import DirectoryDep, StewardDep
from service.domain import routes

router = APIRouter(prefix="/o/{organisation}", tags=["routes"])


class RoutesIn(Form):
    """Factors and the circles that learn from them; what is not named stays as it is."""

    routes: dict[Code, Code]


class RouteOut(Form):
    """Where a factor is sent, where its reports arrive, and why these differ."""

    factor: str
    circle: str | None
    arrives: str | None
    gap: str | None


class RoutesOut(Changed):
    """Every factor's route."""

    routes: list[RouteOut]


@router.get("/routes")
def list_routes(_: StewardDep, directory: DirectoryDep) -> RoutesOut:
    """Every factor's route, and every gap."""
    found = [
        RouteOut(
            factor=one.factor,
            circle=one.circle,
            arrives=one.arrives,
            gap=None if one.gap is None else one.gap.value,
        )
        for one in routes.list_routes(directory)
    ]
    return RoutesOut(revision=directory.organisation.revision, routes=found)


@router.put("/routes")
def change_routes(_: StewardDep, body: RoutesIn, change: SeenDep) -> Changed:
    """Send each named factor to a circle from now on."""
    with changing(change):
        routes.change_routes(change, body.routes)
        return changed(change)
