"""The shared vectors, and what the tests of this room need again and again."""

import json
from pathlib import Path
from typing import Any

from service.crypto.context import Context, Purpose
from service.crypto.keys import KeyPair

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "crypto.json").read_text(encoding="utf-8")
)
PAIR = KeyPair.from_seed(bytes(range(32)))
OTHER = KeyPair.from_seed(bytes(32))
REPORT = Context(Purpose.REPORT_DEVICE, "riverside", "workload", PAIR.key_id.hex(), "ab" * 16)
MEMBER = Context(Purpose.MEMBER_KEY, "riverside", "", "", "p-7")
CIRCLE = Context(Purpose.CIRCLE_KEY, "riverside", "workload", PAIR.key_id.hex(), "p-7")


def context_of(case: dict[str, str]) -> Context:
    """A vector's context as ours."""
    return Context(
        Purpose(case["purpose"]), case["organisation"], case["circle"], case["key_id"], case["subject"]
    )


def named(name: str) -> list[Any]:
    """The cases of one list of the vectors."""
    cases: list[Any] = VECTORS[name]
    assert cases
    return cases
