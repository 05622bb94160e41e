"""`candour model`: makes a new factor model from a circle's corrections, on this machine only.

Reads counts, never text. Refuses to write a model that suggests worse on the audit reports.
"""

from pathlib import Path

import click

from service.text.factors import MODEL
from service.text.factors_audit import audit_score, read_audit
from service.text.factors_corrections import MalformedCorrections, apply_corrections, parse_corrections
from service.text.factors_model import FactorModel, MalformedModel, load_model

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def model() -> None:
    """Correct the factor model with what circles found."""


@model.command("train")
@click.option("--corrections", type=_FILE, required=True, help="Counts exported by a circle.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The new model file."
)
@click.option("--base", type=_FILE, help="A model corrected before; the shipped one if left out.")
def train_command(corrections: Path, out: Path, base: Path | None) -> None:
    """Write a new model that leans towards what people confirmed and added."""
    old = _load(base)
    try:
        written = apply_corrections(old, parse_corrections(corrections.read_text("utf-8"), old))
    except (MalformedCorrections, UnicodeDecodeError) as error:
        words = str(error) if isinstance(error, MalformedCorrections) else "This file is not text in UTF-8."
        raise click.ClickException(f"{words} Nothing was written.") from error
    new = load_model(written)
    before, after = (audit_score(each, read_audit()) for each in (old, new))
    click.echo(f"audit: {before} before, {after} after (of 1000; micro-F1)")
    if after < before:
        raise click.ClickException(
            "The new model suggests worse on the audit reports, so it was not written. "
            "More reviewed reports usually mend this."
        )
    out.write_text(written, "utf-8")
    click.echo(f"wrote {new.version}, made from {old.version}")


def _load(base: Path | None) -> FactorModel:
    if base is None:
        return MODEL
    try:
        return load_model(base.read_text("utf-8"))
    except (MalformedModel, UnicodeDecodeError) as error:
        raise click.ClickException("The base is not a model of this version. Nothing was written.") from error
