"""Founding leaves nothing behind that opens a report without a member's passphrase."""

import secrets
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlmodel import Session

from service.crypto.context import Context, Purpose
from service.crypto.keys import KeyPair
from service.crypto.passphrase import derive_keys
from service.crypto.tokens import hash_token
from service.crypto.unwrapping import unlock_seed, unwrap
from service.domain.founding import Blueprint, found_organisation
from service.domain.routing import public_directory
from service.errors import CircleTooSmall
from service.store.engine import transaction
from service.store.staff.handle import StaffStore
from service.store.staff.people import find_member_keys
from service.store.staff.tables import StaffRow
from service.store.staff.ways import Whose, Words, find_words, list_ways
from service.store.work.handle import WorkStore
from service.store.work.tables import WorkRow
from service.store.work.wraps import list_wrapped_keys
from service.terms import WayKind
from tests.world import NAME, NOON, blueprint, passphrase


class Recorder:
    """Chance that remembers what it gave: every seed is among it."""

    def __init__(self) -> None:
        self.given: list[bytes] = []

    def __call__(self, size: int) -> bytes:
        self.given.append(secrets.token_bytes(size))
        return self.given[-1]


@pytest.fixture
def stores(engine):
    """Both stores over one unit of work."""
    with Session(engine) as session:
        yield WorkStore(session), StaffStore(session)


def establish(stores, plan: Blueprint | None = None) -> Recorder:
    """Found and commit."""
    chance = Recorder()
    with transaction(stores[0]):
        found_organisation(*stores, plan or blueprint(), chance, now=NOON)
    return chance


def everything(stores) -> bytes:
    """Every value of every table of both stores, in one heap."""
    tables = [row.__table__ for root in (StaffRow, WorkRow) for row in root.__subclasses__()]
    return b"\n".join(
        value if isinstance(value, bytes) else str(value).encode()
        for table in tables
        for row in stores[0].session.execute(select(table))
        for value in row
    )


def proven_of(staff: StaffStore, handle: str) -> tuple[Whose, Words]:
    """Whose passphrase it is, and what proves it."""
    found = find_words(staff, NAME, handle, WayKind.PASSPHRASE)
    assert found is not None
    return found


def test_a_member_unlocks_with_the_passphrase_and_unwraps_every_key_of_the_circle(stores):
    establish(stores)
    work, staff = stores

    whose, words = proven_of(staff, "beech")
    keys = derive_keys(passphrase("beech"), words.salt, words.kdf)
    public = find_member_keys(staff, NAME, [whose.person])[whose.person].public
    (way,) = list_ways(staff, NAME, whose.person)
    seed = unlock_seed(way.locked, keys.unlock_key, Context(Purpose.MEMBER_KEY, NAME, "", "", whose.person))

    assert hash_token(keys.proof) == words.verifier
    assert KeyPair.from_seed(seed).public == public
    for circle, key in public_directory(work, NAME).active_keys.items():
        ((_, key_id, _, wrapped),) = list_wrapped_keys(work, NAME, circle, whose.person)
        context = Context(Purpose.CIRCLE_KEY, NAME, circle, key_id, whose.person)
        assert KeyPair.from_seed(unwrap(wrapped, KeyPair.from_seed(seed), context)).public == key.public_key


def test_no_seed_no_passphrase_and_no_proof_is_kept(stores):
    chance = establish(stores)
    heap = everything(stores)

    seeds = [given for given in chance.given if len(given) == 32]
    _, words = proven_of(stores[1], "ash")
    keys = derive_keys(passphrase("ash"), words.salt, words.kdf)

    assert len(seeds) == 6
    for secret in (*seeds, keys.proof, keys.unlock_key):
        assert secret not in heap and secret.hex().encode() not in heap
    assert b"and four more words" not in heap


def test_leaders_and_stewards_get_no_key_at_all(stores):
    establish(stores)

    for handle in ("leader", "steward"):
        whose, _ = proven_of(stores[1], handle)
        assert find_member_keys(stores[1], NAME, [whose.person]) == {}
        assert [way.locked for way in list_ways(stores[1], NAME, whose.person)] == [None]
        assert list_wrapped_keys(stores[0], NAME, "tools", whose.person) == ()


@pytest.mark.parametrize("members", [(), ("ash",), ("ash", "beech"), ("ash", "beech", "ash")])
def test_a_circle_of_fewer_than_three_different_people_is_not_founded(stores, members):
    plan = blueprint()
    small = replace(plan, circles=(replace(plan.circles[0], members=members), plan.circles[1]))

    with pytest.raises(CircleTooSmall):
        establish(stores, small)

    assert b"ash" not in everything(stores)


def test_what_founds_an_organisation_prints_no_passphrase():
    assert "four more words" not in repr(blueprint())
