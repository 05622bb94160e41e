"""Reports go by cause, never by person, and never to a circle too small to hide in."""

import pytest
from sqlmodel import Session

from service.domain.routing import choose_circle, public_directory
from service.errors import NoCircle, UnknownOrganisation
from service.store.work.handle import WorkStore
from service.terms import NOT_YET_CLEAR, OrganisationId
from tests.domain.directories import GENERAL, TOOLS, directory, key_of, with_members
from tests.world import FACTORS, NAME, found


def test_the_first_factor_decides_and_the_others_do_not():
    made = directory()

    assert choose_circle(("digital-systems", "workload-demand"), made) == TOOLS
    assert choose_circle(("workload-demand", "digital-systems"), made) == GENERAL


def test_what_is_not_yet_clear_goes_to_the_general_circle():
    assert choose_circle((), directory()) == GENERAL
    assert directory().routing_table[NOT_YET_CLEAR] == GENERAL


def test_every_factor_of_the_taxonomy_leads_somewhere():
    assert set(directory().routing_table) == {*FACTORS, NOT_YET_CLEAR}
    assert set(directory().routing_table.values()) == {TOOLS, GENERAL}


def test_a_factor_nobody_took_on_goes_to_the_general_circle():
    assert choose_circle(("digital-systems",), directory(routes=())) == GENERAL


@pytest.mark.parametrize("members", [0, 1, 2])
def test_a_circle_below_three_receives_nothing(members: int):
    made = with_members(TOOLS, members)

    assert TOOLS not in made.receiving
    assert choose_circle(("digital-systems",), made) == GENERAL


@pytest.mark.parametrize("keys", [(), (key_of(TOOLS, active=False),)], ids=["none", "retired"])
def test_a_circle_without_a_key_in_use_receives_nothing(keys):
    made = directory(keys=(*keys, key_of(GENERAL)))

    assert choose_circle(("digital-systems",), made) == GENERAL


@pytest.mark.parametrize("made", [with_members(GENERAL, 2), directory(keys=(key_of(TOOLS),))])
def test_without_a_general_circle_nothing_is_taken_rather_than_sent_astray(made):
    with pytest.raises(NoCircle):
        choose_circle(("digital-systems",), made)


def test_the_newest_key_is_in_use_and_the_older_ones_are_still_known():
    old, new = key_of(TOOLS, 1, active=False), key_of(TOOLS, 2)

    made = directory(keys=(old, new, key_of(GENERAL)))

    assert made.active_keys[TOOLS] == new
    assert made.circle_of_key[old.key_id] == made.circle_of_key[new.key_id] == TOOLS


def test_a_unit_below_the_floor_is_known_and_not_offered():
    made = directory()

    assert [unit.unit for unit in made.offered_units] == ["north", "south"]
    assert "tiny" in made.known_codes - made.offered_codes
    assert "prefer-not-to-say" in made.offered_codes


def test_a_directory_is_read_as_it_was_founded(engine, database_url):
    found(database_url)

    with Session(engine) as session:
        read = public_directory(WorkStore(session), NAME)
        with pytest.raises(UnknownOrganisation):
            public_directory(WorkStore(session), OrganisationId("nowhere"))

    made = directory()
    assert (read.organisation, read.units) == (made.organisation, made.units)
    assert sorted(read.circles, key=lambda one: one.circle) == sorted(
        made.circles, key=lambda one: one.circle
    )
    assert dict(read.routes) == dict(made.routes)
    assert read.routing_table == made.routing_table
