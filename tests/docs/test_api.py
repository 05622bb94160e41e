"""R15: docs/api.md names every route, every form with its fields, and every refusal with its words."""

import inspect
from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from service import errors, refusals
from service.api.problems import STATUS
from service.api.schemas import Form
from service.errors import Refusal
from service.main import create_app
from service.settings import Settings
from tests.architecture.routes import walk
from tests.docs.pages import first_codes, read, rows, section

API = "docs/api.md"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    path = tmp_path_factory.mktemp("docs") / "candour.db"
    return create_app(Settings(database_url=f"sqlite:///{path}"))


def _operations(app: FastAPI) -> Iterator[str]:
    for path, item in app.openapi()["paths"].items():
        yield from (f"{method.upper()} {path}" for method in item)
    for route in walk(app.router):
        if not route.include_in_schema:
            yield from (f"{method} {route.path}" for method in route.methods)
    yield f"GET {app.openapi_url}"


def _forms(root: type[Form] = Form) -> Iterator[type[Form]]:
    for kind in root.__subclasses__():
        yield kind
        yield from _forms(kind)


def _refusals(root: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    for kind in root.__subclasses__():
        if inspect.getmodule(kind) in (errors, refusals):
            yield kind
            yield from _refusals(kind)


def test_every_route_is_described_and_no_other(app: FastAPI):
    described = first_codes(section(read(API), "Routes"))

    assert len(described) == len(set(described))
    assert set(described) == set(_operations(app))


def test_every_refusal_is_described_with_its_status_and_its_words():
    described = {
        cells[0].strip("`"): cells[1:3]
        for cells in rows(section(read(API), "Refusals"))
        if cells[0].startswith("`")
    }

    assert described == {kind.code: (str(STATUS[kind.code]), kind.words) for kind in _refusals()}


def test_every_form_is_described_with_every_field():
    forms = {
        kind.__name__: set(kind.model_fields) for kind in _forms() if kind.__module__.startswith("service.")
    }

    described = {
        cells[0].strip("`"): {field.strip("` ") for field in cells[1].split(",")}
        for cells in rows(section(read(API), "Forms"))
        if cells[0].startswith("`")
    }

    assert described == forms
