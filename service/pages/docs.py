"""The API's reference as a page of ours, made from the OpenAPI description it serves.

Loads nothing from elsewhere, needs no script, and tries nothing out: it cannot send a report by accident.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from service.api.problems import STATUS
from service.deps import AnyoneDep, NonceDep
from service.errors import Refusal
from service.pages.render import render
from service.pages.views import Frame, PageView

# OpenAPI is JSON of a shape nobody here decides; it is taken apart in this module and nowhere else.
Node = Mapping[str, Any]
INNER = "$defs"
OWN_ERRORS = "422"
"""The framework describes a body for this status that is never sent: refusals are problem+json."""

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a field of a body."""

    name: str
    kind: str
    schema: str
    needed: bool
    note: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing the API does. `body` and `answer` name schemas, or are empty."""

    anchor: str
    method: str
    path: str
    summary: str
    parameters: tuple[Field, ...]
    body: str
    status: str
    answer: str


@dataclass(frozen=True, slots=True)
class Section:
    """Operations under one heading."""

    title: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """The fields of a JSON object."""

    name: str
    about: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class RefusalLine:
    """A refusal an integrator may meet."""

    code: str
    status: int
    words: str


@dataclass(frozen=True, kw_only=True)
class DocsView(PageView):
    """The whole reference."""

    description: str
    sections: tuple[Section, ...]
    schemas: tuple[Schema, ...]
    refusals: tuple[RefusalLine, ...]


@router.get("/docs")
def docs_page(_: AnyoneDep, request: Request, nonce: NonceDep) -> HTMLResponse:
    """Every operation, schema and refusal."""
    openapi: Node = request.app.openapi()
    return render("docs/reference.html", view_docs(openapi, str(request.app.openapi_url), nonce))


def view_docs(openapi: Node, description: str, nonce: str) -> DocsView:
    """The reference in the order of the description. It is in English, as the API is."""
    return DocsView(
        title="The API",
        organisation="",
        frame=Frame("", nonce),
        wide=True,
        description=description,
        sections=tuple(_sections(openapi)),
        schemas=tuple(_schemas(openapi)),
        refusals=tuple(RefusalLine(kind.code, STATUS[kind.code], kind.words) for kind in _refusals()),
    )


def _sections(openapi: Node) -> Iterator[Section]:
    found: dict[str, list[Operation]] = {}
    for path, methods in openapi["paths"].items():
        for method, operation in methods.items():
            tag = (operation.get("tags") or ["other"])[0]
            found.setdefault(tag, []).append(_operation(method, path, operation))
    for tag, operations in found.items():
        yield Section(tag.capitalize(), tuple(operations))


def _operation(method: str, path: str, operation: Node) -> Operation:
    status, answer = next(
        ((status, answer) for status, answer in operation["responses"].items() if status != OWN_ERRORS),
        ("", {}),
    )
    return Operation(
        anchor=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=_first_paragraph(operation.get("description") or operation.get("summary", "")),
        parameters=tuple(_parameter(item) for item in operation.get("parameters", ())),
        body=_json_schema(operation.get("requestBody", {})),
        status=status,
        answer=_json_schema(answer),
    )


def _first_paragraph(text: str) -> str:
    """What a caller needs; what follows in a docstring is for whoever changes the code."""
    return " ".join(text.partition("\n\n")[0].split())


def _parameter(item: Node) -> Field:
    kind, schema = _kind(item["schema"])
    where = {"path": "in the address", "query": "in the query", "header": "in a header"}[item["in"]]
    return Field(item["name"], kind, schema, bool(item.get("required")), where)


def _json_schema(part: Node) -> str:
    schema = part.get("content", {}).get("application/json", {}).get("schema", {})
    return _kind(schema)[1] or str(schema.get("title", "") if "properties" in schema else "")


def _schemas(openapi: Node) -> Iterator[Schema]:
    for name, schema in sorted(_named(openapi).items()):
        if name in ("HTTPValidationError", "ValidationError"):
            continue
        needed = schema.get("required", ())
        fields = tuple(
            Field(field, *_kind(node), field in needed, _limits(node))
            for field, node in schema.get("properties", {}).items()
        )
        yield Schema(name, _first_paragraph(schema.get("description", "")), fields)


def _named(openapi: Node) -> dict[str, Node]:
    """Every schema with a name: the shared ones, and those that an operation's body brings with it."""
    found: dict[str, Node] = dict(openapi.get("components", {}).get("schemas", {}))
    for methods in openapi["paths"].values():
        for operation in methods.values():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            schema: Node = body.get("schema", {})
            found |= schema.get(INNER, {})
            if "properties" in schema:
                found[schema["title"]] = schema
    return found


def _kind(node: Node) -> tuple[str, str]:
    """A type in words, and the schema it links to."""
    if "$ref" in node:
        return "", str(node["$ref"]).rpartition("/")[2]
    if "anyOf" in node:
        kinds = [_kind(option) for option in node["anyOf"]]
        words = " or ".join(kind for kind, _ in kinds if kind)
        return words, next((schema for _, schema in kinds if schema), "")
    if node.get("type") == "array":
        kind, schema = _kind(node.get("items", {}))
        return f"list of {kind}".strip() if kind else "list of", schema
    if node.get("type") == "object" and isinstance(node.get("additionalProperties"), Mapping):
        kind, schema = _kind(cast(Node, node["additionalProperties"]))
        return f"map to {kind}".strip(), schema
    return str(node.get("type", "")), ""


def _limits(node: Node) -> str:
    known = (
        ("pattern", "matches {}"),
        ("minLength", "at least {} characters"),
        ("maxLength", "at most {} characters"),
        ("minimum", "at least {}"),
        ("maximum", "at most {}"),
        ("default", "otherwise {}"),
        ("description", "{}"),
    )
    return ", ".join(words.format(node[key]) for key, words in known if key in node)


def _refusals() -> list[type[Refusal]]:
    return sorted(
        (kind for kind in Refusal.__subclasses__() if kind.code in STATUS), key=lambda kind: kind.code
    )
