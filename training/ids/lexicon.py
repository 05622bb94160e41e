"""Makes service/text/data/ids-lexicon.json: for each known word, what kind of word it is, by its hash.

Classes are bit sets: the two lowest bits say how common an ordinary word is (1 very, 2 common, 3 known),
then first name, surname, place, and a term that only looks like a name. Words of training reports that are
written small join the ordinary ones.
"""

import json
from collections import Counter, defaultdict
from pathlib import Path
from zlib import crc32

import yaml

from service.text.packed import BitWriter, rice_for
from training.ids import lists, names

OUT = Path(__file__).parents[2] / "service" / "text" / "data" / "ids-lexicon.json"
TERMS = Path(__file__).parents[1] / "data" / "terms.txt"
BITS = 21
FIRST, LAST, PLACE, TERM = 4, 8, 16, 32
RANKS = (2_000, 9_000, 16_000)
SURNAMES = 4_000
PEOPLE = 1_500
# Locales whose names are met in Britain; elsewhere a first name counts when two locales list it.
_LISTS = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text("utf-8"))
FIRST_OF, SURNAMES_OF = frozenset(_LISTS["first_names_of"].split()), frozenset(_LISTS["surnames_of"].split())


def classes(seen_small: Counter[str]) -> dict[str, int]:
    """Every listed word with its class. `seen_small`: in how many training reports a word stood small."""
    first, last = _people()
    place = {p for name, near, people in lists.places() if people >= PEOPLE for p in _place_parts(name, near)}
    place |= {p for name in lists.countries() for p in lists.parts(name)}
    table: dict[str, int] = defaultdict(int)
    for group, bit in ((first, FIRST), (last, LAST), (place, PLACE)):
        for word in group:
            table[word] |= bit
    peoples, others = _terms()
    for word in peoples | (others - set(table)):
        table[word] = table.get(word, 0) & ~PLACE | TERM
    for word, rank in _ordinary(seen_small, set(table)).items():
        table[word] |= rank
    return {word: code for word, code in table.items() if len(word) > 1 and code}


def _people() -> tuple[set[str], set[str]]:
    own_first = {p for origin in names.origins() for x in origin.first for p in lists.parts(x)}
    own_last = {p for origin in names.origins() for x in origin.last for p in lists.parts(x)}
    met = Counter(p for n in lists.name_lists() for p in {p for x in n.first for p in lists.parts(x)})
    near = {p for n in lists.name_lists() if n.locale in FIRST_OF for x in n.first for p in lists.parts(x)}
    first = near | {name for name, locales in met.items() if locales > 1}
    last = {p for n in lists.name_lists() if n.locale in SURNAMES_OF for x in n.last for p in lists.parts(x)}
    first |= set(lists.census_first())
    last |= set(lists.surnames_by_count(SURNAMES))
    return first | own_first, last | own_last


def _terms() -> tuple[set[str], set[str]]:
    """Languages, peoples and countries; then other terms, which count only where they are no name."""
    first, second, *rest = TERMS.read_text("utf-8").split("\n== ")[1:]
    words = [
        {p for line in block.splitlines()[1:] for word in line.split() for p in lists.parts(word)}
        for block in (
            first + "\n" + second.partition("\n")[2],
            "\n".join("x\n" + b.partition("\n")[2] for b in rest),
        )
    ]
    return words[0], words[1] - {"x"}


def _place_parts(name: str, near: bool) -> list[str]:
    words = lists.parts(name)
    if not near and len(words) > 1:
        return []
    counts = lists.word_counts()
    return [w for w in words if len(w) > 3 and (counts.get(w, 0) < 30_000_000 or len(words) == 1)]


def _ordinary(seen_small: Counter[str], names: set[str]) -> dict[str, int]:
    counts = dict(lists.word_counts())
    for word, reports in seen_small.items():
        if reports >= 2:
            counts[word] = max(counts.get(word, 0), reports * 3_000_000)
    often = sorted(counts.values(), reverse=True)[RANKS[1]]

    def small(word: str) -> bool:
        if word in names or counts[word] < often:
            return seen_small[word] >= 2 or lists.written_small(word)
        return True

    kept = sorted((w for w in counts if small(w)), key=lambda w: (-counts[w], w))
    return {w: 1 + sum(i >= r for r in RANKS[:2]) for i, w in enumerate(kept[: RANKS[2]])}


def pack(table: dict[str, int]) -> str:
    """The data file for a table of classes. Where two words share a hash, the one met oftener wins."""
    by_key: dict[int, int] = {}
    counts = lists.word_counts()
    for word in sorted(table, key=lambda w: (counts.get(w, 0), bool(table[w] & (FIRST | TERM)), w)):
        by_key[crc32(word.encode()) >> (32 - BITS)] = table[word]
    groups: dict[int, list[int]] = defaultdict(list)
    for key, code in by_key.items():
        groups[code].append(key)
    rows = []
    for code, keys in sorted(groups.items()):
        bits, k = BitWriter(), rice_for(1 << BITS, len(keys))
        bits.keys(sorted(keys), k)
        rows.append([code, len(keys), k, bits.base64()])
    return json.dumps({"bits": BITS, "groups": rows}, separators=(",", ":")) + "\n"
