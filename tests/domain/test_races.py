"""Two at one moment, on both databases: a link works once, for one role; no session outlives its way in."""

import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from time import sleep

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from service.crypto.passphrase import Parameters
from service.domain.access import Named, new_session, sign_in
from service.domain.changes import Change
from service.domain.invitations import Acceptance, accept_invitation, invite_again, invite_person
from service.domain.people import give_role
from service.domain.ways import NewWords
from service.errors import SignInFailed
from service.refusals import InvitationOver, LastSteward
from service.store.engine import open_engine, transaction
from service.store.staff.handle import StaffStore
from service.store.staff.people import find_handle, list_people
from service.store.work.handle import WorkStore
from service.terms import OrganisationId, Role, WayKind
from tests.conftest import NOON

TRUST = OrganisationId("trust")
PROOF, OTHERS = b"1" * 32, b"2" * 32


@pytest.fixture
def writer(database_url: str) -> Iterator[Engine]:
    """An engine as requests that write have it."""
    engine = open_engine(database_url, immediate=True)
    yield engine
    engine.dispose()


@contextmanager
def at_work(writer: Engine) -> Iterator[Change]:
    with Session(writer) as session, transaction(StaffStore(session)):
        yield Change(WorkStore(session), StaffStore(session), TRUST, ("steward", NOON))


def ways(proof: bytes) -> Acceptance:
    kinds = (WayKind.PASSPHRASE, WayKind.RECOVERY)
    return Acceptance(None, tuple(NewWords(kind, bytes(16), Parameters(), proof) for kind in kinds))


def joined(writer: Engine, handle: str, role: Role = Role.LEADER) -> None:
    with at_work(writer) as change:
        token = invite_person(change, (handle, handle.title()), role, secrets.token_bytes)
        accept_invitation(change, token, ways(PROOF))


def come_in(change: Change, handle: str, proof: bytes) -> None:
    session = new_session(secrets.token_bytes, NOON, NOON - NOON)
    sign_in(change.staff, TRUST, Named(handle), proof, session)


def meanwhile(
    writer: Engine, first: Callable[[Change], object], second: Callable[[Change], object]
) -> Future[None]:
    """The second begins while the first is done and not yet committed."""

    def later() -> None:
        with at_work(writer) as change:
            second(change)

    with ThreadPoolExecutor(1) as pool, at_work(writer) as change:
        first(change)
        waiting = pool.submit(later)
        sleep(0.5)
        assert not waiting.done()
    return waiting


@pytest.mark.parametrize("handle", ["elder", "ash"])
def test_a_link_that_two_use_at_one_moment_lets_one_of_them_in(writer: Engine, handle: str):
    joined(writer, "ash")
    with at_work(writer) as change:
        known = find_handle(change.staff, TRUST, handle)
        token = (
            invite_person(change, (handle, "Elder"), Role.LEADER, secrets.token_bytes)
            if known is None
            else invite_again(change, handle, secrets.token_bytes)
        )

    second = meanwhile(
        writer,
        lambda change: accept_invitation(change, token, ways(PROOF)),
        lambda change: accept_invitation(change, token, ways(OTHERS)),
    )

    with pytest.raises(InvitationOver):
        second.result()
    with at_work(writer) as change:
        come_in(change, handle, PROOF)


def test_nobody_comes_in_by_a_passphrase_while_a_link_replaces_it(writer: Engine):
    joined(writer, "ash")
    with at_work(writer) as change:
        token = invite_again(change, "ash", secrets.token_bytes)

    second = meanwhile(
        writer,
        lambda change: accept_invitation(change, token, ways(OTHERS)),
        lambda change: come_in(change, "ash", PROOF),
    )

    with pytest.raises(SignInFailed):
        second.result()


def test_a_link_made_for_one_role_does_not_let_anybody_into_another(writer: Engine):
    joined(writer, "ash")
    with at_work(writer) as change:
        token = invite_again(change, "ash", secrets.token_bytes)
        (ash,) = (one.person for one in list_people(change.staff, TRUST))
        give_role(change, ash, Role.STEWARD)

    with pytest.raises(InvitationOver), at_work(writer) as change:
        accept_invitation(change, token, ways(OTHERS))


def test_two_stewards_who_take_each_others_role_at_one_moment_leave_one(writer: Engine):
    for handle in ("ash", "beech"):
        joined(writer, handle, Role.STEWARD)
    with at_work(writer) as change:
        ash, beech = (one.person for one in list_people(change.staff, TRUST))

    second = meanwhile(
        writer,
        lambda change: give_role(change, ash, Role.LEADER),
        lambda change: give_role(change, beech, Role.LEADER),
    )

    with pytest.raises(LastSteward):
        second.result()
