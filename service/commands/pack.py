"""`candour board-pack`: everything that is published as one ZIP, PDF or table, for people without an account.

Reads releases and what is public about the organisation; the same releases give the same bytes.
"""

from pathlib import Path

import click

from service.commands.job import Job, job_command
from service.domain.packs import Pack, view_pack
from service.pages.pack_files import make_csv, make_pdf, make_zip
from service.store.work.counting import read_public_facts

MAKERS = {".zip": make_zip, ".pdf": make_pdf, ".csv": make_csv}


@click.command("board-pack")
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@job_command
def board_pack(job: Job, file: Path) -> None:
    """Write the board pack to FILE: .zip for everything, .pdf or .csv for one part of it."""
    if len(job.organisations) != 1:
        raise click.ClickException("Name one organisation with --organisation.")
    make = MAKERS.get(file.suffix)
    if make is None:
        raise click.ClickException("FILE ends in .zip, .pdf or .csv.")
    pack = _read(job)
    if pack.made is None:
        raise click.ClickException("Nothing has been published yet, so there is nothing to put into a pack.")
    file.write_bytes(make(pack))
    click.echo(f"{job.organisations[0]}: figures as they were on {pack.made}, in {file}")


def _read(job: Job) -> Pack:
    return view_pack(job.releases, read_public_facts(job.work, job.organisations[0]))
