"""Walks the application's routes: included routers are not flattened, so a loop over app.routes is blind."""

from collections.abc import Iterator
from typing import Any

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute


def walk(router: Any) -> Iterator[APIRoute]:
    """Every APIRoute below a router, however deeply it was included."""
    for route in router.routes:
        if isinstance(route, APIRoute):
            yield route
        for inner in (getattr(route, "original_router", None), getattr(route, "app", None)):
            if inner is not None and hasattr(inner, "routes"):
                yield from walk(inner)


def calls_of(dependant: Dependant) -> set[str]:
    """The names of every function a route depends on, at any depth."""
    names = {dependant.call.__name__} if dependant.call is not None else set()
    for inner in dependant.dependencies:
        names |= calls_of(inner)
    return names
