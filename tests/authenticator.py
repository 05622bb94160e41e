"""An authenticator in Python: makes passkeys and proves them as a device would (WebAuthn, packed by hand)."""

import json
import secrets
from base64 import b64decode, b64encode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256

import cbor2
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def _base64(raw: bytes) -> str:
    return b64encode(raw).decode()


@dataclass
class Authenticator:
    """One device with one passkey, at one origin."""

    origin: str = "https://candour.test"
    domain: str = "candour.test"
    flags: int = PRESENT | VERIFIED
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: EllipticCurvePrivateKey = field(
        default_factory=lambda: generate_private_key(SECP256R1()), repr=False
    )
    uses: int = 0

    def make(self, plan: dict[str, str]) -> dict[str, str]:
        """The answer to a plan for a new passkey, as a page posts it."""
        point = self.key.public_key().public_numbers()
        cose = cbor2.dumps(
            {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        )
        attested = bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + cose
        data = self._data(ATTESTED) + attested
        return {
            "credential": _base64(self.credential),
            "client_data": _base64(self._client("webauthn.create", plan["challenge"])),
            "attestation": _base64(cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})),
        }

    def prove(self, asked: dict[str, str]) -> dict[str, str]:
        """The answer to a challenge."""
        self.uses += 1
        client, data = self._client("webauthn.get", asked["challenge"]), self._data(0)
        return {
            "credential": _base64(self.credential),
            "client_data": _base64(client),
            "authenticator_data": _base64(data),
            "signature": _base64(self.key.sign(data + sha256(client).digest(), ECDSA(SHA256()))),
        }

    def _data(self, flags: int) -> bytes:
        domain = sha256(self.domain.encode()).digest()
        return domain + bytes([self.flags | flags]) + self.uses.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        spelt = urlsafe_b64encode(b64decode(challenge)).decode().rstrip("=")
        told = {"type": kind, "challenge": spelt, "origin": self.origin, "crossOrigin": False}
        return json.dumps(told).encode()
