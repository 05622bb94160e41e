"""`candour text`: analyse texts from standard input, on this machine only.

Never stores, logs or sends what it reads.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict

import click

from service.text.analysis import Analysis
from service.text.engine import analyse, scrub


@click.group()
def text() -> None:
    """Find identifiers, suggest factors, notice person-blaming words."""


@text.command("analyse")
@click.option("--jsonl", is_flag=True, help="Read one JSON object a line (id, text) and write one a line.")
def analyse_command(jsonl: bool) -> None:
    """Print what the engine finds in the text on standard input."""
    if not jsonl:
        click.echo(json.dumps(asdict(analyse(sys.stdin.read())), ensure_ascii=False, indent=1))
        return
    for line in _lines():
        report = json.loads(line)
        click.echo(json.dumps(_row(report["id"], analyse(report["text"])), ensure_ascii=True))


@text.command("scrub")
def scrub_command() -> None:
    """Print the text on standard input with its identifiers masked."""
    click.echo(scrub(sys.stdin.read()).text, nl=False)


def _lines() -> Iterator[str]:
    for raw in sys.stdin.buffer:
        line = raw.decode("utf-8", "surrogatepass").strip()
        if line:
            yield line


def _row(report_id: str, found: Analysis) -> dict[str, object]:
    """The shape that benchmarks/evaluate.py reads."""
    return {
        "id": report_id,
        "spans": [{"start": s.start, "end": s.end, "type": s.type} for s in found.masked],
        "maybe": [{"start": m.start, "end": m.end, "type": m.type} for m in found.maybe],
        "factors": [f.code for f in found.factors],
        "blame": [{"start": b.start, "end": b.end} for b in found.blame],
    }
