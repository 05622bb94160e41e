"""Passkeys (WebAuthn level 3): challenges, and what an authenticator answers to them.

Never sees what the PRF extension gives: the browser turns it into a key and sends nothing of it.
"""

import hmac
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from webauthn import verify_authentication_response, verify_registration_response
from webauthn.helpers.base64url_to_bytes import base64url_to_bytes
from webauthn.helpers.bytes_to_base64url import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorAssertionResponse,
    AuthenticatorAttestationResponse,
    RegistrationCredential,
)

from service.errors import PasskeyRefused
from service.store.staff import ways
from service.store.staff.audit import hold_trail
from service.store.staff.handle import StaffStore
from service.store.staff.ways import Passkey, Whose
from service.terms import OrganisationId

CHALLENGE_LIFE = timedelta(minutes=5)
NONCE_BYTES = 16
UNTIL_BYTES = 8
SIGNING_IN = "sign-in"
"""The subject of a challenge for somebody nobody knows yet; otherwise it is a person."""


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """Whom a passkey is made for: a domain and its pages' origins; `secret` signs challenges."""

    organisation: OrganisationId
    domain: str
    origins: tuple[str, ...]
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Registration:
    """An authenticator's answer when it has made a passkey."""

    credential: bytes = field(repr=False)
    client_data: bytes = field(repr=False)
    attestation: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Assertion:
    """An authenticator's answer when it proves a passkey."""

    credential: bytes = field(repr=False)
    client_data: bytes = field(repr=False)
    authenticator_data: bytes = field(repr=False)
    signature: bytes = field(repr=False)


def new_challenge(party: RelyingParty, subject: str, nonce: bytes, now: datetime) -> bytes:
    """What an authenticator is to sign within five minutes. Nothing is stored until it comes back."""
    until = int((now + CHALLENGE_LIFE).timestamp())
    head = nonce + until.to_bytes(UNTIL_BYTES, "big")
    return head + _mark(party, subject, head)


def accept_passkey(
    staff: StaffStore, party: RelyingParty, subject: str, answer: Registration, now: datetime
) -> Passkey:
    """The passkey somebody has just made. Raises PasskeyRefused."""
    challenge = _take_challenge(staff, party, subject, answer.client_data, now)
    response = AuthenticatorAttestationResponse(answer.client_data, answer.attestation)
    try:
        made = verify_registration_response(
            credential=RegistrationCredential(
                bytes_to_base64url(answer.credential), answer.credential, response
            ),
            expected_challenge=challenge,
            expected_rp_id=party.domain,
            expected_origin=list(party.origins),
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError):
        raise PasskeyRefused from None
    if ways.find_passkey(staff, party.organisation, made.credential_id) is not None:
        raise PasskeyRefused
    return Passkey(made.credential_id, made.credential_public_key, made.sign_count)


def prove_passkey(staff: StaffStore, party: RelyingParty, answer: Assertion, now: datetime) -> Whose:
    """Whose passkey this answer proves. Raises PasskeyRefused alike for unknown and wrong ones."""
    challenge = _take_challenge(staff, party, SIGNING_IN, answer.client_data, now)
    # Nobody takes the passkey away from here on: the session would outlive it.
    hold_trail(staff, party.organisation)
    found = ways.find_passkey(staff, party.organisation, answer.credential)
    if found is None:
        raise PasskeyRefused
    whose, passkey = found
    response = AuthenticatorAssertionResponse(answer.client_data, answer.authenticator_data, answer.signature)
    try:
        proven = verify_authentication_response(
            credential=AuthenticationCredential(
                bytes_to_base64url(answer.credential), answer.credential, response
            ),
            expected_challenge=challenge,
            expected_rp_id=party.domain,
            expected_origin=list(party.origins),
            credential_public_key=passkey.key,
            credential_current_sign_count=passkey.uses,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError):
        raise PasskeyRefused from None
    ways.count_use(staff, party.organisation, answer.credential, proven.new_sign_count)
    return whose


def _take_challenge(
    staff: StaffStore, party: RelyingParty, subject: str, client_data: bytes, now: datetime
) -> bytes:
    """The challenge an answer is to, if it is ours, for this subject, in time and not taken before."""
    try:
        challenge = base64url_to_bytes(json.loads(client_data)["challenge"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise PasskeyRefused from None
    size = NONCE_BYTES + UNTIL_BYTES
    head, mark = challenge[:size], challenge[size:]
    if len(head) != size or not hmac.compare_digest(mark, _mark(party, subject, head)):
        raise PasskeyRefused
    until = datetime.fromtimestamp(int.from_bytes(head[NONCE_BYTES:], "big"), UTC)
    ways.forget_challenges(staff, now)
    digest = sha256(challenge).digest()
    if until <= now or not ways.spend_challenge(staff, party.organisation, digest, until):
        raise PasskeyRefused
    return challenge


def _mark(party: RelyingParty, subject: str, head: bytes) -> bytes:
    # Under its own label: what signs challenges signs nothing else.
    key = sha256(b"candour/1 challenges\0" + party.secret).digest()
    told = f"{party.organisation}\0{party.domain}\0{subject}\0".encode()
    return hmac.new(key, told + head, sha256).digest()
