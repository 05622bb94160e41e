"""Writes tests/vectors/text.jsonl: texts, and a hash of what the engine finds in each, for both languages.

`python -m tests.vectors.make_text`, after a model or a rule has changed. Corpus, other cases, hostile
Unicode, long inputs. Seeded: the same engine gives the same bytes.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from service.text.engine import analyse
from training.split import read_gold

OUT = Path(__file__).parent / "text.jsonl"
ODD = [
    *"\u200b\u0301\u202e\u2066\u2069\ufeff\u00ad\u0000\u2028\u00a0\u3000\r\t\n\x85\x1f",
    "\r\n",
    "é",
    "É",
    "İ",
    "ı",
    "ß",
    "ſ",
    "ﬁ",
    "Ǆ",
    "Ж",
    "ж",
    "Σ",
    "ς",
    "日本",
    "한",
    "עברית",
    "مريم",
    "हिन्दी",
    "ﷺ",
    "😀",
    "👩‍👧",
    "🇬🇧",
    "1️⃣",
    "𝐉𝐨𝐡𝐧",
    "ｊｏｈｎ",
    "０７７００",
    "٠١٢",
    "’",
    "‘",
    "“",
    "–",
    "—",
    "…",
    "·",
    "½",
    "²",
    "ª",
    "\ud800",
    "\udfff",
    "K",
    "Å",
    "e\u0301",
    "n\u0303",
    "_",
    "'s",
    "’S",
]
UNITS = [
    "a",
    "A",
    "0",
    "07",
    "a.",
    "@",
    "a@",
    "a@a.",
    "a'",
    "'s ",
    "-",
    "1/",
    "1/1/",
    "the 1",
    "on 1/1, ",
    "ref ",
    "ref 1-",
    "Aa ",
    "Aa-",
    "John ",
    "of the ",
    "Mr ",
    "x" * 60 + " ",
    "1 1 ",
    "0 ",
    "12:30 ",
    "age ",
    "\u0301",
    "a\u0301",
    "\n",
    "\r\n",
    " ",
    "😀",
    "日",
    "www.",
    "dot ",
    "half past ",
    "1st ",
    "monday ",
    "nhs ",
    "A1",
    "A1-",
    "., ",
    "(",
    "\x00",
    "if only she ",
]


def hash_of(found: object) -> str:
    """Twelve hex digits for a finding, from its canonical JSON (ASCII only, no spaces)."""
    return sha256(json.dumps(found, separators=(",", ":")).encode()).hexdigest()[:12]


def texts() -> Iterator[str]:
    """Every text of the file."""
    chance = random.Random(20261125)
    gold = [report.text for report in read_gold()]
    yield from gold
    for text in gold[::9]:
        yield text.lower()
        yield text.upper()
    for text in gold[::4]:
        chars = list(text[: chance.randrange(20, 400)])
        for _ in range(1 + len(chars) // 20):
            chars.insert(chance.randrange(len(chars) + 1), chance.choice(ODD))
        yield "".join(chars)
    yield from ("", " ", "\n", *ODD, *UNITS)
    for _ in range(120):
        yield "".join(chance.choice(ODD + UNITS) for _ in range(chance.randrange(1, 60)))


def main() -> None:
    """Write the file; long inputs are written as a unit and how often it stands."""
    # A lone high surrogate before a lone low one is one character once it has been through JSON.
    rows: list[dict[str, object]] = [{"text": json.loads(json.dumps(text))} for text in texts()]
    rows += [{"unit": unit, "times": 20_000 // len(unit)} for unit in UNITS]
    with OUT.open("w", encoding="ascii") as file:
        for row in rows:
            text = str(row["text"]) if "text" in row else str(row["unit"]) * int(str(row["times"]))
            found = asdict(analyse(text))
            row["ids"] = hash_of([found["masked"], found["maybe"]])
            row["factors"], row["blame"] = hash_of(found["factors"]), hash_of(found["blame"])
            file.write(json.dumps(row, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
