"""Puts other names, places, dates and numbers into the sentences of a report, and copies it in other cases.

Every span stays marked. Seeded: the same report and chance give the same copy.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from training.ids import lists
from training.ids.corpus import Marked
from training.ids.names import Origin, pick_first, pick_last, pick_origin

_WORD = re.compile(r"[^\W\d_]+(?:['’-](?!s\b)[^\W\d_]+)*")
_TITLE = re.compile(r"(?:\b(?:mrs?|ms|miss|mx|dr|prof|sgt|pc|dc|ds|insp|rev|fr|cllr|professor|sir|imam|constable|doctor)\.? ?)$", re.I)
_FAMILY = re.compile(r"^(?:'s|’s)? (?:family|brothers|sisters|twins|household|children|kids)", re.I)
_PARTICLES = {"mac", "mc", "van", "von", "de", "der", "den", "la", "le", "da", "dos", "del", "ap", "al", "el", "bin", "ibn", "ó", "ní", "o", "st", "abu", "and", "the", "of"}
_NATURE = tuple(
    "Alder Ash Aspen Beech Birch Bluebell Bracken Bramble Briar Cedar Cherry Clover Cypress Elder Elm Fern Foxglove Gorse"
    " Hawthorn Hazel Heather Holly Hornbeam Ivy Jasmine Juniper Larch Laurel Lavender Lime Magnolia Maple Meadow Mulberry"
    " Oak Olive Orchard Pine Poplar Poppy Primrose Rowan Saffron Sorrel Sycamore Thistle Thyme Willow Yew Kestrel Kingfisher"
    " Heron Osprey Falcon Curlew Lapwing Swallow Swift Robin Wren Otter Badger Fox Hart Stag Harbour Lantern Anchor Beacon"
    " Bridge Castle Abbey Priory Mill Forge Quarry Tanner Weaver Saddler Cooper Sunrise Horizon Rainbow Phoenix Pilgrim"
    " Trinity Salvation Bethel Emmanuel Nightingale Seacole Windrush Attlee Churchill Coronation Jubilee Victoria Albert"
    " Royal Queens Kings Princess Saint North South East West Upper Lower Great Little Old New Riverside Hillside Lakeside".split()
)
_BITS = ("Ash", "Brook", "Calder", "Clay", "Cold", "Crag", "Dun", "Fair", "Fal", "Fern", "Glen", "Hal", "Harrow", "Haver", "Hazel", "Hol", "Kirk", "Lang", "Mal", "Mar", "Mill", "Moss", "Nor", "Oak", "Pen", "Raven", "Red", "Rush", "Sal", "Stan", "Thorn", "Tre", "Wend", "West", "Whit", "Wick", "Win", "Wyn")  # fmt: skip
_ENDS = ("bourne", "bridge", "brook", "bury", "by", "combe", "cote", "dale", "den", "field", "ford", "gate", "ham", "hurst", "ington", "leigh", "ley", "low", "mere", "moor", "mouth", "ness", "port", "ridge", "shaw", "side", "stead", "stoke", "thorpe", "thwaite", "ton", "wick", "wood", "worth", "wyn")  # fmt: skip
_KEPT = frozenset(
    "street st road rd lane ln avenue ave close drive crescent cres terrace way court ct gardens grove place walk hill row"
    " mews parade rise square green view park gate wharf yard cottages cottage house heights tower towers buildings point lodge"
    " flat unit room floor block ward bay estate suite on upon under by the of and in at for le la y coed north south east west"
    " upper lower great little old new nr near high main station church school town centre bypass junction roundabout hmp"
    " hospital infirmary care home nursing primary academy college council county borough city surgery medical practice"
    " clinic trust partnership group services service ltd hostel refuge shelter project society association housing homes"
    " lettings youth club community hall library nursery day children's childrens family families hub general royal"
    " university junior juniors infant infants secondary high grammar sixth form special pru ambulance fire police"
    " station crown magistrates court women's women men's mosque masjid gurdwara temple synagogue chapel tabernacle"
    " methodist baptist catholic parish food bank café cafe kitchen pharmacy dental dentist opticians solicitors law"
    " chambers transport taxis cars coaches buses foundation charity mission centre's ysgol plas tŷ ty st".split()
)
_MONTHS = "January February March April May June July August September October November December".split()
_SHORT = "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec".split()


@dataclass(slots=True)
class _Cast:
    """What stands for what within one copy of a report."""

    chance: Random
    origin: Origin
    words: dict[str, str] = field(default_factory=dict)


def respan(report: Marked, pieces: Iterable[tuple[int, int, str, str]], suffix: str) -> Marked:
    """A copy with new words in its spans, offsets moved along."""
    text, spans, last = "", [], 0
    for start, end, kind, words in sorted(pieces):
        text += report.text[last:start]
        spans.append((len(text), len(text) + len(words), kind))
        text += words
        last = end
    return Marked(report.id + suffix, text + report.text[last:], tuple(spans))


def other_names(report: Marked, chance: Random, suffix: str) -> Marked:
    """A copy with other names of every origin, other places, organisations, dates, numbers and ages."""
    cast = _Cast(chance, pick_origin(chance))
    pieces = []
    for start, end, kind in sorted(report.spans):
        if pieces and start < pieces[-1][1]:
            continue
        before, after = report.text[max(0, start - 14) : start], report.text[end : end + 14]
        pieces.append((start, end, kind, _replace(report.text[start:end], kind, (before, after), cast)))
    return respan(report, pieces, suffix)


def _replace(words: str, kind: str, around: tuple[str, str], cast: _Cast) -> str:
    if kind == "person":
        return _person(words, around, cast)
    if kind in ("location", "organisation"):
        return _WORD.sub(lambda m: _place_word(m.group(), kind, cast), _digits(words, cast))
    if kind == "date":
        return _date(words, cast)
    if kind == "age":
        return re.sub(r"\d+", lambda m: str(cast.chance.randint(1, 12 if len(m.group()) < 2 else 99)), words, count=1)
    return words if "." in words and "@" not in words else _scramble(words, cast)


def _case_like(model: str, word: str) -> str:
    if model == model.lower():
        return word.lower()
    return word.upper() if model == model.upper() and len(model) > 1 else word


def _person(words: str, around: tuple[str, str], cast: _Cast) -> str:
    found = list(_WORD.finditer(words))
    solo = bool(_TITLE.search(around[0]) or _FAMILY.match(around[1]))
    if len(found) < 2 and cast.chance.random() < 0.5:
        cast.origin = pick_origin(cast.chance)
    swaps = {}
    for i, match in enumerate(found):
        last = i == len(found) - 1 and (len(found) > 1 or solo)
        swaps[match.start()] = _name_word(match.group(), last, cast)
    return _WORD.sub(lambda m: swaps[m.start()], words)


def _name_word(word: str, last: bool, cast: _Cast) -> str:
    key = word.lower()
    if key in _PARTICLES:
        return word
    if key not in cast.words:
        if len(word) == 1:
            cast.words[key] = cast.chance.choice("ABCDEFGHIJKLMNOPRSTVWYZ")
        elif len(word) == 2 and word.isupper():
            cast.words[key] = "".join(cast.chance.choice("ABCDEFGHJKLMNPRSTW") for _ in word)
        else:
            cast.words[key] = pick_last(cast.origin, cast.chance) if last else pick_first(cast.origin, cast.chance)
    return _case_like(word, cast.words[key])


def _place_word(word: str, kind: str, cast: _Cast) -> str:
    key = word.lower()
    if key in _KEPT or len(word) < 3:
        return word
    if "place " + key not in cast.words:
        cast.words["place " + key] = _new_place(kind, cast.chance)
    return _case_like(word, cast.words["place " + key])


def _new_place(kind: str, chance: Random) -> str:
    roll = chance.random()
    if roll < (0.25 if kind == "location" else 0.1):
        return chance.choice(_towns())
    if roll < 0.5:
        return chance.choice(_BITS) + chance.choice(_ENDS)
    return pick_last(pick_origin(chance), chance) if roll < 0.62 else chance.choice(_NATURE)


def _towns() -> tuple[str, ...]:
    return tuple(name for name, near, _ in lists.places() if near and name.isalpha() and name.istitle())


def _digits(words: str, cast: _Cast) -> str:
    return re.sub(r"\d", lambda m: str(cast.chance.randint(1, 9)), words)


def _date(words: str, cast: _Cast) -> str:
    def month(match: re.Match[str]) -> str:
        return _case_like(match.group(), cast.chance.choice(_MONTHS if len(match.group()) > 4 else _SHORT))

    words = re.sub(r"\b(?:" + "|".join(_MONTHS + _SHORT + ["Sep"]) + r")\b", month, words, flags=re.I)
    return re.sub(r"^\d{1,2}(?=[ /.-]|st|nd|rd|th)", lambda m: str(cast.chance.randint(1, 28)), words) if not re.match(r"\d+(?:st|nd|rd)", words) else words


def _scramble(words: str, cast: _Cast) -> str:
    words = re.sub(r"(?<=\d)\d", lambda m: str(cast.chance.randint(0, 9)), words)
    return re.sub(r"[A-Z](?=[A-Z]*\d)", lambda m: cast.chance.choice("ABCDEFGHJKLMNPRSTWXY"), words)


def small(report: Marked, suffix: str) -> Marked:
    """A copy in small letters throughout."""
    lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in report.text)
    return Marked(report.id + suffix, lower, report.spans)


def large(report: Marked, suffix: str) -> Marked:
    """A copy in capitals throughout."""
    upper = "".join(c.upper() if len(c.upper()) == 1 else c for c in report.text)
    return Marked(report.id + suffix, upper, report.spans)


def seen_small(reports: Iterable[Marked]) -> Counter[str]:
    """In how many reports each word stands in small letters outside every span."""
    seen: Counter[str] = Counter()
    for report in reports:
        text, words = report.text, set()
        for match in _WORD.finditer(text):
            a, b = match.span()
            if match.group() == match.group().lower() and not any(s < b and a < e for s, e, _ in report.spans):
                words.add(match.group().replace("’", "'"))
        seen.update({plain for word in words for plain in lists.parts(word)})
    return seen
