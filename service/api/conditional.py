"""Answers that are asked for again only if they changed: an ETag from the version of what is published.

Only for what leaders' programs read: published, immutable between releases. Never on a page, never on
anything that a report could move.
"""

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Header, Request
from starlette.responses import Response


@dataclass(frozen=True, slots=True)
class Conditional:
    """What a program has already, and the answer being made."""

    asked: str
    """The path and the query, as they were asked for."""
    known: str = field(repr=False)
    response: Response = field(repr=False)

    def unchanged(self, version: str) -> Response | None:
        """304 if the program has this version; otherwise None, and the answer will name it."""
        tag = f'"{version}"'
        self.response.headers["ETag"] = tag
        tags = {one.strip().removeprefix("W/") for one in self.known.split(",")}
        return Response(status_code=304, headers={"ETag": tag}) if tags & {tag, "*"} else None


async def _conditional(
    request: Request, response: Response, if_none_match: Annotated[str, Header(max_length=1000)] = ""
) -> Conditional:
    return Conditional(f"{request.url.path}?{request.url.query}", if_none_match, response)


ConditionalDep = Annotated[Conditional, Depends(_conditional)]
