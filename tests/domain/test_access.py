"""Who somebody is, decided without a web: proofs, sessions, keys and roles."""

import secrets
from datetime import timedelta
from itertools import product

import pytest
from sqlmodel import Session

from service.crypto.passphrase import derive_keys
from service.domain import access
from service.errors import NotAllowed, NotSignedIn, SignInFailed
from service.store.engine import transaction
from service.store.staff.handle import StaffStore
from service.terms import OrganisationId, PersonId, Role, Scope
from tests.world import API_KEY, NAME, NOON, WRITE_ONLY_KEY, found, passphrase

OTHER = OrganisationId("quay")
HOURS = timedelta(hours=8)


@pytest.fixture
def staff(engine, database_url):
    """The staff store of a founded organisation."""
    found(database_url)
    with Session(engine) as session:
        yield StaffStore(session)


def enter(staff: StaffStore, handle: str) -> tuple[access.Actor, access.NewSession]:
    """Prove a passphrase and start a session."""
    parameters = access.sign_in_parameters(staff, NAME, access.Named(handle), b"secret")
    proof = derive_keys(passphrase(handle), parameters.salt, parameters.kdf).proof
    session = access.new_session(secrets.token_bytes, NOON, HOURS)
    with transaction(staff):
        return access.sign_in(staff, NAME, access.Named(handle), proof, session), session


def test_whoever_proves_their_passphrase_is_known_by_their_cookie(staff):
    actor, session = enter(staff, "ash")

    assert actor.role is Role.MEMBER
    assert access.find_session(staff, NAME, session.cookie, NOON) == actor
    assert "Ash" not in repr(actor)
    assert session.token.hex() not in repr(session) and session.cookie not in repr(session)


def test_no_other_proof_is_taken_for_any_name(staff):
    session = access.new_session(secrets.token_bytes, NOON, HOURS)

    for handle, proof in product(("ash", "nobody", "", "ash' or 1=1 --"), (bytes(32), b"\1" * 32, b"")):
        with pytest.raises(SignInFailed):
            access.sign_in(staff, NAME, access.Named(handle), proof, session)

    with pytest.raises(NotSignedIn):
        access.find_session(staff, NAME, session.cookie, NOON)


def test_a_made_up_salt_lasts_and_depends_on_name_organisation_and_secret(staff):
    def salt(organisation: str, handle: str, secret: bytes) -> bytes:
        return access.sign_in_parameters(
            staff, OrganisationId(organisation), access.Named(handle), secret
        ).salt

    salts = [
        salt("harbour", "nobody", b"one"),
        salt("harbour", "nobody", b"two"),
        salt("harbour", "no-one", b"one"),
        salt("quay", "nobody", b"one"),
    ]
    assert salts[0] == salt("harbour", "nobody", b"one")
    assert len(set(salts)) == 4
    assert {len(one) for one in salts} == {16}


def test_a_session_is_no_session_elsewhere_nor_after_its_end_nor_after_signing_out(staff):
    actor, session = enter(staff, "ash")

    for organisation, now in ((OTHER, NOON), (NAME, NOON + HOURS)):
        with pytest.raises(NotSignedIn):
            access.find_session(staff, organisation, session.cookie, now)
    access.sign_out(staff, actor, session.cookie)
    with pytest.raises(NotSignedIn):
        access.find_session(staff, NAME, session.cookie, NOON)


def test_an_api_key_does_what_its_scopes_say(staff):
    reader = access.find_api_key(staff, NAME, API_KEY, Scope.DASHBOARDS)

    assert (reader.role, reader.person) == (Role.LEADER, "api-key")
    with pytest.raises(NotAllowed):
        access.find_api_key(staff, NAME, WRITE_ONLY_KEY, Scope.DASHBOARDS)
    with pytest.raises(NotAllowed):
        access.find_api_key(staff, NAME, API_KEY, Scope.REPORTS)
    for organisation, token in ((NAME, ""), (NAME, API_KEY.upper()), (OTHER, API_KEY)):
        with pytest.raises(NotSignedIn):
            access.find_api_key(staff, organisation, token, Scope.DASHBOARDS)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("needed", list(Role))
def test_a_role_is_that_role_and_no_other(role, needed):
    actor = access.Actor(NAME, PersonId("1"), role, "Somebody")

    if role is needed:
        assert access.require_role(actor, needed) is actor
    else:
        with pytest.raises(NotAllowed):
            access.require_role(actor, needed)
