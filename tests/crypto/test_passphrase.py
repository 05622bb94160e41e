"""From a passphrase to a proof and an unlock key, and a seed locked under it."""

from dataclasses import replace

import pytest

from service.crypto.context import Purpose
from service.crypto.errors import BrokenSeal, NotAKey, UnsafeParameters, WrongContext
from service.crypto.passphrase import Parameters, derive_keys, lock_seed
from service.crypto.unwrapping import unlock_seed
from tests.crypto.cases import MEMBER, context_of, named

SEED, KEY, NONCE = bytes(range(32)), b"k" * 32, b"n" * 12


@pytest.mark.parametrize("case", named("passphrases"), ids=["words", "letters of many kinds", "heavier"])
def test_a_passphrase_gives_the_keys_and_the_lock_both_languages_agreed_on(case):
    parameters = Parameters(case["memory_kib"], case["passes"], case["lanes"])
    context = context_of(case["context"])

    derived = derive_keys(case["passphrase"], bytes.fromhex(case["salt"]), parameters)
    locked = lock_seed(bytes.fromhex(case["seed"]), derived.unlock_key, context, bytes.fromhex(case["nonce"]))

    assert (derived.proof.hex(), derived.unlock_key.hex()) == (case["proof"], case["unlock_key"])
    assert locked.hex() == case["locked"]
    assert unlock_seed(locked, derived.unlock_key, context).hex() == case["seed"]


def test_the_same_passphrase_typed_on_another_keyboard_gives_the_same_keys():
    composed = derive_keys("caf\u00e9", bytes(16), Parameters())
    decomposed = derive_keys("cafe\u0301", bytes(16), Parameters())

    assert composed == decomposed


def test_proof_and_unlock_key_differ_and_are_never_shown():
    derived = derive_keys("words", bytes(16), Parameters())

    assert derived.proof != derived.unlock_key
    assert repr(derived) == "PassphraseKeys()"


@pytest.mark.parametrize(
    "weak_or_heavy",
    [
        {"memory_kib": 19455},
        {"memory_kib": 131073},
        {"passes": 1},
        {"passes": 7},
        {"lanes": 0},
        {"lanes": 5},
    ],
    ids=str,
)
def test_a_server_can_neither_weaken_the_derivation_nor_hang_the_browser(weak_or_heavy):
    with pytest.raises(UnsafeParameters):
        Parameters(**weak_or_heavy)


@pytest.mark.parametrize("length", [0, 15, 17])
def test_a_salt_of_another_length_is_refused(length):
    with pytest.raises(UnsafeParameters):
        derive_keys("words", bytes(length), Parameters())


@pytest.mark.parametrize(
    ("seed", "key", "nonce"), [(SEED[1:], KEY, NONCE), (SEED, KEY[1:], NONCE), (SEED, KEY, NONCE[1:])]
)
def test_a_lock_takes_only_whole_keys(seed, key, nonce):
    with pytest.raises(NotAKey):
        lock_seed(seed, key, MEMBER, nonce)


def test_a_lock_is_for_members_keys_only():
    with pytest.raises(WrongContext):
        lock_seed(SEED, KEY, replace(MEMBER, purpose=Purpose.CIRCLE_KEY), NONCE)


@pytest.mark.parametrize("place", [0, 1, 12, 13, 44, 45, 60])
def test_no_byte_of_a_lock_can_change(place):
    locked = bytearray(lock_seed(SEED, KEY, MEMBER, NONCE))
    locked[place] ^= 1

    with pytest.raises(BrokenSeal):
        unlock_seed(bytes(locked), KEY, MEMBER)


def test_a_lock_opens_for_no_other_key_person_purpose_or_length():
    locked = lock_seed(SEED, KEY, MEMBER, NONCE)

    for data, key, context in (
        (locked, b"K" * 32, MEMBER),
        (locked, KEY[1:], MEMBER),
        (locked, KEY, replace(MEMBER, subject="p-8")),
        (locked, KEY, replace(MEMBER, purpose=Purpose.CIRCLE_KEY)),
        (locked[:-1], KEY, MEMBER),
        (b"", KEY, MEMBER),
    ):
        with pytest.raises(BrokenSeal):
            unlock_seed(data, key, context)
