"""Takes keys out again: a circle's seed from its wrap, a member's seed from its lock.

On the opening side: never imported by the web process (rule R6). One error for every failure.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from service.crypto.context import Context, Purpose
from service.crypto.errors import BrokenSeal
from service.crypto.keys import KEY_ID_BYTES, KeyPair
from service.crypto.opening import decrypt
from service.crypto.passphrase import KEY_BYTES, LOCKED_BYTES, LOCKED_VERSION, NONCE_BYTES
from service.crypto.wrapping import WRAPPED_BYTES, WRAPPED_VERSION


def unwrap(wrapped: bytes, member: KeyPair, context: Context) -> bytes:
    """The circle's seed that was wrapped to this member for this context.

    Raises BrokenSeal, also when the seed inside is not the one of the key the context names.
    """
    if len(wrapped) != WRAPPED_BYTES or wrapped[0] != WRAPPED_VERSION:
        raise BrokenSeal
    if wrapped[1 : 1 + KEY_ID_BYTES] != member.key_id or context.purpose is not Purpose.CIRCLE_KEY:
        raise BrokenSeal
    seed = decrypt(wrapped[1 + KEY_ID_BYTES :], member.seed, context)
    if KeyPair.from_seed(seed).key_id.hex() != context.key_id:
        raise BrokenSeal
    return seed


def unlock_seed(locked: bytes, unlock_key: bytes, context: Context) -> bytes:
    """The member's seed again. Raises BrokenSeal for a wrong passphrase as for everything else."""
    if len(locked) != LOCKED_BYTES or locked[0] != LOCKED_VERSION or len(unlock_key) != KEY_BYTES:
        raise BrokenSeal
    if context.purpose is not Purpose.MEMBER_KEY:
        raise BrokenSeal
    nonce, ciphertext = locked[1 : 1 + NONCE_BYTES], locked[1 + NONCE_BYTES :]
    try:
        return AESGCM(unlock_key).decrypt(nonce, ciphertext, context.encode())
    except InvalidTag:
        raise BrokenSeal from None
