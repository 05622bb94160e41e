"""A blueprint that does not fit is refused by naming the place in the file, never what stands there."""

import pytest
import yaml

from service.demo.seed import demo_blueprint
from service.domain.blueprints import BadBlueprint, read_blueprint
from service.taxonomy import Signpost
from service.terms import Door, Plan, Role, Unit, UnitCode
from tests.domain.blueprint_files import GOOD, changed
from tests.world import FACTORS


def test_a_good_blueprint_is_read_as_it_was_written():
    plan = read_blueprint(yaml.safe_dump(GOOD))

    assert plan.organisation.plan is Plan.M
    assert (plan.organisation.timezone, plan.organisation.demo) == ("Europe/London", False)
    assert plan.units[1] == Unit(UnitCode("tiny"), "Tiny", "areas", 7, UnitCode("north"))
    assert [person.role for person in plan.people] == [Role.MEMBER] * 3 + [Role.LEADER]
    assert plan.circles[0].factors == FACTORS


def test_the_demo_is_read_by_the_same_reader():
    plan = demo_blueprint()

    assert plan.organisation.demo
    assert len(plan.circles) == 4 and min(len(one.members) for one in plan.circles) == 3


def test_a_blueprint_without_a_door_has_the_door_as_it_was_built():
    plan = read_blueprint(yaml.safe_dump(GOOD))

    assert plan.door == Door(False, False, False, "")
    assert plan.signposts == ()


def test_switches_and_signposts_are_read_as_they_were_written():
    door = {"suggestions_off": True, "quick_only": True, "leave_to": "https://www.example.org/weather"}
    own = [{"code": "wellbeing", "show": "A hard time", "action": "Ring 4400."}]

    plan = read_blueprint(yaml.safe_dump({**GOOD, "door": door, "signposts": own}))

    assert plan.door == Door(True, True, False, "https://www.example.org/weather")
    assert plan.signposts == (Signpost("wellbeing", "A hard time", "Ring 4400."),)


BAD = {
    "a switch nobody knows": (changed("door", value={"colour": True}), "door.colour"),
    "a way out that runs a script": (changed("door", value={"leave_to": "javascript:canary"}), "leave_to"),
    "a way out without TLS": (changed("door", value={"leave_to": "http://canary.example/"}), "leave_to"),
    "a way out that tells where from": (
        changed("door", value={"leave_to": "https://canary.example/?from=canary"}),
        "leave_to",
    ),
    "a signpost without words": (
        changed("signposts", value=[{"code": "canary", "show": "", "action": "x"}]),
        "signposts.0.show",
    ),
    "a signpost twice": (
        changed("signposts", value=[{"code": "crime", "show": "Canary", "action": "x"}] * 2),
        "every signpost",
    ),
    "an unknown field": (changed("colour", value="CANARY"), "colour"),
    "no name": (changed("name", value=None), "name"),
    "a slug with a slash": (changed("organisation", value="../CANARY"), "organisation"),
    "an unknown plan": (changed("plan", value="CANARY"), "plan"),
    "a negative headcount": (changed("units", 0, "headcount", value=-5), "units.0.headcount"),
    "a headcount in words": (changed("units", 0, "headcount", value="CANARY"), "units.0.headcount"),
    "no units": (changed("units", value=[]), "units"),
    "a short passphrase": (changed("people", 0, "passphrase", value="CANARY"), "people.0.passphrase"),
    "an unknown role": (changed("people", 0, "role", value="CANARY"), "people.0.role"),
    "a circle of two": (changed("circles", 0, "members", value=["ash", "beech"]), "circles.0.members"),
    "a circle of one person three times": (changed("circles", 0, "members", value=["ash"] * 3), "different"),
    "a member nobody knows": (
        changed("circles", 0, "members", value=["ash", "beech", "CANARY"]),
        "every member of a circle",
    ),
    "a leader in a circle": (
        changed("circles", 0, "members", value=["ash", "beech", "lead"]),
        "every member of a circle",
    ),
    "no general circle": (changed("circles", 0, "general", value=False), "exactly one circle is general"),
    "a factor nobody takes": (changed("circles", 0, "factors", value=list(FACTORS[1:])), "every factor"),
    "a factor that is no factor": (
        changed("circles", 0, "factors", value=[*FACTORS, "CANARY"]),
        "every factor",
    ),
    "a sign-in name twice": (changed("people", 3, "handle", value="ash"), "handle of their own"),
    "a unit twice": (changed("units", 1, "unit", value="north"), "code of its own"),
    "a unit that rolls up nowhere": (changed("units", 1, "rolls_up_to", value="canary-area"), "rolls up"),
    "a unit that rolls up to a smaller one": (
        changed("units", 0, "rolls_up_to", value="tiny"),
        "rolls up",
    ),
    "a time zone nobody knows": (changed("timezone", value="CANARY/Moon"), "timezone"),
    "a list": ("- CANARY", "the file"),
    "nothing": ("", "the file"),
    "no YAML": ("{CANARY: [", "not YAML"),
    "a tag that runs code": ("!!python/object/apply:os.system ['CANARY']", "not YAML"),
}


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.replace(" ", "-"))
def test_a_blueprint_that_does_not_fit_is_refused_by_place_and_not_by_value(case):
    text, place = BAD[case]

    with pytest.raises(BadBlueprint) as refused:
        read_blueprint(text)

    assert place in str(refused.value)
    assert "canary" not in str(refused.value).lower()
    assert refused.value.__cause__ is None
