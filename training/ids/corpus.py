"""Reports as tokens with labels: the gold corpus without its held-out sixth, and our own marked reports."""

from dataclasses import dataclass
from pathlib import Path

from service.text.tokens import Folded, Tokens, cut_tokens, fold_text
from training.marked import read_marked
from training.split import training_reports

DATA = Path(__file__).parents[1] / "data"
OWN = ("own-a.txt", "own-b.txt")
"""The files of our own that the shipped model and word list learned from; the later ones were written for
factors and blame, and join when the finder is trained and measured again."""
LABELS = ("O", "person", "location", "organisation", "date", "contact", "id-number", "age")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and its identifiers (start, end, type), in code points."""

    id: str
    text: str
    spans: tuple[tuple[int, int, str], ...]


def gold_marked() -> list[Marked]:
    """The gold reports that may be trained on."""
    return [
        Marked(r.id, r.text, tuple((s.start, s.end, s.type) for s in r.spans)) for r in training_reports()
    ]


def own_marked() -> list[Marked]:
    """The reports of our own that the finder learns from."""
    found = []
    for name in OWN:
        for r in read_marked(DATA / name):
            found.append(
                Marked(r.id, r.text, tuple((s.start, s.end, s.type) for s in r.spans if s.type in LABELS))
            )
    return found


def labels_of(report: Marked, folded: Folded, tokens: Tokens) -> list[int]:
    """For each token the label of the span that it touches."""
    at = [0] * (len(report.text) + 1)
    for start, end, kind in report.spans:
        at[start:end] = [LABELS.index(kind)] * (end - start)
    found = []
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        a, b = folded.source(start, end)
        found.append(max(at[a:b], default=0))
    return found


def cut(report: Marked) -> tuple[Folded, Tokens, list[int]]:
    """Fold, cut and label one report."""
    folded = fold_text(report.text)
    tokens = cut_tokens(folded)
    return folded, tokens, labels_of(report, folded, tokens)
