"""The shape of the house: sizes, silent packages, refusals with codes and statuses, redacted rows."""

import ast
import inspect
import tomllib
from pathlib import Path

import pytest
from sqlmodel import SQLModel

import service.refusals  # noqa: F401 - so that its refusals are among those looked at
from service import errors
from service.api.problems import STATUS
from service.api.schemas import Form
from service.store.release.tables import ReleaseRow
from service.store.staff.tables import StaffRow
from service.store.work.tables import WorkRow

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    path
    for folder in ("service", "browser/src", "tests", "benchmarks", "training", "scripts", "migrations")
    for pattern in ("*.py", "*.ts")
    for path in (ROOT / folder).rglob(pattern)
    if "node_modules" not in path.parts and "built" not in path.parts
)


def _refusals(root: type[errors.Refusal] = errors.Refusal) -> list[type[errors.Refusal]]:
    return [kind for child in root.__subclasses__() for kind in (child, *_refusals(child))]


def test_no_source_file_is_longer_than_300_lines():
    long = {
        str(path.relative_to(ROOT)): n for path in SOURCES if (n := len(path.read_text().splitlines())) > 300
    }

    assert long == {}


def test_no_function_of_the_service_is_longer_than_40_lines():
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in SOURCES
        if path.suffix == ".py" and path.is_relative_to(ROOT / "service")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= 40
    ]

    assert long == []


def test_a_package_file_holds_one_docstring_and_nothing_else():
    for path in (ROOT / "service").rglob("__init__.py"):
        body = ast.parse(path.read_text()).body
        assert len(body) == 1 and ast.get_docstring(ast.parse(path.read_text())), path


def test_every_refusal_has_a_code_of_its_own_words_and_a_status():
    kinds = _refusals()
    codes = [kind.code for kind in kinds]

    assert len(codes) == len(set(codes)) > 20
    assert set(codes) == set(STATUS)
    for kind in kinds:
        assert kind.words != errors.Refusal.words, kind
        assert inspect.getdoc(kind), kind


@pytest.mark.parametrize("root", [WorkRow, StaffRow, ReleaseRow])
def test_no_row_prints_what_it_holds(root: type[SQLModel]):
    rows = root.__subclasses__()

    assert rows
    for row in rows:
        made = row.model_construct(**dict.fromkeys(row.model_fields, "CANARY"))
        assert "CANARY" not in repr(made) + str(made), row


def test_no_form_prints_what_it_was_given():
    for form in Form.__subclasses__():
        made = form.model_construct(**dict.fromkeys(form.model_fields, "CANARY"))
        assert "CANARY" not in repr(made) + str(made), form


DRIVERS = {"sqlalchemy", "sqlmodel", "sqlite3", "psycopg", "alembic"}
HANDLES = {"Engine", "Session", "make_url", "ArgumentError", "DBAPIError"}
"""All that is wanted of the database's libraries outside the store: to open it, and to name its faults."""
SPEAKING = {
    "execute",
    "exec",
    "exec_driver_sql",
    "executemany",
    "executescript",
    "cursor",
    "scalar",
    "scalars",
}


def test_outside_the_store_a_database_is_opened_and_never_spoken_to():
    """R5's contract leaves out main, deps, commands and demo: they begin transactions, no more."""
    nodes = [
        (path, node)
        for path in (ROOT / "service").rglob("*.py")
        if not path.is_relative_to(ROOT / "service/store")
        for node in ast.walk(ast.parse(path.read_text()))
    ]
    named = {
        name.name
        for _, node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
        if (getattr(node, "module", None) or name.name).partition(".")[0] in DRIVERS
    }
    spoken = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, node in nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SPEAKING
    ]

    assert named == HANDLES
    assert spoken == []


def test_no_store_function_commits_but_the_intake_writer():
    committing = {
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in (ROOT / "service" / "store").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"commit", "begin"}
        and path.name not in {"intake.py", "migrate.py"}
    }

    # transaction() is what requests and jobs call; it lives in engine.py.
    assert {place.partition(":")[0] for place in committing} == {"service/store/engine.py"}


def _contract(rule: str, key: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = {each["id"]: each for each in project["tool"]["importlinter"]["contracts"]}
    return set(contracts[rule][key])


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def test_every_file_of_rows_is_guarded():
    """R9 names files of rows; a new one must be among them."""
    rows = {_module(path) for path in (ROOT / "service/store").rglob("*tables.py")}

    assert rows == _contract("R9", "protected_modules")


def test_whatever_reads_releases_alone_is_kept_from_the_other_stores():
    """R7 names modules; a new one that reads only releases must be among them."""
    alone = {
        _module(path)
        for path in (ROOT / "service/domain").glob("*.py")
        if "service.store.release" in (text := path.read_text())
        and "service.store.work" not in text
        and "service.store.staff" not in text
    }

    assert len(alone) >= 5
    assert alone <= _contract("R7", "source_modules")
