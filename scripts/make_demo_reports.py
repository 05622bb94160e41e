"""Makes service/demo/reports.jsonl from the gold corpus: what a circle would read, identifiers masked.

    python scripts/make_demo_reports.py

The corpus is invented; nobody in it exists. Masks are the gold spans, so the demo shows the engine's aim.
"""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORDS = {
    "person": "[a person]",
    "location": "[a place]",
    "organisation": "[an organisation]",
    "date": "[a date]",
    "contact": "[a contact]",
    "id-number": "[a number]",
    "age": "[an age]",
}


def mask(text: str, spans: list[dict[str, object]]) -> str:
    """The text with every gold span replaced."""
    for span in sorted(spans, key=lambda span: int(str(span["start"])), reverse=True):
        start, end = int(str(span["start"])), int(str(span["end"]))
        text = text[:start] + WORDS[str(span["type"])] + text[end:]
    return text


def main() -> None:
    """Write the file."""
    lines = []
    for path in sorted((ROOT / "training/data/gold").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            row = {
                "kind": gold["kind"],
                "text": mask(gold["text"], gold["spans"]),
                "factors": gold["factors"],
            }
            lines.append(json.dumps(row, ensure_ascii=False))
    (ROOT / "service/demo/reports.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
