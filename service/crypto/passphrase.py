"""From a passphrase to two keys: a proof for the server, and a key the server never sees.

Argon2id (RFC 9106), then HKDF-SHA256 under two labels: who knows one learns nothing of the other.
Never keeps a passphrase; never unlocks (see unwrapping.py).
"""

import unicodedata
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from service.crypto.context import Context, Purpose
from service.crypto.errors import NotAKey, UnsafeParameters, WrongContext
from service.crypto.framing import derive
from service.crypto.keys import SEED_BYTES

SALT_BYTES = 16
KEY_BYTES = 32
NONCE_BYTES = 12
LOCKED_VERSION = 0x21
LOCKED_BYTES = 1 + NONCE_BYTES + SEED_BYTES + 16

MIN_MEMORY_KIB, MAX_MEMORY_KIB = 19456, 131072
MIN_PASSES, MAX_PASSES = 2, 6
MIN_LANES, MAX_LANES = 1, 4


@dataclass(frozen=True, slots=True)
class Parameters:
    """How heavy the derivation is; recorded per person, so that it can be raised later.

    The default is OWASP's floor for Argon2id (19 MiB, 2 passes, 1 lane). Raises UnsafeParameters outside
    the bounds: a hostile server must be able neither to weaken a member's key nor to hang the browser.
    """

    memory_kib: int = 19456
    passes: int = 2
    lanes: int = 1

    def __post_init__(self) -> None:
        """Refuse before anything is derived."""
        sane = (
            MIN_MEMORY_KIB <= self.memory_kib <= MAX_MEMORY_KIB
            and MIN_PASSES <= self.passes <= MAX_PASSES
            and MIN_LANES <= self.lanes <= MAX_LANES
        )
        if not sane:
            raise UnsafeParameters


@dataclass(frozen=True, slots=True)
class PassphraseKeys:
    """`proof` goes to the server, which keeps its hash; `unlock_key` never leaves the device."""

    proof: bytes = field(repr=False)
    unlock_key: bytes = field(repr=False)


def derive_keys(passphrase: str, salt: bytes, parameters: Parameters) -> PassphraseKeys:
    """Both keys, 32 bytes each, of the NFKC-normalised passphrase and a 16-byte salt.

    Raises UnsafeParameters for a salt of another length. Slow on purpose.
    """
    if len(salt) != SALT_BYTES:
        raise UnsafeParameters
    stretched = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=parameters.passes,
        lanes=parameters.lanes,
        memory_cost=parameters.memory_kib,
    ).derive(unicodedata.normalize("NFKC", passphrase).encode("utf-8"))
    return PassphraseKeys(
        proof=derive(stretched, KEY_BYTES, "passphrase proof"),
        unlock_key=derive(stretched, KEY_BYTES, "passphrase unlock key"),
    )


def lock_seed(seed: bytes, unlock_key: bytes, context: Context, nonce: bytes) -> bytes:
    """A member's seed under the unlock key: version 0x21 | nonce (12) | AES-256-GCM of the seed: 61 bytes.

    The context (purpose `member-key`, the person as subject) is the additional data. The nonce is
    random and fresh for every lock. Raises NotAKey for wrong lengths, WrongContext for another purpose.
    """
    if context.purpose is not Purpose.MEMBER_KEY:
        raise WrongContext
    if (len(seed), len(unlock_key), len(nonce)) != (SEED_BYTES, KEY_BYTES, NONCE_BYTES):
        raise NotAKey
    return bytes([LOCKED_VERSION]) + nonce + AESGCM(unlock_key).encrypt(nonce, seed, context.encode())
