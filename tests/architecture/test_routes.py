"""R10 and R7: every route names its actor, and a leader's route reaches nothing unpublished."""

import inspect
from typing import get_args

import pytest
from fastapi import FastAPI

from service import deps
from service.main import create_app
from service.settings import Settings
from tests.architecture.routes import calls_of, walk

ACTORS = {
    get_args(alias)[1].dependency
    for alias in (
        deps.AnyoneDep,
        deps.ActorDep,
        deps.MemberDep,
        deps.IntegratorDep,
        deps.LeaderDep,
        deps.LeaderSessionDep,
        deps.StewardDep,
    )
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    path = tmp_path_factory.mktemp("routes") / "candour.db"
    return create_app(Settings(database_url=f"sqlite:///{path}"))


def test_the_walk_sees_every_operation_of_the_openapi(app: FastAPI):
    described = {
        (path, method.upper())
        for path, item in app.openapi()["paths"].items()
        for method in item
        if method in {"get", "post", "put", "patch", "delete"}
    }

    walked = {
        (route.path, method)
        for route in walk(app.router)
        if route.include_in_schema
        for method in route.methods
    }

    assert len(described) >= 10
    assert {method for _, method in described} == {method for _, method in walked}
    assert len(walked) == len(described)


def test_every_route_names_its_actor_in_its_own_signature(app: FastAPI):
    for route in walk(app.router):
        named = {
            getattr(argument, "dependency", None)
            for parameter in inspect.signature(route.endpoint, eval_str=True).parameters.values()
            for argument in get_args(parameter.annotation)
        }
        assert named & ACTORS, f"{route.methods} {route.path} names no actor"


def test_a_leaders_route_depends_on_no_unpublished_store(app: FastAPI):
    leaders = [
        route for route in walk(app.router) if {"_leader", "_leader_session"} & calls_of(route.dependant)
    ]

    assert leaders
    for route in leaders:
        assert not {"_reading", "_writing"} & calls_of(route.dependant), route.path


def test_a_route_that_may_change_something_is_never_a_get(app: FastAPI):
    for route in walk(app.router):
        if {"_writing", "_staff_writing", "_releases_writing", "_deciding"} & calls_of(route.dependant):
            assert not route.methods & {"GET", "HEAD"}, route.path


def test_every_reference_in_the_openapi_leads_somewhere(app: FastAPI):
    described = app.openapi()

    def references(node: object) -> set[str]:
        if isinstance(node, dict):
            own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
            return own.union(*(references(value) for value in node.values()))
        return set().union(*(references(item) for item in node)) if isinstance(node, list) else set()

    found = references(described)
    known = {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}

    assert found
    assert found <= known
