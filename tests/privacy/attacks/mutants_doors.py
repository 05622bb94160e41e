"""Services that show too much: live counts, free filters, headers that move, work that depends on reports."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from random import Random
from typing import Any

import pytest
from sqlalchemy import text
from starlette.types import ASGIApp, Message, Receive, Send
from starlette.types import Scope as AsgiScope

from service.domain import access, dashboards, figures
from service.domain.figures import Figure, Table
from service.domain.packs import Pack
from service.pages import pack_files
from service.pages.pack_view import PackWords
from service.pipeline import releases as job
from service.privacy.domains import PublicFacts
from service.store.release.handle import ReleaseStore
from service.store.staff import api_keys
from service.terms import PersonId, Role
from tests import world
from tests.privacy.attacks.lab import Lab
from tests.privacy.attacks.scene import chance

Patch = pytest.MonkeyPatch
Rewrite = Callable[[str, dict[bytes, bytes], bytes], bytes]
WAITING = 20
"""Reports of the four published months that no circle has coded."""
_figure = Table.figure


def _count(lab: Lab, where: str = "1 = 1", **values: str) -> int:
    found = _connection(lab.url).execute(f"select count(*) from report where {where}", values).fetchone()
    return int(found[0])


@lru_cache(maxsize=1)
def _connection(url: str) -> sqlite3.Connection:
    return sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)


def _moved(figure: Figure | None, by: int) -> Figure | None:
    if figure is None:
        return None
    return Figure(figure.period, figure.value + by, figure.margin, figure.threshold)


def live_count(patch: Patch, lab: Lab) -> None:
    """Figures include the reports that have come in since."""

    def figure(table: Table, cell: str) -> Figure | None:
        return _moved(_figure(table, cell), _count(lab, "first_factor = :cell or unit = :cell", cell=cell))

    patch.setattr(figures.Table, "figure", figure)


def waiting_words(patch: Patch, lab: Lab) -> None:
    """The page says how many reports wait for the next release."""
    sentences = dashboards.sentences
    patch.setattr(
        dashboards, "sentences", lambda months: (*sentences(months), f"{_count(lab)} reports so far.")
    )


def next_release_when_enough(patch: Patch, lab: Lab) -> None:
    """The next release is announced when enough waits for it."""
    ordinary = dashboards.next_release
    patch.setattr(
        dashboards,
        "next_release",
        lambda months: ordinary(months) if _count(lab, "state = 'new'") > WAITING else None,
    )


def fresh_noise_per_request(patch: Patch, _: Lab) -> None:
    """Figures are blurred anew for every request."""

    def figure(table: Table, cell: str) -> Figure | None:
        return _moved(_figure(table, cell), Random(chance(8)).randint(-3, 3))

    patch.setattr(figures.Table, "figure", figure)


def noise_per_view(patch: Patch, _: Lab) -> None:
    """Each view of the same figure has its own noise."""
    asked = [""]
    parse = dashboards.parse_span

    def span(words: str) -> dashboards.Span:
        asked[0] = words
        return parse(words)

    def figure(table: Table, cell: str) -> Figure | None:
        lots = Random(f"{asked[0]} {cell} {table.release.content.period}")
        return _moved(_figure(table, cell), lots.randint(-3, 3))

    patch.setattr(dashboards, "parse_span", span)
    patch.setattr(figures.Table, "figure", figure)


def exact_total(patch: Patch, _: Lab) -> None:
    """The total is published beside its parts without noise of its own."""
    truths: dict[str, int] = {}
    blur = job.blur

    def keep(counts: Any, epsilon: Any) -> Any:
        drawn = blur(counts, epsilon)
        truths[job.canonical_cells(drawn.cells)] = sum(counts.values)
        return drawn

    def total(table: Table) -> Figure:
        content = table.release.content
        return Figure(content.period, truths.get(content.cells, 0), 1, 1)

    patch.setattr(job, "blur", keep)
    patch.setattr(figures.Table, "total", total)


class _FreeSpan(str):
    """A span that is on no list."""

    @property
    def value(self) -> str:
        """As it is shown."""
        return str(self)


def free_spans(patch: Patch, _: Lab) -> None:
    """Any number of months may be asked for."""
    parse = dashboards.parse_span
    patch.setattr(
        dashboards, "parse_span", lambda words: _FreeSpan(words) if words.isdigit() else parse(words)
    )


def free_scopes(patch: Patch, _: Lab) -> None:
    """A unit of any size may be asked for."""
    parse = dashboards.parse_scope

    def scope(words: str, facts: PublicFacts) -> dashboards.Scope:
        small = [unit.unit for unit in facts.units if words == f"unit:{unit.unit}"]
        return dashboards.Scope(dashboards.ScopeKind.UNIT, small[0]) if small else parse(words, facts)

    patch.setattr(dashboards, "parse_scope", scope)


def counts_while_showing(patch: Patch, _: Lab) -> None:
    """Showing a dashboard takes longer the more was reported."""
    ordinary = dashboards.newest_month

    def newest(releases: ReleaseStore, organisation: Any) -> Any:
        releases.session.execute(text("select count(*) from report where state = 'coded'")).scalar_one()
        return ordinary(releases, organisation)

    patch.setattr(dashboards, "newest_month", newest)


def any_key_reads(patch: Patch, _: Lab) -> None:
    """Any API key reads dashboards, whatever it was made for."""

    def find(staff: Any, organisation: Any, token: str, _: Any) -> access.Actor:
        found = api_keys.find_api_key(staff, organisation, access.hash_token(token.encode()))
        if found is None:
            raise access.NotSignedIn
        return access.Actor(organisation, PersonId("api-key"), Role.LEADER, found.label)

    patch.setattr(access, "find_api_key", find)


def _ring(patch: Patch, rewrite: Rewrite) -> None:
    """Put a ring around the application that may change the headers and body of each answer."""
    guard = world.guard

    def ringed(*args: Any, **options: Any) -> ASGIApp:
        inner = guard(*args, **options)

        async def app(scope: AsgiScope, receive: Receive, send: Send) -> None:
            started: list[Message] = []
            body = bytearray()

            async def gather(message: Message) -> None:
                if message["type"] == "http.response.start":
                    started.append(message)
                    return
                body.extend(message.get("body", b""))
                if not message.get("more_body"):
                    headers = dict(started[0]["headers"])
                    whole = rewrite(scope["path"], headers, bytes(body))
                    if scope["method"] != "HEAD":
                        headers[b"content-length"] = str(len(whole)).encode()
                    await send({**started[0], "headers": list(headers.items())})
                    await send({"type": "http.response.body", "body": whole})

            await inner(scope, receive, gather)

        return app

    patch.setattr(world, "guard", ringed)


def moving_etag(patch: Patch, lab: Lab) -> None:
    """The ETag moves with submissions."""

    def rewrite(path: str, headers: dict[bytes, bytes], body: bytes) -> bytes:
        if path.endswith("/dashboard"):
            headers[b"etag"] = f'"{_count(lab) * 2654435761 % 2**32:08x}"'.encode()
        return body

    _ring(patch, rewrite)


def moving_length(patch: Patch, lab: Lab) -> None:
    """The length of an answer moves with submissions."""

    def rewrite(path: str, _: dict[bytes, bytes], body: bytes) -> bytes:
        return body + b"\n" * (_count(lab) % 50) if path.endswith("/dashboard") else body

    _ring(patch, rewrite)


def last_updated(patch: Patch, lab: Lab) -> None:
    """The start page tells when something last came in."""

    def rewrite(path: str, headers: dict[bytes, bytes], body: bytes) -> bytes:
        if path.endswith("/harbour/"):
            headers[b"last-modified"] = f"report {_count(lab)}".encode()
        return body

    _ring(patch, rewrite)


def numbered_answers(patch: Patch, lab: Lab) -> None:
    """The answer to a submission tells how many came before."""

    def rewrite(path: str, headers: dict[bytes, bytes], body: bytes) -> bytes:
        if path.endswith("/reports"):
            headers[b"x-ticket"] = str(_count(lab)).encode()
        return body

    _ring(patch, rewrite)


def raw_export(patch: Patch, lab: Lab) -> None:
    """What a program gets holds the true counts beside the blurred ones."""

    def rewrite(path: str, _: dict[bytes, bytes], body: bytes) -> bytes:
        if not path.endswith("/dashboard"):
            return body
        told = json.loads(body)
        for table in told.get("tables", ()):
            for figure in table["figures"]:
                where = "period = :period and (first_factor = :code or unit = :code)"
                figure["low"] = _count(lab, where, period=figure["period"], code=table["code"])
        return json.dumps(told).encode()

    _ring(patch, rewrite)


def pack_of_the_moment(patch: Patch, lab: Lab) -> None:
    """The board pack says how many reports there are when it is made."""
    words = pack_files.words_of_pack

    def told(pack: Pack) -> PackWords:
        return replace(words(pack), title=f"Board pack, {_count(lab)} reports so far")

    patch.setattr(pack_files, "words_of_pack", told)


def counts_coded_live(patch: Patch, lab: Lab) -> None:
    """Figures include what has been coded since."""

    def figure(table: Table, cell: str) -> Figure | None:
        return _moved(
            _figure(table, cell), _count(lab, "state = 'coded' and first_factor = :cell", cell=cell)
        )

    patch.setattr(figures.Table, "figure", figure)


def counts_open_month_live(patch: Patch, lab: Lab) -> None:
    """The newest figures include what the open month has brought so far."""

    def figure(table: Table, cell: str) -> Figure | None:
        newest = table.release.content.period == "2026-10"
        since = "period > '2026-10' and first_factor = :cell"
        return _moved(_figure(table, cell), _count(lab, since, cell=cell) if newest else 0)

    patch.setattr(figures.Table, "figure", figure)
