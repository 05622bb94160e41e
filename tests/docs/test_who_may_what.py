"""docs/who-may-what.md says what tests/leaks/test_who_gets_in.py tries on every route, as every visitor."""

from pathlib import Path

from service.main import create_app
from service.settings import Settings
from tests.architecture.routes import walk
from tests.docs.pages import read, rows
from tests.leaks.may import EVERYBODY, MAY

HEADS = ("nobody", "member", "member elsewhere", "leader", "steward", "key", "key without scope")
"""The last two: an API key with `dashboards:read`, and one with `reports:write`."""


def expected(tmp_path: Path) -> list[tuple[str, ...]]:
    """A line for each operation: its address, and a yes for each visitor who may enter."""
    app = create_app(Settings(database_url=f"sqlite:///{tmp_path}/candour.db"))
    found = []
    for route in walk(app.router):
        template = f"/api/v1{route.path}" if route.tags and route.path.startswith("/o/") else route.path
        allowed = MAY[route.endpoint.__name__]
        who = ["yes" if allowed is EVERYBODY or head in allowed else "no" for head in HEADS]
        found += [(f"`{method} {template}`", *who) for method in sorted(route.methods)]
    return sorted(found)


def test_the_table_says_of_every_route_who_may_enter(tmp_path: Path):
    described = [cells for cells in rows(read("docs/who-may-what.md")) if cells[0].startswith("`")]

    assert described == expected(tmp_path)
