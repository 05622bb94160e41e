"""The text engine on reports it has never seen, beside what else there is. `make bench-text` prints it.

Accuracy on the held-out sixth of the gold corpus (training/split.py), as written and in small letters; what a
page downloads; speed. The factor and blame models that ship have learned from those reports too, so their
twins that have not (training/unseen) are measured. Figures only; texts stay where they are.
"""

import gzip
import json
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.evaluate import score
from benchmarks.text_origins import names_by_origin
from benchmarks.text_rivals import Found, compromise, presidio, scrubadub
from benchmarks.text_speed import chromium_ms, hostile_ratio, python_ms
from service.text.blame import find_blame
from service.text.blame_model import load_blame
from service.text.engine import analyse
from service.text.factors import suggest_factors
from service.text.factors_model import load_model
from service.text.identifiers.find import find_identifiers
from training.split import GoldReport, held_out_reports

ROOT = Path(__file__).parents[1]
UNSEEN = ROOT / "training" / "unseen"
FACTORS = load_model((UNSEEN / "factors.json").read_text("utf-8"))
BLAME = load_blame((UNSEEN / "blame.json").read_text("utf-8"))
ESBUILD = ROOT / "browser" / "node_modules" / ".bin" / "esbuild"
# figure, floor, aim, whether less is better
TARGETS = (
    ("person_leak", 0.10, 0.03, True),
    ("person_unseen", 0.05, 0.01, True),
    ("doc_leak", 0.25, 0.10, True),
    ("char_recall", 0.95, 0.98, False),
    ("fp_per_1k", 5, 3, True),
    ("maybe_per_1k", 15, 8, True),
    ("id-number whole", 0.95, 0.99, False),
    ("contact whole", 0.95, 0.99, False),
    ("factor_micro_f1", 0.66, 0.80, False),
    ("first_in_set", 0.75, 0.90, False),
    ("gold_first_in_3", 0.89, 0.97, False),
    ("blame_recall", 0.75, 0.90, False),
    ("blame_precision", 0.90, 0.95, False),
    ("small letters: person_leak", 0.20, 0.06, True),
    ("download, KB gz", 180, 120, True),
    ("1 KB in Chromium at 6x throttle, ms", 30, 10, True),
    ("hostile 20 KB / median ordinary", 10, 3, True),
    ("presidio-analyzer's time / ours", 20, 100, False),
)


OURS = "candour, identifiers"
PRESIDIO = "presidio-analyzer, parts of its usual pipeline"
BESIDE = ("char_recall", "person_leak", "doc_leak", "fp_per_1k")


def ours(text: str) -> Found:
    """What our engine finds with models that have not seen the held-out reports, as evaluate.py reads it."""
    return identifiers(text) | {
        "factors": [f.code for f in suggest_factors(text, FACTORS)],
        "blame": [{"start": b.start, "end": b.end} for b in find_blame(text, BLAME)],
    }


def identifiers(text: str) -> Found:
    """The identifiers only, which is what the others look for."""
    found = find_identifiers(text)
    return {
        "spans": [{"start": s.start, "end": s.end} for s in found.masked],
        "maybe": [{"start": m.start, "end": m.end} for m in found.maybe],
    }


def everything(text: str) -> Found:
    """Identifiers, factors and blame as a page asks for them; only what is masked is compared."""
    return {"spans": [{"start": s.start, "end": s.end} for s in analyse(text).masked]}


def as_gold(report: GoldReport, small: bool = False) -> dict[str, object]:
    """A report as evaluate.py wants it; in small letters where a letter stays one letter."""
    text = "".join(c.lower() if len(c.lower()) == 1 else c for c in report.text) if small else report.text
    return {
        "id": report.id,
        "text": text,
        "spans": [{"start": s.start, "end": s.end, "type": s.type} for s in report.spans],
        "factors": list(report.factors),
        "blame": [{"start": a, "end": b} for a, b in report.blame],
    }


def measure(gold: list[dict[str, object]], find: Callable[[str], Found]) -> dict[str, float]:
    """The figures of evaluate.py, by-type figures flattened."""
    figures: dict[str, Any] = score(gold, {str(doc["id"]): find(str(doc["text"])) for doc in gold})  # type: ignore[no-untyped-call]
    whole = {f"{kind} whole": value for kind, value in figures.pop("whole_by_type").items()}
    return {**figures, **whole}


def download_kb() -> float:
    """What a page has to load for the whole engine, minified and gzipped, in thousands of bytes."""
    command = [str(ESBUILD), "browser/src/text/engine.ts", "--bundle", "--minify", "--format=esm"]
    bundle = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    return len(gzip.compress(bundle, 9, mtime=0)) / 1000


def print_table(title: str, head: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """A table in Markdown."""
    print(f"\n## {title}\n\n| {' | '.join(head)} |\n|{'---|' * len(list(head))}")
    for row in rows:
        print(f"| {' | '.join(str(cell) for cell in row)} |")


def side_by_side(gold: list[dict[str, object]]) -> tuple[list[tuple[object, ...]], dict[str, float]]:
    """A row for each system, and its time a report in Python: the same texts, one after another, one run."""
    rivals = {
        OURS: identifiers,
        "candour, all three answers": everything,
        PRESIDIO: presidio(usual=True),
        "presidio-analyzer, name finder only": presidio(usual=False),
        "scrubadub": scrubadub(),
        "compromise": compromise(gold),
    }
    rows: list[tuple[object, ...]] = []
    times = {}
    for name, find in rivals.items():
        result = measure(gold, find)
        times[name] = python_ms(find, gold)
        speed = times[name] if name != "compromise" else "(in Node)"
        rows.append((name, *(result[key] for key in BESIDE), speed))
    return rows, times


def main() -> None:
    """Print every table."""
    reports = held_out_reports()
    gold = [as_gold(report) for report in reports]
    figures = measure(gold, ours)
    figures["small letters: person_leak"] = measure([as_gold(r, small=True) for r in reports], ours)[
        "person_leak"
    ]
    figures["download, KB gz"] = round(download_kb(), 1)
    figures["1 KB in Chromium at 6x throttle, ms"] = chromium_ms()
    figures["hostile 20 KB / median ordinary"] = hostile_ratio()
    beside, times = side_by_side(gold)
    figures["presidio-analyzer's time / ours"] = round(times[PRESIDIO] / times[OURS], 1)
    print(f"{len(reports)} held-out reports; floors and aims of the house")
    rows: list[tuple[object, ...]] = []
    for name, floor, aim, less in TARGETS:
        value = figures[name]
        met = [value <= limit if less else value >= limit for limit in (floor, aim)]
        rows.append((name, value, floor, aim, "aim" if met[1] else "floor" if met[0] else "MISSED"))
    print_table("Our engine", ("figure", "value", "floor", "aim", "met"), rows)
    print_table("Names by origin", ("origin", "names", "masked", "masked or shown"), names_by_origin(reports))
    print_table("Side by side, masked only", ("system", *BESIDE, "ms a report, Python"), beside)
    print("\n" + json.dumps(figures))


if __name__ == "__main__":
    main()
