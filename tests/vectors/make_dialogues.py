"""Writes dialogues.json: messages and mailboxes, on which Python and TypeScript must agree to the byte.

python -m tests.vectors.make_dialogues            what is said, encoded again; keeps the stored seals
python -m tests.vectors.make_dialogues --reseal   seals new examples in both languages (needs node)
"""

import json
import random
import sys
from base64 import b64encode
from pathlib import Path

from service.client.messages import Message, MessageKind, Outcome, encode_message
from service.crypto import keys, messages
from service.crypto.context import Context, Purpose
from service.crypto.narrative import encode_narrative
from tests.crypto.browser_bridge import Job, ask
from tests.vectors.make_crypto import Case, context_case

TARGET = Path(__file__).with_name("dialogues.json")


def make_texts() -> list[Case]:
    """What is sealed: a report with its thread, and every kind of message."""
    said = [
        Message(1, "2026-W48", MessageKind.WORDS, "It happened again: “the lift”\n\tΔύο 🙂"),
        Message(2, "2026-W49", MessageKind.THANKS, ""),
        Message(3, "2027-W01", MessageKind.THEME, "With five others."),
        Message(14, "2027-W53", MessageKind.OUTCOME, "A second box.", Outcome.CHANGED),
    ]
    cases: list[Case] = [
        {
            "place": one.place,
            "week": one.week,
            "kind": one.kind.value,
            "outcome": one.outcome.value if one.outcome else "",
            "text": one.text,
            "encoded": encode_message(one).hex(),
        }
        for one in said
    ]
    for narrative, thread in (("The lift 🙂", "ab" * 32), ("\u2028", "")):
        encoded = encode_narrative(narrative, thread).hex()
        cases.append({"narrative": narrative, "thread": thread, "encoded": encoded})
    return cases


def make_messages() -> list[Case]:
    """Messages from both languages, one for each direction, and the circle's own copy."""
    chance, cases = random.Random("candour message vectors"), list[Case]()
    for purpose, text in (
        (Purpose.MESSAGE_TO_CIRCLE, "It happened again."),
        (Purpose.MESSAGE_TO_REPORTER, "Ευχαριστούμε 🙂"),
        (Purpose.MESSAGE_COPY, ""),
    ):
        pair = keys.KeyPair.from_seed(chance.randbytes(32))
        context = Context(purpose, "riverside", "workload", pair.key_id.hex(), chance.randbytes(32).hex())
        ours = b64encode(messages.seal_message(text.encode(), pair.public, context)).decode()
        theirs = ask([Job("seal-message", pair.seed, context, text)])[0]
        shared = {"text": text, "seed": pair.seed.hex(), "context": context_case(context)}
        cases += [
            {"by": "python", **shared, "message": ours},
            {"by": "typescript", **shared, "message": theirs},
        ]
    return cases


def make_mailboxes() -> list[Case]:
    """Only the service seals a mailbox."""
    chance, cases = random.Random("candour mailbox vectors"), list[Case]()
    for text in ("", '{"v":1}'):
        seed, lookup = chance.randbytes(32), chance.randbytes(16).hex()
        public = keys.KeyPair.from_seed(seed).public
        sealed = messages.seal_mailbox(text.encode(), public, "riverside", lookup)
        cases.append(
            {
                "text": text,
                "seed": seed.hex(),
                "organisation": "riverside",
                "lookup": lookup,
                "mailbox": b64encode(sealed).decode(),
            }
        )
    return cases


def main(reseal: bool) -> None:
    stored = {} if reseal else json.loads(TARGET.read_text(encoding="utf-8"))
    vectors: dict[str, object] = {"texts": make_texts()}
    for name, make in (("messages", make_messages), ("mailboxes", make_mailboxes)):
        vectors[name] = make() if reseal else stored[name]
    TARGET.write_text(json.dumps(vectors, indent=1, ensure_ascii=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(reseal="--reseal" in sys.argv[1:])
