"""Seals a text to one public key, padded, for one context (HPKE, RFC 9180, base mode).

Never opens anything: the web process may import this module and nothing that opens.
"""

from service.crypto.context import Context
from service.crypto.envelope import VERSION
from service.crypto.errors import NotAKey, WrongContext
from service.crypto.keys import SUITE, key_id, load_public
from service.crypto.padding import pad


def seal(plaintext: bytes, public_key: bytes, context: Context) -> bytes:
    """An envelope of the plaintext for the holder of `public_key` (1,216 bytes), and for this context only.

    Raises WrongContext if the context names another key, TooLong above 32,764 bytes, NotAKey.
    Two seals of one text share no bytes beyond version and key id.
    """
    recipient = key_id(public_key)
    if context.key_id != recipient.hex():
        raise WrongContext
    return bytes([VERSION]) + recipient + encrypt(pad(plaintext), public_key, context)


def encrypt(padded: bytes, public_key: bytes, context: Context) -> bytes:
    """The HPKE step alone: encapsulated secret and ciphertext, with the context as HPKE `info`.

    The library has no public AAD, so everything a seal is bound to stands in `info`.
    """
    recipient, info = load_public(public_key), context.encode()
    try:
        return SUITE.encrypt(padded, recipient, info=info)
    except ValueError:
        raise NotAKey from None
