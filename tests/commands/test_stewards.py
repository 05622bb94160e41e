"""What a steward changes from the command line: units, circles, routes, the door, signposts, keys."""

import re
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine
from sqlmodel import Session

from service.cli import main
from service.crypto.tokens import hash_token
from service.domain.audit import check_trail, show_trail
from service.domain.routing import Directory, public_directory
from service.store.engine import open_engine
from service.store.staff.api_keys import find_api_key
from service.store.staff.handle import StaffStore
from service.store.work.handle import WorkStore
from service.terms import Door, Scope, UnitCode
from tests.world import NAME, World, act, found


@pytest.fixture
def house(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    found(database_url)
    monkeypatch.setenv("CANDOUR_DATABASE_URL", database_url)
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


def run(*words: str) -> str:
    done = CliRunner().invoke(main, list(words))
    assert done.exit_code == 0, done.output
    return done.output


def refused(*words: str) -> str:
    done = CliRunner().invoke(main, list(words))
    assert done.exit_code in (1, 2) and "Traceback" not in done.output
    return done.output


def directory(engine: Engine) -> Directory:
    with Session(engine) as session:
        return public_directory(WorkStore(session), NAME)


def trail(engine: Engine) -> list[tuple[str, str]]:
    with Session(engine) as session:
        staff = StaffStore(session)
        assert check_trail(staff, NAME) == len(show_trail(staff, NAME, 100))
        return [(entry.deed, entry.subject) for entry in show_trail(staff, NAME, 100)][::-1]


def test_units_are_added_changed_and_moved_and_each_deed_is_in_the_trail(house: Engine):
    before = directory(house).organisation.revision

    run("unit", "add", NAME, "east", "--label", "East", "--group", "areas", "--headcount", "40")
    run("unit", "change", NAME, "tiny", "--headcount", "9", "--rolls-up-to", "east")
    assert "number 3" in run("unit", "move", NAME, "east", "up")
    assert "PLACE is a number" in refused("unit", "move", NAME, "east", "first")
    run("unit", "move", NAME, "east", "1")
    listed = run("unit", "list", NAME)

    after = directory(house)
    assert [unit.unit for unit in after.units] == ["east", "north", "south", "tiny"]
    assert (after.units[3].headcount, after.units[3].rolls_up_to) == (9, UnitCode("east"))
    assert after.organisation.revision == before + 4
    assert "4. tiny: Tiny outreach (group areas), 9 people, rolls up to east" in listed
    assert trail(house) == [
        ("unit-changed", "east: added"),
        ("unit-changed", "tiny: headcount, rolls_up_to"),
        *[("unit-changed", "east: place")] * 2,
    ]


def test_the_floor_holds_for_whoever_has_a_shell(house: Engine):
    before = directory(house)

    small = refused("unit", "add", NAME, "team", "--label", "T", "--group", "areas", "--headcount", "4")
    needed = refused("unit", "change", NAME, "north", "--headcount", "19", "--rolls-up-to", "south")
    itself = refused("unit", "change", NAME, "tiny", "--rolls-up-to", "tiny")
    taken = refused("unit", "add", NAME, "north", "--label", "N", "--group", "areas", "--headcount", "50")

    assert "[rolls_up_to] (no-larger-unit)" in small
    assert "(unit-in-use)" in needed
    assert "(bad-entry)" in itself
    assert "(code-taken)" in taken
    assert directory(house) == before
    assert trail(house) == []


def test_a_new_circle_receives_nothing_and_its_factors_go_to_the_general_one(house: Engine):
    run("circle", "add", NAME, "people", "--label", "People circle", "--about", "Two practitioners.")
    run("route", "set", NAME, "workload-demand", "people")

    circles, routes = run("circle", "list", NAME), run("route", "list", NAME)

    assert (
        "people: People circle, 0 members, 0 hold its key; receives nothing: fewer than three members"
        in circles
    )
    assert "workload-demand: general (its circle cannot receive)" in routes
    assert "digital-systems: tools\n" in routes
    assert "(circle-too-small)" in refused("circle", "make-general", NAME, "people")
    assert "(bad-entry)" in refused("route", "set", NAME, "somebody", "tools")
    assert "(not-found)" in refused("circle", "change", NAME, "nobody", "--label", "X")
    assert trail(house) == [("circle-changed", "people: added"), ("route-changed", "workload-demand: people")]


def test_another_general_circle_and_another_name(house: Engine):
    run("circle", "change", NAME, "tools", "--label", "Tools and places")
    run("circle", "make-general", NAME, "tools")

    found_ = directory(house)
    assert [(one.label, one.is_general) for one in found_.circles] == [
        ("General circle", False),
        ("Tools and places", True),
    ]
    assert found_.routing_table["not-yet-clear"] == "tools"


def test_settings_and_the_door_are_printed_and_changed(house: Engine):
    said = run(
        "settings", NAME, "--name", "Harbour and Hill", "--timezone", "Europe/Warsaw", "--languages", "pl,en"
    )
    door = run("door", NAME, "--suggestions", "off", "--leave-to", "https://www.example.org/weather")
    again = run("door", NAME, "--suggestions", "on")

    found_ = directory(house)
    assert said == "name: Harbour and Hill\ntimezone: Europe/Warsaw\nlanguages: pl,en\n"
    assert "suggestions: off\nfull-report: on\nservice-sealed: on\n" in door
    assert again.endswith("leave-to: https://www.example.org/weather\n")
    assert found_.door == Door(leave_to="https://www.example.org/weather")
    assert "[timezone] (bad-entry)" in refused("settings", NAME, "--timezone", "Nowhere/Else")
    assert "[languages] (bad-entry)" in refused("settings", NAME, "--languages", "xx")
    assert "[leave_to] (bad-entry)" in refused("door", NAME, "--leave-to", "https://example.org/?who=me")
    assert [deed for deed, _ in trail(house)] == ["settings-changed"] * 3


def test_every_language_of_the_service_is_no_choice_at_all(house: Engine):
    run("settings", NAME, "--languages", "cy")
    run("settings", NAME, "--languages", "en,cy,pl")

    assert directory(house).organisation.languages == ()


def test_pages_are_offered_in_the_chosen_languages_and_no_other(house: Engine, database_url: str):
    run("settings", NAME, "--languages", "pl,en")

    async def story(world: World):
        page = await world.client.get(f"/o/{NAME}/", headers={"Accept-Language": "cy"})
        assert '<html lang="pl"' in page.text
        assert 'hreflang="en-GB"' in page.text and 'hreflang="cy"' not in page.text

    act(database_url, story, languages="en,cy,pl")


def test_a_usual_signpost_is_worded_anew_and_taken_back(house: Engine):
    run("signpost", "set", NAME, "wellbeing", "--show", "A hard time", "--action", "Ring 4400.")
    run("signpost", "set", NAME, "chaplain", "--show", "To talk", "--action", "Day and night.")
    worded = run("signpost", "list", NAME)
    run("signpost", "take-back", NAME, "wellbeing")
    usual = run("signpost", "list", NAME)

    assert "* wellbeing: A hard time. Ring 4400." in worded
    assert "* chaplain: To talk. Day and night." in usual and "  wellbeing: " in usual
    assert "(not-found)" in refused("signpost", "take-back", NAME, "wellbeing")


def test_a_key_is_printed_once_and_opens_until_it_has_ended(house: Engine):
    token = run("key", "make", NAME, "--label", "Intranet", "--scope", "reports:write").strip()
    listed = run("key", "list", NAME)
    name = re.search(r"([0-9a-f]{8}): Intranet", listed)[1]  # type: ignore[index]

    with Session(house) as session:
        opened = find_api_key(StaffStore(session), NAME, hash_token(token.encode()))
    run("key", "end", NAME, name)
    with Session(house) as session:
        ended = find_api_key(StaffStore(session), NAME, hash_token(token.encode()))

    assert opened is not None and opened.scopes == (Scope.REPORTS,)
    assert ended is None
    assert token not in listed + run("key", "list", NAME)
    assert "ended" in run("key", "list", NAME)
    assert "(not-found)" in refused("key", "end", NAME, name)
    assert trail(house) == [("api-key-made", name), ("api-key-ended", name)]


@pytest.mark.parametrize("name", ["unit", "circle", "route", "signpost", "key"])
def test_an_organisation_nobody_founded_is_refused(house: Engine, name: str):
    assert "no such organisation" in refused(name, "list", "nobody")


def test_people_are_listed_given_a_role_and_taken_off_and_their_sessions_end(house: Engine):
    assert "ash: member, tools, 1 ways in, needs a second way in" in run("people", "list", NAME)

    assert "has ended" in run("sessions", "end", NAME, "ash")
    assert "leader is a steward" in run("people", "role", NAME, "leader", "steward")
    assert "off the list" in run("people", "remove", NAME, "steward")

    assert [deed for deed, _ in trail(house)] == ["sessions-ended", "role-changed", "person-removed"]
    assert "(last-steward)" in refused("people", "remove", NAME, "leader")
    assert "(still-in-circle)" in refused("people", "remove", NAME, "ash")
    assert "(member-makes-key)" in refused("people", "role", NAME, "leader", "member")
    assert "(not-found)" in refused("sessions", "end", NAME, "steward")
