"""What kind of word a word is: ordinary, first name, surname, place, or several at once.

Words are known by a short hash, so a few unknown words are taken for known ones; no list of names can be read
back from the file without guessing them.
"""

import json
from pathlib import Path
from zlib import crc32

from service.text.packed import BitReader

ORDINARY, FIRST, LAST, PLACE, TERM = 3, 4, 8, 16, 32
NAMES = FIRST | LAST | PLACE


def _load() -> tuple[int, bytes]:
    raw = json.loads((Path(__file__).parents[1] / "data" / "ids-lexicon.json").read_text("utf-8"))
    table = bytearray(1 << raw["bits"])
    for code, count, k, packed in raw["groups"]:
        for key in BitReader(packed).keys(count, k):
            table[key] = code
    return 32 - raw["bits"], bytes(table)


_SHIFT, _TABLE = _load()


def word_class(word: bytes) -> int:
    """The class of a plain lower-case word: bits of ORDINARY how common (1 most), FIRST name, LAST name,
    PLACE, TERM that only looks like a name; 0 when unknown."""
    return _TABLE[crc32(word) >> _SHIFT]
