"""A member is given their own locked key and every epoch wrapped to them, and nobody else's."""

import secrets
from dataclasses import replace

import pytest

from service.crypto.context import Context, Purpose
from service.crypto.keys import KeyPair
from service.crypto.wrapping import wrap
from service.domain.access import Actor
from service.domain.founding import found_organisation
from service.domain.keyring import member_key, wrapped_keys
from service.store.engine import transaction
from service.store.staff.handle import StaffStore
from service.store.staff.ways import find_words
from service.store.work.circles import add_key
from service.store.work.handle import WorkStore
from service.store.work.wraps import Wrap, put_wraps
from service.terms import CircleId, CircleKey, KeyId, OrganisationId, WayKind
from tests.world import NAME, NOON, blueprint

TOOLS, GENERAL = CircleId("tools"), CircleId("general")
OTHER = OrganisationId("quay")


@pytest.fixture
def stores(work: WorkStore) -> tuple[WorkStore, StaffStore]:
    """Two founded organisations with people of the same names."""
    staff = StaffStore(work.session)
    with transaction(work):
        for name in (NAME, OTHER):
            found_organisation(work, staff, blueprint(name), secrets.token_bytes, now=NOON)
    return work, staff


def actor(staff: StaffStore, handle: str, organisation: OrganisationId = NAME) -> Actor:
    """Somebody who has signed in."""
    found = find_words(staff, organisation, handle, WayKind.PASSPHRASE)
    assert found is not None
    whose, _ = found
    return Actor(organisation, whose.person, whose.role, whose.display, whose.way)


def rotate(work: WorkStore, *members: Actor) -> KeyId:
    """A second epoch of the tools circle, wrapped to these members only."""
    pair, member_pair = KeyPair.from_seed(b"\7" * 32), KeyPair.from_seed(b"\1" * 32)
    key = CircleKey(TOOLS, 2, KeyId(pair.key_id.hex()), pair.public, True)
    with transaction(work):
        add_key(work, NAME, key)
        for member in members:
            context = Context(Purpose.CIRCLE_KEY, NAME, TOOLS, key.key_id, member.person)
            wrapped = wrap(pair.seed, member_pair.public, context)
            put_wraps(work, NAME, (TOOLS, 2), [Wrap(member.person, wrapped)])
    return key.key_id


def test_every_member_has_a_key_of_their_own_and_leader_and_steward_have_none(stores):
    _, staff = stores
    keys = {
        handle: member_key(staff, actor(staff, handle)) for handle in ("ash", "beech", "leader", "steward")
    }

    assert keys["leader"] is keys["steward"] is None
    assert keys["ash"].public != keys["beech"].public
    assert keys["ash"].locked != keys["beech"].locked
    assert len(keys["ash"].public) == 1216


def test_a_member_is_given_one_wrapped_key_for_each_circle_they_are_in(stores):
    work, staff = stores
    ash, beech, damson = (actor(staff, handle) for handle in ("ash", "beech", "damson"))

    given = {
        (who.display, circle): wrapped_keys(work, who, circle)
        for who in (ash, beech, damson)
        for circle in (TOOLS, GENERAL)
    }

    assert {place: len(keys) for place, keys in given.items()} == {
        ("Ash", TOOLS): 1,
        ("Ash", GENERAL): 0,
        ("Beech", TOOLS): 1,
        ("Beech", GENERAL): 1,
        ("Damson", TOOLS): 0,
        ("Damson", GENERAL): 1,
    }
    assert given["Ash", TOOLS][0].key_id == given["Beech", TOOLS][0].key_id
    assert given["Ash", TOOLS][0].wrapped != given["Beech", TOOLS][0].wrapped


def test_after_a_rotation_a_member_keeps_the_old_epoch_and_gets_the_new_one(stores):
    work, staff = stores
    ash, beech = actor(staff, "ash"), actor(staff, "beech")
    (before,) = wrapped_keys(work, ash, TOOLS)

    current = rotate(work, ash)

    assert [key.epoch for key in wrapped_keys(work, ash, TOOLS)] == [1, 2]
    assert wrapped_keys(work, ash, TOOLS)[0] == replace(before, active=False)
    assert wrapped_keys(work, ash, TOOLS)[1].key_id == current
    assert [key.epoch for key in wrapped_keys(work, beech, TOOLS)] == [1]


def test_the_same_name_elsewhere_is_given_other_keys(stores):
    work, staff = stores
    here, there = actor(staff, "ash"), actor(staff, "ash", OTHER)

    assert here.person != there.person
    assert member_key(staff, here) != member_key(staff, there)
    assert wrapped_keys(work, here, TOOLS)[0].key_id != wrapped_keys(work, there, TOOLS)[0].key_id
    assert wrapped_keys(work, Actor(OTHER, here.person, here.role, ""), TOOLS) == ()
