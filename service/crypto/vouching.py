"""Vouches: a holder of a circle's key says that a public key is who the service says it is.

A vouch is a MAC under the circle's own secret, so the service can keep it and cannot make one. It says that
*some* holder made it, not which: whoever holds the seed can vouch, a member who has left included.
"""

from service.crypto.context import Context, Purpose
from service.crypto.errors import NotAKey, WrongContext
from service.crypto.framing import derive, labelled_hash
from service.crypto.keys import SEED_BYTES, KeyPair, load_public

VOUCH_BYTES = 32
PURPOSES = (Purpose.VOUCH_MEMBER, Purpose.VOUCH_KEY, Purpose.VOUCH_CIRCLE)


def vouch(circle_seed: bytes, public: bytes, context: Context) -> bytes:
    """32 bytes that nobody without the circle's seed can make for this public key and context.

    `vouch/member`: the subject is the member whose key it is. `vouch/key`: the key the circle has next, and
    the subject is empty. `vouch/circle`: another circle's key, and the subject is that circle. The key id is
    the vouching key's own. HKDF-SHA256 (RFC 5869) as a MAC: the seed is
    uniform, and what is vouched for is its info. Raises WrongContext or NotAKey.
    """
    if len(circle_seed) != SEED_BYTES:
        raise NotAKey
    load_public(public)
    if context.purpose not in PURPOSES or context.key_id != KeyPair.from_seed(circle_seed).key_id.hex():
        raise WrongContext
    return derive(
        circle_seed, VOUCH_BYTES, "vouch", labelled_hash("vouched", context.encode() + public).hex()
    )
