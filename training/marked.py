"""Reads reports marked up by hand (`training/data/own-*.txt`) into the records of the gold corpus.

A record is a header `== id kind factor...` and the text under it; `[p|Name]` marks an identifier and
`{words}` a person-blaming phrase. `python -m training.marked check FILE...` names every malformed record
by line.

Never repairs a record: what is malformed is reported and left out.
"""

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import yaml

TYPES = {
    "p": "person",
    "l": "location",
    "o": "organisation",
    "d": "date",
    "c": "contact",
    "i": "id-number",
    "a": "age",
}
_TAXONOMY = yaml.safe_load((Path(__file__).parents[1] / "service/taxonomy.yaml").read_text("utf-8"))
FACTORS = tuple(str(category["code"]) for category in _TAXONOMY["categories"])
KINDS = tuple(str(kind["code"]) for kind in _TAXONOMY["report_kinds"])
_TOKEN = re.compile(r"\[([^\[\]{}|]{0,9})\|([^\[\]{}|]*)\]|[\[\]{}|]")


@dataclass(frozen=True, slots=True)
class Span:
    """Code-point offsets, end exclusive; `type` is "blame" or an identifier type of the corpus."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class Report:
    """One labelled report, as in the gold JSONL."""

    id: str
    kind: str
    text: str
    spans: tuple[Span, ...]
    factors: tuple[str, ...]
    blame: tuple[Span, ...]

    def as_json(self) -> str:
        """The line this report would have in a gold file."""
        spans = [{"start": s.start, "end": s.end, "type": s.type} for s in self.spans]
        blame = [{"start": s.start, "end": s.end} for s in self.blame]
        record = {"id": self.id, "kind": self.kind, "text": self.text, "spans": spans}
        return json.dumps(record | {"factors": list(self.factors), "blame": blame}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Malformed:
    """What is wrong with a record, and on which line (1-based) of the file."""

    line: int
    report: str
    problem: str


class _Markup:
    """The text of one record while its marks are taken out."""

    def __init__(self) -> None:
        self.text = ""
        self.spans: list[Span] = []
        self.blame: list[Span] = []
        self.problems: list[tuple[int, str]] = []
        self._open: int | None = None

    def read(self, raw: str) -> None:
        """Fill text, spans and blame from the marked text; problems are (offset in raw, words)."""
        last = 0
        for match in _TOKEN.finditer(raw):
            self.text += raw[last : match.start()]
            last = match.end()
            problem = self._identifier(match) if match[1] is not None else self._mark(match[0])
            if problem:
                self.problems.append((match.start(), problem))
        self.text += raw[last:]
        if self._open is not None:
            self.problems.append((len(raw), "a { is never closed"))

    def _identifier(self, match: re.Match[str]) -> str:
        start, words = len(self.text), match[2]
        self.text += words
        if match[1] not in TYPES:
            return f"unknown identifier type {match[1]!r}"
        if not words.strip():
            return "an identifier is empty"
        if words != words.strip():
            return "an identifier begins or ends with white space"
        self.spans.append(Span(start, len(self.text), TYPES[match[1]]))
        return ""

    def _mark(self, mark: str) -> str:
        if mark == "{":
            nested, self._open = self._open is not None, len(self.text)
            return "braces are nested" if nested else ""
        if mark == "}" and self._open is not None:
            start, self._open = self._open, None
            if not self.text[start:].strip():
                return "a blame span is empty"
            self.blame.append(Span(start, len(self.text), "blame"))
            return ""
        return f"a stray {mark}"


def _header(line: str) -> tuple[str, str, tuple[str, ...], list[str]]:
    parts = line[3:].split()
    name, kind, factors = (parts[0] if parts else ""), (parts[1] if len(parts) > 1 else ""), tuple(parts[2:])
    problems = [] if name else ["the header has no id"]
    if kind not in KINDS:
        problems.append(f"unknown kind {kind!r}")
    problems += [f"unknown factor {code!r}" for code in factors if code not in FACTORS]
    if not 1 <= len(factors) <= 3:
        problems.append(f"{len(factors)} factors; 1 to 3 are needed")
    if len(set(factors)) < len(factors):
        problems.append("a factor is given twice")
    return name, kind, factors, problems


def _record(line: int, header: str, body: list[str]) -> tuple[Report | None, list[Malformed]]:
    name, kind, factors, problems = _header(header)
    raw = "\n".join(body).rstrip()
    markup = _Markup()
    markup.read(raw)
    found = [Malformed(line, name, problem) for problem in problems]
    if not raw:
        found.append(Malformed(line, name, "the report has no text"))
    found += [Malformed(line + 1 + raw.count("\n", 0, at), name, words) for at, words in markup.problems]
    if found:
        return None, found
    return Report(name, kind, markup.text, tuple(markup.spans), factors, tuple(markup.blame)), []


def parse_marked(content: str) -> tuple[list[Report], list[Malformed]]:
    """The well-formed reports of a marked file, in order, and everything that is malformed."""
    lines = content.splitlines()
    heads = [at for at, line in enumerate(lines) if line.startswith("== ")]
    reports: list[Report] = []
    problems = [
        Malformed(at + 1, "", "text before the first header")
        for at, line in enumerate(lines[: heads[0] if heads else len(lines)])
        if line.strip()
    ]
    seen: set[str] = set()
    for at, until in zip(heads, [*heads[1:], len(lines)], strict=False):
        report, found = _record(at + 1, lines[at], lines[at + 1 : until])
        problems += found
        if report and report.id in seen:
            problems.append(Malformed(at + 1, report.id, "this id was used before"))
        elif report:
            seen.add(report.id)
            reports.append(report)
    return reports, problems


def read_marked(path: Path) -> list[Report]:
    """The well-formed reports of a file; the malformed ones are left out (`check` names them)."""
    return parse_marked(path.read_text("utf-8"))[0]


def check(paths: list[Path]) -> int:
    """Print counts and every malformed record; the number of malformed records and repeated ids."""
    wrong, owner = 0, dict[str, str]()
    factors: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    for path in paths:
        reports, problems = parse_marked(path.read_text("utf-8"))
        for problem in problems:
            print(f"{path}:{problem.line}: {problem.report}: {problem.problem}")
        for report in reports:
            if owner.setdefault(report.id, str(path)) != str(path):
                problems.append(Malformed(0, report.id, "elsewhere"))
                print(f"{path}: {report.id}: this id is also in {owner[report.id]}")
            factors.update(report.factors)
            totals.update(span.type for span in report.spans)
            totals.update(
                blame=len(report.blame), reports_with_blame=bool(report.blame), words=len(report.text.split())
            )
            totals.update([report.kind])
        wrong += len(problems)
        print(f"{path}: {len(reports)} reports, {len(problems)} malformed")
    print("factors: " + ", ".join(f"{code} {factors[code]}" for code in FACTORS))
    print("marks and kinds: " + ", ".join(f"{name} {count}" for name, count in sorted(totals.items())))
    return wrong


def main(arguments: list[str]) -> int:
    """`check FILE...`: exit 1 if anything is malformed."""
    if len(arguments) < 2 or arguments[0] != "check":
        print("usage: python -m training.marked check FILE...", file=sys.stderr)
        return 2
    return 1 if check([Path(name) for name in arguments[1:]]) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
