"""Writes crypto.json: what Python and TypeScript must agree on, to the byte.

    python -m tests.vectors.make_crypto            deterministic parts; keeps the stored sealed examples
    python -m tests.vectors.make_crypto --reseal   seals new examples in both languages (needs node)

Everything but the sealed bytes follows from one seed.
"""

import json
import random
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from service.crypto import keys, padding, passphrase, receipts, sealing, tokens, vouching, wrapping
from service.crypto.context import Context, Purpose
from service.crypto.envelope import VERSION
from service.crypto.errors import NotAReceipt, UnknownWord
from tests.crypto.browser_bridge import Job, ask

TARGET = Path(__file__).with_name("crypto.json")
CHANCE = random.Random("candour crypto vectors")
Case = dict[str, object]


def context_case(context: Context) -> Case:
    return {
        "purpose": context.purpose.value,
        "organisation": context.organisation,
        "circle": context.circle,
        "key_id": context.key_id,
        "subject": context.subject,
        "encoded": context.encode().hex(),
    }


def make_contexts() -> list[Case]:
    fields = [
        (Purpose.REPORT_DEVICE, "riverside", "workload", "ab" * 16, "cd" * 16),
        (Purpose.MEMBER_KEY, "riverside", "", "", "p-7"),
        (Purpose.REPORT_SERVICE, "ab", "c", "", ""),
        (Purpose.REPORT_SERVICE, "a", "bc", "", ""),
        (Purpose.CIRCLE_KEY, "Υγεία", "круг", "", "🙂"),
        (Purpose.MESSAGE_TO_CIRCLE, "x" * 300, "", "", ""),
    ]
    return [context_case(Context(*field)) for field in fields]


def make_padding() -> list[Case]:
    limit = padding.BUCKETS[0] - padding.PREFIX_BYTES
    texts = [("x", count) for count in (0, 1, 100, 500, limit - 1, limit, limit + 1, padding.MAX_PLAINTEXT)]
    texts += [("ασφάλεια ", 60), ("🙂", 500), ("\0", 9)]
    cases: list[Case] = []
    for text, repeat in texts:
        padded = padding.pad((text * repeat).encode())
        cases.append(
            {"text": text, "repeat": repeat, "bucket": len(padded), "sha256": sha256(padded).hexdigest()}
        )
    return cases


def make_keys() -> list[Case]:
    cases: list[Case] = []
    for seed in (bytes(32), b"\xff" * 32, CHANCE.randbytes(32), CHANCE.randbytes(32)):
        pair = keys.KeyPair.from_seed(seed)
        cases.append(
            {
                "seed": seed.hex(),
                "public_sha256": sha256(pair.public).hexdigest(),
                "key_id": pair.key_id.hex(),
                "fingerprint": list(keys.fingerprint_words(pair.public)),
                "token_hash": tokens.hash_token(seed).hex(),
            }
        )
    return cases


def make_passphrases() -> list[Case]:
    cases: list[Case] = []
    inputs = [
        ("correct horse battery staple", passphrase.Parameters()),
        ("Καλημέρα \ufb01sh \u212bngstr\u00f6m ①", passphrase.Parameters()),
        ("", passphrase.Parameters(memory_kib=20480, passes=3, lanes=2)),
    ]
    for text, parameters in inputs:
        salt, seed, nonce = CHANCE.randbytes(16), CHANCE.randbytes(32), CHANCE.randbytes(12)
        derived = passphrase.derive_keys(text, salt, parameters)
        context = Context(Purpose.MEMBER_KEY, "riverside", "", "", "p-7")
        cases.append(
            {
                "passphrase": text,
                "salt": salt.hex(),
                "memory_kib": parameters.memory_kib,
                "passes": parameters.passes,
                "lanes": parameters.lanes,
                "proof": derived.proof.hex(),
                "unlock_key": derived.unlock_key.hex(),
                "seed": seed.hex(),
                "nonce": nonce.hex(),
                "context": context_case(context),
                "locked": passphrase.lock_seed(seed, derived.unlock_key, context, nonce).hex(),
            }
        )
    return cases


def make_receipts() -> list[Case]:
    cases: list[Case] = []
    streams = [CHANCE.randbytes(64), b"\x1f\xff" * 3 + b"\x1e\x60\x1e\x5f" * 8 + bytes(16)]
    for stream in streams:
        for organisation in ("riverside", "Υγεία"):
            pairs = iter([stream[at : at + 2] for at in range(0, len(stream), 2)])
            receipt = receipts.make_receipt(lambda _, pairs=pairs: next(pairs))  # type: ignore[misc]
            derived = receipts.derive_receipt_keys(receipt, organisation)
            cases.append(
                {
                    "stream": stream.hex(),
                    "organisation": organisation,
                    "text": receipt.text,
                    "lookup": derived.lookup.hex(),
                    "token": derived.token.hex(),
                    "seed": derived.seed.hex(),
                    "thread": derived.thread.hex(),
                    "verifier": receipts.verifier(derived.token).hex(),
                }
            )
    return cases


def make_typed() -> list[Case]:
    words = ["abacus", "drop-down", "felt-tip", "yo-yo", "zoom", "acid", "t-shirt", "able"]
    plain = " ".join(words)
    typed = [
        plain,
        plain.upper(),
        "  " + ",  ".join(words) + ".\n",
        plain.replace(" ", "\u00a0").replace("-", "\u2011"),
        plain.replace(" ", "\u2003\u200b").replace("-", "\u2013"),
        "".join(chr(ord(c) + 0xFEE0) if c != " " else "\u3000" for c in plain),
        "\ufeff" + plain.replace(" ", "…"),
        " ".join(words[:7]),
        plain + " able",
        "",
        plain.replace("felt-tip", "feltt-ip"),
        plain.replace("able", "а" + "ble"),
        plain.replace("abacus", "__proto__"),
    ]
    cases: list[Case] = []
    for text in typed:
        case: Case = {"typed": text}
        try:
            case["text"] = receipts.normalise(text).text
        except UnknownWord as error:
            case["unknown_position"] = error.position
        except NotAReceipt:
            case["not_a_receipt"] = True
        cases.append(case)
    return cases


def sealing_inputs() -> list[tuple[str, int, bytes, Context]]:
    texts = [("", 1), ("Η ασφάλεια 🙂 ", 20), ("long ", 2000)]
    inputs = []
    for text, repeat in texts:
        seed = CHANCE.randbytes(32)
        key_id = keys.KeyPair.from_seed(seed).key_id.hex()
        context = Context(Purpose.REPORT_DEVICE, "riverside", "workload", key_id, CHANCE.randbytes(16).hex())
        inputs.append((text, repeat, seed, context))
    return inputs


def make_sealed() -> list[Case]:
    """Envelopes from both languages; the long one from Python only, to keep the file small."""
    inputs = sealing_inputs()
    theirs = ask([Job("seal", seed, context, text * repeat) for text, repeat, seed, context in inputs[:2]])
    cases: list[Case] = []
    for at, (text, repeat, seed, context) in enumerate(inputs):
        public = keys.KeyPair.from_seed(seed).public
        ours = b64encode(sealing.seal((text * repeat).encode(), public, context)).decode()
        shared = {"text": text, "repeat": repeat, "seed": seed.hex(), "context": context_case(context)}
        cases.append({"by": "python", **shared, "envelope": ours})
        cases += [{"by": "typescript", **shared, "envelope": each} for each in theirs[at : at + 1]]
    return cases


def make_malformed() -> list[Case]:
    """Rightly encrypted by somebody who pads wrongly: both sides must refuse to guess what was meant."""
    seed = CHANCE.randbytes(32)
    pair = keys.KeyPair.from_seed(seed)
    context = Context(Purpose.REPORT_DEVICE, "riverside", "workload", pair.key_id.hex(), "00" * 16)
    good = padding.pad(b"text")
    broken = {
        "filler is not zero": good[:-1] + b"\1",
        "length reaches beyond the bucket": (8189).to_bytes(4, "big") + good[4:],
    }
    cases: list[Case] = []
    for name, padded in broken.items():
        sealed = bytes([VERSION]) + pair.key_id + sealing.encrypt(padded, pair.public, context)
        cases.append(
            {
                "name": name,
                "seed": seed.hex(),
                "context": context_case(context),
                "envelope": b64encode(sealed).decode(),
            }
        )
    return cases


def make_wrapped() -> list[Case]:
    circle, member = CHANCE.randbytes(32), CHANCE.randbytes(32)
    key_id = keys.KeyPair.from_seed(circle).key_id.hex()
    context = Context(Purpose.CIRCLE_KEY, "riverside", "workload", key_id, "p-7")
    ours = b64encode(wrapping.wrap(circle, keys.KeyPair.from_seed(member).public, context)).decode()
    theirs = ask([Job("wrap", member, context, circle.hex())])[0]
    shared = {"circle_seed": circle.hex(), "member_seed": member.hex(), "context": context_case(context)}
    return [{"by": "python", **shared, "wrapped": ours}, {"by": "typescript", **shared, "wrapped": theirs}]


def make_vouches() -> list[Case]:
    """Seeds that draw nothing from the shared chance: the other cases stay as they are."""
    cases: list[Case] = []
    inputs = [
        (bytes(32), b"\1" * 32, Purpose.VOUCH_MEMBER, "p-7"),
        (bytes(range(32)), b"\2" * 32, Purpose.VOUCH_MEMBER, "🙂"),
        (bytes(range(32)), b"\2" * 32, Purpose.VOUCH_KEY, ""),
        (bytes(range(32)), b"\2" * 32, Purpose.VOUCH_CIRCLE, "night"),
    ]
    for circle, other, purpose, subject in inputs:
        key_id = keys.KeyPair.from_seed(circle).key_id.hex()
        context = Context(purpose, "riverside", "workload", key_id, subject)
        made = vouching.vouch(circle, keys.KeyPair.from_seed(other).public, context)
        seeds = {"circle_seed": circle.hex(), "vouched_seed": other.hex()}
        cases.append({**seeds, "context": context_case(context), "vouch": made.hex()})
    return cases


def make_tampered() -> list[Case]:
    """Changes to the first sealed example: version at 0, key id 1, ML-KEM 17, X25519 1105, text 1137."""
    end = 9344
    flips = {
        "version": 0,
        "first byte of the key id": 1,
        "last byte of the key id": 16,
        "first byte of the ML-KEM ciphertext": 17,
        "last byte of the ML-KEM ciphertext": 1104,
        "first byte of the X25519 share": 1105,
        "last byte of the X25519 share": 1136,
        "first byte of the text": 1137,
        "middle of the text": 5000,
        "last byte of the filler": end - 16,
        "first byte of the tag": end - 15,
        "last byte of the tag": end,
    }
    cases: list[Case] = [
        {"name": f"{name}, bit {mask}", "flip": at, "mask": mask}
        for name, at in flips.items()
        for mask in (1, 128)
    ]
    cases += [{"name": f"cut to {n} bytes", "cut": n} for n in (0, 1, 17, 1137, 1153, end)]
    cases += [
        {"name": "one byte more", "append": 1},
        {"name": "grown to the larger bucket", "append": 24576},
        {"name": "another seed", "seed": "11" * 32},
    ]
    changes = {
        "purpose": Purpose.REPORT_SERVICE.value,
        "organisation": "hillside",
        "circle": "equipment",
        "key_id": "ab" * 16,
        "subject": "ab" * 16,
    }
    return cases + [{"name": f"another {field}", "context": {field: to}} for field, to in changes.items()]


def main(reseal: bool) -> None:
    vectors: dict[str, object] = {
        "contexts": make_contexts(),
        "padding": make_padding(),
        "keys": make_keys(),
        "passphrases": make_passphrases(),
        "receipts": make_receipts(),
        "typed_receipts": make_typed(),
        "tampered": make_tampered(),
        "vouches": make_vouches(),
    }
    stored = {} if reseal else json.loads(TARGET.read_text(encoding="utf-8"))
    for name, make in (("sealed", make_sealed), ("malformed", make_malformed), ("wrapped", make_wrapped)):
        vectors[name] = make() if reseal else stored[name]
    TARGET.write_text(json.dumps(vectors, indent=1, ensure_ascii=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(reseal="--reseal" in sys.argv[1:])
