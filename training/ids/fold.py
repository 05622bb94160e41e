"""Makes service/text/data/fold.json: which plain letter stands for each character.

Built once from Unicode's own decompositions; never read by the engine from anywhere but the file.
"""

import json
import unicodedata
from pathlib import Path

OUT = Path(__file__).parents[2] / "service" / "text" / "data" / "fold.json"
SYMBOL, IGNORED, LETTER = "\x01", "\x02", "_"

BLOCKS = [
    (0x80, 0x250),
    (0x370, 0x530),
    (0x1E00, 0x2000),
    (0x2000, 0x2070),
    (0x2070, 0x2090),
    (0x2100, 0x2150),
    (0x2200, 0x2220),
    (0x3000, 0x3020),
    (0xFF00, 0xFF60),
    (0x1D400, 0x1D800),
    (0x1F100, 0x1F18A),
]
PLAIN = {
    "ß": "s",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "æ": "a",
    "Æ": "A",
    "œ": "o",
    "Œ": "O",
    "þ": "t",
    "Þ": "T",
    "ð": "d",
    "Ð": "D",
    "ı": "i",
    "ħ": "h",
    "Ħ": "H",
    "ŋ": "n",
    "Ŋ": "N",
    "ə": "e",
    "Ə": "E",
    "ƙ": "k",
    "Ƙ": "K",
    "ɗ": "d",
    "ɓ": "b",
    "Ɓ": "B",
    "Ɗ": "D",
    "ǃ": "_",
    "¡": "!",
    "¿": "?",
    "«": '"',
    "»": '"',
    "×": "x",
}
PLAIN |= dict.fromkeys("‘’‚‛′`´ʼ＇", "'") | dict.fromkeys("“”„‟″＂", '"') | dict.fromkeys("‐‑‒–—―−－", "-")
PLAIN |= (
    dict.fromkeys("\u2028\u2029\x85\x0b\x0c", "\n")
    | dict.fromkeys("\r\t\u3000\xa0", " ")
    | {"…": ".", "•": "*"}
)
PLAIN |= dict(zip("абвгдезийклмнопрстуфхцчшщыэюяіїєґ", "abvgdeziyklmnoprstufxccssyeuaiieg", strict=True))
PLAIN |= dict(zip("αβγδεζηθικλμνξοπρστυφχψως", "abgdezitiklmnxoprstufxpos", strict=True))
PLAIN |= {k.upper(): v.upper() for k, v in PLAIN.items() if len(k.upper()) == 1 and k.upper() not in PLAIN}

# Whole ranges with one answer, looked up after the blocks; a symbol where none matches.
RANGES = [
    (0xAD, 0xAD, IGNORED),
    (0x300, 0x36F, IGNORED),
    (0x483, 0x489, IGNORED),
    (0x591, 0x5BD, IGNORED),
    (0x610, 0x61A, IGNORED),
    (0x64B, 0x65F, IGNORED),
    (0x1AB0, 0x1AFF, IGNORED),
    (0x1DC0, 0x1DFF, IGNORED),
    (0x200B, 0x200F, IGNORED),
    (0x202A, 0x202E, IGNORED),
    (0x2060, 0x206F, IGNORED),
    (0x20D0, 0x20FF, IGNORED),
    (0xFE00, 0xFE0F, IGNORED),
    (0xFE20, 0xFE2F, IGNORED),
    (0xFEFF, 0xFEFF, IGNORED),
    (0xE0000, 0xE01EF, IGNORED),
    (0xAA, 0xAA, LETTER),
    (0xB5, 0xB5, LETTER),
    (0xBA, 0xBA, LETTER),
    (0xC0, 0x1FFF, LETTER),
    (0x2C00, 0x2DFF, LETTER),
    (0x2E80, 0x2FFF, LETTER),
    (0x3021, 0xD7FF, LETTER),
    (0xF900, 0xFDFF, LETTER),
    (0xFE70, 0xFEFE, LETTER),
    (0xFF61, 0xFFDC, LETTER),
    (0x10000, 0x1CFFF, LETTER),
    (0x1E000, 0x1EFFF, LETTER),
    (0x20000, 0x3FFFF, LETTER),
]


def fold_one(char: str) -> str | None:
    """The one ASCII character that stands for this one, or None where a range or the symbol decides."""
    if char in PLAIN:
        return PLAIN[char]
    if unicodedata.category(char) in ("Zs", "Zl", "Zp"):
        return " "
    base = unicodedata.normalize("NFKD", char).lstrip()[:1]
    base = PLAIN.get(base, base)
    return base if base and " " < base < "\x7f" and unicodedata.category(char)[0] in "LNPS" else None


def main() -> None:
    """Write the table: runs of neighbouring characters, then the ranges."""
    runs: list[tuple[int, str]] = []
    points = [p for lo, hi in [(0, 0x20), *BLOCKS] for p in range(lo, hi)] + [0x7F]
    last = -2
    for point in points:
        plain = "\n" if point == 10 else fold_one(chr(point))
        if plain is None and point < 0x20:
            plain = SYMBOL
        if plain is None:
            continue
        runs = (
            [*runs[:-1], (runs[-1][0], runs[-1][1] + plain)] if point == last + 1 else [*runs, (point, plain)]
        )
        last = point
    table = {"runs": [list(run) for run in runs], "ranges": [list(r) for r in RANGES]}
    OUT.write_text(json.dumps(table, ensure_ascii=True, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
