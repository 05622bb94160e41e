"""`candour member`: people come into circles and go, and what it means is said."""

from tests.commands.test_stewards import directory, house, refused, run, trail
from tests.world import NAME

__all__ = ["house"]


def test_a_member_is_put_in_and_taken_out_and_the_trail_says_so(house):
    added = run("member", "add", NAME, "tools", "damson")
    waiting = run("member", "list", NAME, "tools")

    removed = run("member", "remove", NAME, "tools", "damson")

    assert "damson is in tools, and waits for its key" in added
    assert "damson: Damson, waits for its key" in waiting
    assert waiting.count("holds its key") == 3
    assert removed.strip() == f"{NAME}: damson is out of tools"
    assert [deed for deed, _ in trail(house)] == ["member-added", "member-removed"]


def test_a_circle_that_stops_receiving_is_said_at_once(house):
    removed = run("member", "remove", NAME, "general", "damson")

    assert "general receives nothing now: ask a member to open its room" in removed
    assert "nobody can report at all" in removed
    assert directory(house).receiving.keys() == {"tools"}
    assert "receives nothing: fewer than three members" in run("circle", "list", NAME)


def test_leaders_strangers_and_unknown_names_are_in_no_circle(house):
    assert "bad-entry" in refused("member", "add", NAME, "tools", "leader")
    assert "not-found" in refused("member", "add", NAME, "tools", "nobody")
    assert "not-found" in refused("member", "remove", NAME, "tools", "nobody")
    assert "not-found" in refused("member", "remove", NAME, "tools", "damson")
    assert trail(house) == []
