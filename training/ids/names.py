"""Names to put into sentences: our own lists by origin, and the packages' lists by locale."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

SOURCE = Path(__file__).parents[1] / "data" / "names.txt"


@dataclass(frozen=True, slots=True)
class Origin:
    """First names and surnames of one origin, as written."""

    name: str
    first: tuple[str, ...]
    last: tuple[str, ...]


@cache
def origins() -> tuple[Origin, ...]:
    """Our own lists, in the order of the file."""
    found: list[Origin] = []
    for block in SOURCE.read_text("utf-8").split("\n== ")[1:]:
        name, *rows = block.splitlines()
        columns = {row.split(": ", 1)[0]: tuple(row.split(": ", 1)[1].split()) for row in rows if ": " in row}
        found.append(Origin(name, columns["first"], columns.get("last", ())))
    return tuple(found)


@cache
def locales() -> tuple[Origin, ...]:
    """The packages' lists, and the rarer half of the census, which the word list does not know."""
    from training.ids import lists  # the packages are only there when training

    tail = tuple(name.capitalize() for name in lists.surnames_by_count(60_000)[8_000:])
    known = [Origin(n.locale, n.first, n.last or n.first) for n in lists.name_lists() if n.first]
    firsts = tuple(sorted({name for origin in known for name in origin.first}))
    return (*known, Origin("census", firsts, tail))


def pick_origin(chance: Random) -> Origin:
    """An origin at random: mostly our own lists, which fit the country, sometimes any in the world."""
    roll = chance.random()
    if roll < 0.6:
        return chance.choice(origins())
    return chance.choice(locales()) if roll < 0.8 else locales()[-1]


def pick_first(origin: Origin, chance: Random) -> str:
    """A first name of the origin."""
    return chance.choice(origin.first)


def pick_last(origin: Origin, chance: Random) -> str:
    """A surname of the origin, or of any where it lists none."""
    return chance.choice(origin.last or locales()[-1].last)
