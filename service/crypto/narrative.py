"""What lies inside a report's envelope, the same bytes from every sealer: {"v": 1, "narrative": "…", …}."""

import json


def encode_narrative(narrative: str, thread: str = "") -> bytes:
    """The plaintext of a report: compact UTF-8 JSON, the same in every language.

    `thread` is the receipt's, in hex; without a receipt there is none and no way back.
    """
    value = {"v": 1, "narrative": narrative} | ({"thread": thread} if thread else {})
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
