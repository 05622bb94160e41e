"""Session cookies and API keys as the server keeps them: hashed, and compared in constant time.

Never keeps or compares a token itself.
"""

from hmac import compare_digest

from service.crypto.framing import labelled_hash


def hash_token(token: bytes) -> bytes:
    """The labelled SHA-256 of a token of at least 128 random bits: 32 bytes.

    Fast on purpose: what is random needs no stretching.
    """
    return labelled_hash("token", token)


def same(one: bytes, other: bytes) -> bool:
    """Whether two hashes are equal, in time that does not depend on where they differ."""
    return compare_digest(one, other)
