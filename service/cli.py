"""The thin shell `candour`: every command is one file in service/commands. Decides nothing itself.

A command's file is imported when it is used: serving must not wait for a text model, nor fail with it.
"""

from importlib import import_module

import click

COMMANDS = {
    "agreement": "agreement:agreement_command",
    "board-pack": "pack:board_pack",
    "audit": "audit:audit_command",
    "backup": "backup:backup",
    "circle": "circles:circle",
    "close-period": "jobs:close_period_command",
    "demo": "demo:demo",
    "digest": "digests:digest",
    "door": "doors:door_command",
    "hold": "retention:hold_command",
    "invite": "invitations:invite",
    "key": "api_keys:key",
    "mark-event": "marks:mark_event_command",
    "member": "members:member",
    "migrate": "setup:migrate",
    "model": "model:model",
    "people": "people:people",
    "publish": "jobs:publish",
    "rebase": "marks:rebase_command",
    "report": "report:report_command",
    "retention": "retention:retention_command",
    "retire": "retention:retire_command",
    "route": "circles:route",
    "run-jobs": "jobs:run_jobs",
    "serve": "serve:serve",
    "sessions": "people:sessions",
    "settings": "doors:settings_command",
    "setup": "setup:setup",
    "signals": "jobs:signals",
    "signpost": "doors:signpost",
    "text": "text:text",
    "unit": "units:unit",
    "verify-releases": "jobs:verify_command",
}


class Commands(click.Group):
    """A group that finds its commands by name in COMMANDS."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, by name."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"service.commands.{module}"), attribute)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; settings and databases that stand in its way are said in one line."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as fault:
            words = import_module("service.commands.faults").words_of(fault)
            if words is None:
                raise
            raise click.ClickException(words) from None


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="candour")
def main() -> None:
    """Candour: anonymous, blame-free reporting, sealed on the reporter's own device."""


if __name__ == "__main__":
    main()
