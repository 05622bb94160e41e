"""Says which gold reports are held out, for everybody who trains or tunes.

A held-out report is never trained on, tuned on, or read for its errors.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

GOLD = Path(__file__).parent / "data" / "gold"


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """One identifier marked by hand: code-point offsets, end exclusive, and its type."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class GoldReport:
    """One report of the gold corpus, as its README describes it."""

    id: str
    kind: str
    text: str
    spans: tuple[GoldSpan, ...]
    factors: tuple[str, ...]
    blame: tuple[tuple[int, int], ...]


def held_out(report_id: str) -> bool:
    """Whether this report is kept for the final figures: one in six, by the hash of its id."""
    return int.from_bytes(hashlib.sha256(report_id.encode()).digest(), "big") % 6 == 0


def fold_of(report_id: str, folds: int = 5) -> int:
    """The cross-validation fold of a report that is not held out."""
    return int.from_bytes(hashlib.sha256(b"fold " + report_id.encode()).digest(), "big") % folds


def read_gold(folder: Path = GOLD) -> tuple[GoldReport, ...]:
    """Every gold report, by file name and line."""
    lines = (line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    return tuple(_report(line) for line in lines)


def _report(line: str) -> GoldReport:
    raw = json.loads(line)
    return GoldReport(
        id=raw["id"],
        kind=raw["kind"],
        text=raw["text"],
        spans=tuple(GoldSpan(s["start"], s["end"], s["type"]) for s in raw["spans"]),
        factors=tuple(raw["factors"]),
        blame=tuple((b["start"], b["end"]) for b in raw["blame"]),
    )


def training_reports() -> tuple[GoldReport, ...]:
    """The gold reports that may be trained on, tuned on and read."""
    return tuple(report for report in read_gold() if not held_out(report.id))


def held_out_reports() -> tuple[GoldReport, ...]:
    """The gold reports that final figures are printed on, and nothing else."""
    return tuple(report for report in read_gold() if held_out(report.id))
