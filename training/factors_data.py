"""What the factor model learns from: gold reports, own reports, phrasings, the taxonomy's words, concepts.

Held-out gold reports pass through here only for the model that ships, once figures are made without them.
Words inside marked identifiers are left out of the vocabulary.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import yaml

from service.text.stems import cut_words
from service.text.tokens import fold_text
from training.marked import read_marked
from training.split import read_gold, training_reports

LONGEST = 4
"""Words in the longest phrase of a concept."""
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled text. `gold` ones are cross-validated; `hidden` are stretches that no word is learned from.

    `report` is the report that a reason or a scenery is cut from. Scenery has no factors: it speaks for none.
    """

    id: str
    text: str
    factors: tuple[str, ...]
    hidden: tuple[tuple[int, int], ...]
    gold: bool
    report: str = ""


def read_concepts() -> dict[str, str]:
    """The concepts: name to phrases as stems, one a line, in the order of the file."""
    concepts: dict[str, list[str]] = {}
    name = ""
    for line in (_HERE / "factors_concepts.txt").read_text("utf-8").splitlines():
        if line.startswith("== "):
            name = line[3:].strip()
            concepts[name] = []
        elif name and line and not line.startswith("#"):
            stems = (_stems(phrase) for phrase in line.split(","))
            concepts[name] += [stem for stem in stems if stem and stem.count(" ") < LONGEST]
    for category in taxonomy():
        concepts[f"cues-{category['code']}"] = [_stems(str(cue)) for cue in category["cues"]]
    return {name: "\n".join(dict.fromkeys(phrases)) for name, phrases in concepts.items()}


def _stems(phrase: str) -> str:
    return " ".join(word.stem for word in cut_words(fold_text(phrase).lower))


def taxonomy() -> list[dict[str, list[str]]]:
    """The categories of the taxonomy, as the file has them."""
    categories: list[dict[str, list[str]]] = yaml.safe_load(
        (_HERE.parent / "service/taxonomy.yaml").read_text("utf-8")
    )["categories"]
    return categories


def _from_taxonomy() -> list[Example]:
    found = []
    for category in taxonomy():
        code = str(category["code"])
        said = [
            *category["phrasings"],
            *category["cues"],
            str(category["definition"]),
            str(category["label"]),
        ]
        said += [facet.replace("-", " ") for facet in category["facets"]]
        found += [
            Example(f"taxonomy-{code}-{n}", text, (code,), (), gold=False) for n, text in enumerate(said)
        ]
    return found


def _phrasings() -> list[Example]:
    found: list[Example] = []
    codes: tuple[str, ...] = ()
    for number, line in enumerate((_HERE / "factors_phrasings.txt").read_text("utf-8").splitlines()):
        if line.startswith("== "):
            codes = tuple(line[3:].split())
        elif line and not line.startswith("#"):
            found.append(Example(f"phrasing-{number}", line, codes, (), gold=False))
    return found


def is_audit(report_id: str) -> bool:
    """Whether an own report is kept for the audit that a corrected model must pass: one in sixteen."""
    return hashlib.sha256(b"audit " + report_id.encode()).digest()[0] % 16 == 0


def _own() -> list[Example]:
    reports = (r for path in sorted((_HERE / "data").glob("own-*.txt")) for r in read_marked(path))
    return [
        Example(r.id, r.text, r.factors, tuple((s.start, s.end) for s in r.spans), gold=False)
        for r in reports
    ]


def _reasons(reports: list[Example]) -> list[Example]:
    """What was marked in these reports as speaking for a factor, each alone, and each report without it.

    Source: Zaidan, Eisner and Piatko, "Using Annotator Rationales to Improve Machine Learning for Text
    Categorization", 2007; here a reason is an example, and what is left of a report an example of nothing.
    """
    by_id = {report.id: report for report in reports}
    spans: dict[str, list[tuple[int, int]]] = {}
    found = []
    for number, line in enumerate((_HERE / "data" / "reasons.tsv").read_text("utf-8").splitlines()):
        name, code, words = line.split("\t")
        if name in by_id:
            start = by_id[name].text.index(words)
            spans.setdefault(name, []).append((start, start + len(words)))
            found.append(_cut(by_id[name], f"reason-{number}", code, start, start + len(words)))
    for name, marked in spans.items():
        whole = by_id[name]
        hidden = (*whole.hidden, *marked)
        found.append(Example(f"scenery-{name}", whole.text, (), hidden, gold=False, report=name))
    return found


def _cut(whole: Example, name: str, code: str, start: int, end: int) -> Example:
    hidden = tuple(
        (max(low, start) - start, min(high, end) - start)
        for low, high in whole.hidden
        if low < end and start < high
    )
    return Example(name, whole.text[start:end], (code,), hidden, gold=False, report=whole.id)


def read_examples(*, held_out: bool = False) -> list[Example]:
    """Everything the factor model may learn from: the gold reports first, then the rest.

    `held_out`: the held-out gold reports too; for the model that ships, never for one that is measured.
    """
    gold = [
        Example(r.id, r.text, r.factors, tuple((s.start, s.end) for s in r.spans), gold=True)
        for r in (read_gold() if held_out else training_reports())
    ]
    own = [example for example in _own() if not is_audit(example.id)]
    return gold + own + _reasons(gold + own) + _phrasings() + _from_taxonomy()


def audit_examples() -> list[Example]:
    """The own reports that no model learns from."""
    return [example for example in _own() if is_audit(example.id)]
