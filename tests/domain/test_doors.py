"""An organisation's door: switched off only on purpose, signposts worded anew but never taken away."""

from sqlmodel import Session

from service.domain.doors import arrange_door, join_signposts
from service.domain.routing import public_directory
from service.store.work.handle import WorkStore
from service.store.work.organisations import find_revision
from service.taxonomy import Signpost, taxonomy
from service.terms import Door, OrganisationId
from tests.world import NAME, found

USUAL = taxonomy().signposts
OWN = Signpost("wellbeing", "A hard time", "Ring 4400.")
NEW = Signpost("chaplain", "You would like to talk", "The chaplain, day and night.")


def test_an_organisation_that_switched_nothing_has_every_aid_and_the_usual_signposts(database_url, engine):
    found(database_url)

    with Session(engine) as session:
        directory = public_directory(WorkStore(session), NAME)

    assert directory.door == Door()
    assert directory.own_signposts == ()


def test_own_words_stand_where_the_usual_ones_stood_and_new_signposts_come_last():
    joined = join_signposts(USUAL, (NEW, OWN))

    assert [one.code for one in joined] == [*(one.code for one in USUAL), "chaplain"]
    assert OWN in joined and joined[-1] == NEW


def test_no_signpost_of_the_taxonomy_can_be_taken_away():
    assert join_signposts(USUAL, ()) == USUAL
    assert {one.code for one in USUAL} <= {one.code for one in join_signposts(USUAL, (OWN,))}


def test_arranging_the_door_again_replaces_it_and_moves_the_revision(database_url, engine):
    found(database_url)

    with Session(engine) as session:
        work = WorkStore(session)
        before = find_revision(work, NAME)
        arrange_door(work, NAME, Door(quick_only=True), (OWN, NEW))
        arrange_door(work, NAME, Door(suggestions_off=True, leave_to="https://a.example/"), (NEW,))
        directory = public_directory(work, NAME)
        after = find_revision(work, NAME)

    assert directory.door == Door(suggestions_off=True, leave_to="https://a.example/")
    assert directory.own_signposts == (NEW,)
    assert after == before + 2


def test_the_door_of_one_organisation_is_not_anothers(database_url, engine):
    other = OrganisationId("hill")
    found(database_url)
    found(database_url, other)

    with Session(engine) as session:
        work = WorkStore(session)
        arrange_door(work, other, Door(quick_only=True), (NEW,))

        assert public_directory(work, NAME).door == Door()
        assert public_directory(work, NAME).own_signposts == ()
