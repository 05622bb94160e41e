"""The steward's overview: what is looked after and what has gaps, and nothing of any report."""

from dataclasses import replace
from datetime import UTC, datetime

from service.domain.access import Actor
from service.domain.routing import Directory
from service.pages.staff import Frame
from service.pages.steward import view_steward
from service.store.work.endorsements import Endorsement
from service.store.work.periods import KnownPeriod, PeriodState
from service.terms import (
    Circle,
    CircleId,
    CircleKey,
    Day,
    KeyId,
    Organisation,
    OrganisationId,
    Period,
    PersonId,
    Plan,
    Role,
    Unit,
    UnitCode,
)
from tests.world import FACTORS, World

TRUST = OrganisationId("trust")
STEWARD = Actor(TRUST, PersonId("p" * 32), Role.STEWARD, "Sam")
GENERAL = CircleId("general")
TOOLS = CircleId("tools")


def directory(**changes: object) -> Directory:
    """An organisation in which everything is in order."""
    made = Directory(
        organisation=Organisation(TRUST, "A trust", Plan.M, "Europe/London", 1, False),
        units=(
            Unit(UnitCode("north"), "North", "areas", 120),
            Unit(UnitCode("lane"), "Lane", "areas", 30),
            Unit(UnitCode("tiny"), "Tiny", "areas", 7, UnitCode("north")),
        ),
        circles=(
            Circle(GENERAL, "General circle", "", True, 4, 4),
            Circle(TOOLS, "Tools circle", "", False, 3, 3),
        ),
        keys=tuple(
            CircleKey(circle, 1, KeyId(f"{place:032x}"), bytes([place]) * 1216, True)
            for place, circle in enumerate((GENERAL, TOOLS))
        ),
        routes=tuple((factor, TOOLS) for factor in FACTORS),
        endorsements=tuple(
            Endorsement(circle, KeyId(f"{place:032x}"), Day("2026-11-25"))
            for place, circle in enumerate((GENERAL, TOOLS))
        ),
    )
    return replace(made, **changes)


def view(found: Directory, periods: tuple[KnownPeriod, ...] = ()):
    return view_steward(STEWARD, found, periods, Frame("/o/trust", "nonce"))


def test_an_organisation_in_order_has_no_gaps():
    shown = view(directory())

    assert shown.gaps == ()
    assert {route.circle for route in shown.routes} == {"Tools circle", "General circle"}
    assert [len(circle.fingerprint.split()) for circle in shown.circles] == [6, 6]


def test_a_factor_without_a_circle_is_named_and_goes_to_the_general_circle():
    shown = view(directory(routes=tuple((factor, TOOLS) for factor in FACTORS[1:])))

    assert [line for line in shown.routes if line.gap] == [shown.routes[0]]
    assert shown.routes[0].circle == "General circle"
    assert len(shown.gaps) == 1 and "has no circle" in shown.gaps[0]


def test_a_circle_of_two_receives_nothing_and_its_factors_are_gaps():
    circles = (
        Circle(GENERAL, "General circle", "", True, 4, 4),
        Circle(TOOLS, "Tools circle", "", False, 2, 2),
    )

    shown = view(directory(circles=circles))

    assert shown.circles[1].gap
    assert all(line.circle == "General circle" for line in shown.routes)
    assert len(shown.gaps) == 1 + len(FACTORS)


def test_a_circle_whose_key_two_of_three_hold_says_who_can_give_it():
    circles = (
        Circle(GENERAL, "General circle", "", True, 4, 4),
        Circle(TOOLS, "Tools circle", "", False, 3, 2),
    )

    shown = view(directory(circles=circles))

    assert "hold its key" in shown.circles[1].gap
    assert [(one.members, one.holders) for one in shown.circles] == [(4, 4), (3, 2)]
    assert all(line.circle == "General circle" for line in shown.routes)


def test_without_a_general_circle_the_steward_is_told_that_nothing_can_be_sent():
    circles = (
        Circle(GENERAL, "General circle", "", True, 2, 2),
        Circle(TOOLS, "Tools circle", "", False, 3, 3),
    )

    shown = view(directory(circles=circles))

    assert "no report can be sent" in shown.gaps[0]


def test_a_small_unit_says_which_larger_one_its_people_choose():
    units = view(directory()).units

    assert [unit.offered for unit in units] == [
        "By its own name",
        "By its own name",
        "No; its people choose North",
    ]
    assert [unit.charted for unit in units] == [
        "By its own name",
        "Among the other units",
        "Among the other units",
    ]


def test_months_come_newest_first_with_the_next_to_close():
    periods = tuple(
        KnownPeriod(Period(month), PeriodState.RELEASED, Day(closes))
        for month, closes in (("2026-09", "2026-10-15"), ("2026-10", "2026-11-15"))
    )

    shown = view(directory(), periods)

    assert [line.month for line in shown.periods] == ["October 2026", "September 2026"]
    assert shown.periods[0].closes == "15 November 2026"
    assert shown.next_closing == "November 2026 is next. It can be closed from 15 December 2026."


def test_an_open_month_that_is_overdue_is_the_next_to_close():
    periods = (
        KnownPeriod(Period("2026-09"), PeriodState.OPEN, Day("2026-10-15")),
        KnownPeriod(Period("2026-10"), PeriodState.OPEN, Day("2026-11-15")),
    )

    assert view(directory(), periods).next_closing.startswith("September 2026 is next.")


def test_the_page_shows_the_circles_and_says_nothing_of_reports(tell):
    async def story(world: World):
        await world.sign_in("steward")
        address = f"/o/{world.name}/steward"
        before = (await world.client.get(address)).text

        sealed = await world.submit()

        after = await world.client.get(address)
        assert "Tools circle" in after.text and "candour close-period" in after.text
        assert "Tiny outreach" in after.text
        assert sealed.body["report"] not in after.text
        main = slice(after.text.index("<main"), after.text.index("</main>"))
        assert after.text[main] == before[slice(before.index("<main"), before.index("</main>"))]

    tell(story)


def test_the_clock_of_the_page_is_the_calendar_not_the_hour(tell):
    async def story(world: World):
        await world.sign_in("steward")
        world.clock.now = datetime(2026, 11, 25, 18, tzinfo=UTC)

        page = await world.client.get(f"/o/{world.name}/steward")

        assert page.status_code == 200
        assert "15 December 2026" in page.text

    tell(story)
