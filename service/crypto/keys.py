"""Key pairs for MLKEM768-X25519: a private key is a 32-byte seed, a public key 1,216 bytes.

Post-quantum hybrid of draft-ietf-hpke-pq (the KEM known as X-Wing): both halves must fall.
Never generates a seed: chance is the caller's. Never shows one.
"""

from dataclasses import dataclass, field
from hashlib import shake_256

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from service.crypto.errors import NotAKey
from service.crypto.framing import labelled_hash
from service.crypto.words import WORDS

SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
"""RFC 9180 base mode. One suite, no choices: a format without knobs cannot be downgraded."""

SEED_BYTES = 32
PUBLIC_BYTES = 1216
KEY_ID_BYTES = 16
FINGERPRINT_WORDS = 6
MLKEM_SEED_BYTES = 64
MLKEM_PUBLIC_BYTES = 1184


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A seed and what follows from it. Made by `from_seed` only."""

    seed: bytes = field(repr=False)
    public: bytes = field(repr=False)

    @classmethod
    def from_seed(cls, seed: bytes) -> "KeyPair":
        """The key pair of a 32-byte seed. Raises NotAKey for any other length."""
        private = expand_private(seed)
        public_mlkem, public_x25519 = private
        return cls(
            seed=seed,
            public=public_mlkem.public_key().public_bytes_raw()
            + public_x25519.public_key().public_bytes_raw(),
        )

    @property
    def key_id(self) -> bytes:
        """The 16-byte id of the public key."""
        return key_id(self.public)


def expand_private(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    """SHAKE256 of the seed as 64 bytes for ML-KEM and 32 for X25519 (draft-ietf-hpke-pq, X-Wing)."""
    if len(seed) != SEED_BYTES:
        raise NotAKey
    expanded = shake_256(seed).digest(MLKEM_SEED_BYTES + SEED_BYTES)
    return (
        MLKEM768PrivateKey.from_seed_bytes(expanded[:MLKEM_SEED_BYTES]),
        X25519PrivateKey.from_private_bytes(expanded[MLKEM_SEED_BYTES:]),
    )


def load_private(seed: bytes) -> MLKEM768X25519PrivateKey:
    """The seed as the library's private key. Raises NotAKey."""
    return MLKEM768X25519PrivateKey(*expand_private(seed))


def load_public(public: bytes) -> MLKEM768X25519PublicKey:
    """The 1,216 bytes as the library's public key. Raises NotAKey if they encode none."""
    if len(public) != PUBLIC_BYTES:
        raise NotAKey
    try:
        return MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(public[:MLKEM_PUBLIC_BYTES]),
            X25519PublicKey.from_public_bytes(public[MLKEM_PUBLIC_BYTES:]),
        )
    except ValueError:
        raise NotAKey from None


def key_id(public: bytes) -> bytes:
    """The first 16 bytes of the labelled SHA-256 of a public key: which key, not whose."""
    return labelled_hash("key id", public)[:KEY_ID_BYTES]


def fingerprint_words(public: bytes) -> tuple[str, ...]:
    """Six words (77 bits) by which people compare a public key, on a poster and on a screen.

    The labelled SHA-256 as a number in base 7776, least place first. Under its own label, so that
    publishing the key id says nothing more.
    """
    number = int.from_bytes(labelled_hash("fingerprint", public), "big")
    words = []
    for _ in range(FINGERPRINT_WORDS):
        number, place = divmod(number, len(WORDS))
        words.append(WORDS[place])
    return tuple(words)
