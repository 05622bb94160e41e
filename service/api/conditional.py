"""Answers that are asked for again only if they changed: an ETag from the version of what is published.

Only for what leaders' programs read: published, immutable between releases. Never on a page, never on
anything that a report could move.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Header, Request
from pydantic import BaseModel
from starlette.responses import Response

from service.deps import RuntimeDep
from service.domain.versions import Answers


@dataclass(frozen=True, slots=True)
class Conditional:
    """What a program has already, and the answer being made."""

    asked: str
    """The path and the query, as they were asked for."""
    known: str = field(repr=False)
    answers: Answers = field(repr=False)

    def answer(self, version: str, make: Callable[[], BaseModel]) -> Response:
        """304 if the program has this version; the answer as it was made once, or made now and kept."""
        headers = {"ETag": f'"{version}"'}
        tags = {one.strip().removeprefix("W/") for one in self.known.split(",")}
        if tags & {headers["ETag"], "*"}:
            return Response(status_code=304, headers=headers)
        body = self.answers.find(version)
        if body is None:
            body = make().model_dump_json().encode()
            self.answers.keep(version, body)
        return Response(body, media_type="application/json", headers=headers)


async def _conditional(
    request: Request, runtime: RuntimeDep, if_none_match: Annotated[str, Header(max_length=1000)] = ""
) -> Conditional:
    return Conditional(f"{request.url.path}?{request.url.query}", if_none_match, runtime.answers)


ConditionalDep = Annotated[Conditional, Depends(_conditional)]
