"""How well names are found by their origin, on reports the engine has never seen.

The origin of a name is the first of our lists (training/data/names.txt) that holds one of its words; a name
on no list is counted as such, and so are initials.
"""

from collections import Counter

from service.text.identifiers.find import find_identifiers
from training.ids.names import origins
from training.split import GoldReport


def names_by_origin(reports: tuple[GoldReport, ...]) -> list[tuple[str, int, float, float]]:
    """For each origin: how many names, the share masked whole, the share masked or shown."""
    known: dict[str, str] = {}
    for origin in origins():
        for name in (*origin.first, *origin.last):
            known.setdefault(name.lower(), origin.name)
    count, masked, shown = Counter[str](), Counter[str](), Counter[str]()
    for report in reports:
        found = find_identifiers(report.text)
        covered = {i for s in found.masked for i in range(s.start, s.end)}
        seen = covered | {i for m in found.maybe for i in range(m.start, m.end)}
        for span in report.spans:
            if span.type != "person":
                continue
            chars = {i for i in range(span.start, span.end) if not report.text[i].isspace()}
            origin_name = _origin(report.text[span.start : span.end], known)
            count[origin_name] += 1
            masked[origin_name] += chars <= covered
            shown[origin_name] += chars <= seen
    return [(o, n, round(masked[o] / n, 3), round(shown[o] / n, 3)) for o, n in count.most_common()]


def _origin(name: str, known: dict[str, str]) -> str:
    words = [word.strip(".'’") for word in name.lower().replace("-", " ").split()]
    if all(len(word) < 3 for word in words):
        return "initials"
    return next((known[word] for word in words if word in known), "on none of our lists")
