"""The thin shell `candour`: every command is one file in service/commands. Decides nothing itself."""

import click

from service.commands.demo import demo
from service.commands.jobs import COMMANDS as JOBS
from service.commands.serve import serve
from service.commands.setup import migrate, setup
from service.commands.text import text


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="candour")
def main() -> None:
    """Candour: anonymous, blame-free reporting, sealed on the reporter's own device."""


for command in (serve, demo, setup, migrate, text, *JOBS):
    main.add_command(command)


if __name__ == "__main__":
    main()
