"""R15: docs/operations.md names every setting and every command, and none that does not exist."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from service.cli import main
from service.domain.blueprints import read_blueprint
from service.settings import Settings
from tests.docs.pages import CODE, fences, first_codes, read, rows, section

OPERATIONS = "docs/operations.md"


def _commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None, f"{path} {name}"
            yield from _commands(inner, f"{path} {name}")
    else:
        yield path, command


COMMANDS = dict(_commands(main, "candour"))


def test_every_setting_is_described_and_no_other():
    described = first_codes(section(read(OPERATIONS), "Settings"))

    assert sorted(described) == sorted(f"CANDOUR_{name.upper()}" for name in Settings.model_fields)


@pytest.mark.parametrize("name", sorted(set(Settings.model_fields) - {"secret"}))
def test_a_settings_default_is_the_one_described(name: str):
    cells = next(
        cells
        for cells in rows(section(read(OPERATIONS), "Settings"))
        if cells[0] == f"`CANDOUR_{name.upper()}`"
    )

    default = Settings.model_fields[name].default

    assert cells[1] == ("none" if default in ("", None) else f"`{str(default).lower()}`")


def test_every_command_is_described_and_no_other():
    described = [" ".join(code.split()[:3]) for code in first_codes(section(read(OPERATIONS), "Commands"))]
    known = {" ".join(words) for path in COMMANDS for words in [path.split()]}

    named = {next((path for path in known if code.startswith(path)), code) for code in described}

    assert len(described) == len(named)
    assert named == known


@pytest.mark.parametrize("path", sorted(COMMANDS))
def test_every_option_and_argument_of_a_command_is_described(path: str):
    described = section(read(OPERATIONS), "Commands")

    for parameter in COMMANDS[path].params:
        named = (
            parameter.make_metavar(click.Context(COMMANDS[path]))
            if isinstance(parameter, click.Argument)
            else parameter.opts[0]
        )
        assert f"`{named}" in described or f" {named}`" in described, f"{path} {named}"


def test_no_command_named_in_the_prose_is_missing_from_the_shell():
    named = {
        code
        for document in (OPERATIONS, "README.md", "docs/architecture.md", "SECURITY.md", "docs/data-map.md")
        for code in CODE.findall(read(document))
        if code.startswith("candour ") and not code.endswith("--help")
    }

    for code in named:
        assert any(code.startswith(path) or path.startswith(code) for path in COMMANDS), code


def test_the_example_of_a_door_fits_the_example_of_an_organisation():
    (organisation,) = fences(section(read(OPERATIONS), "Founding an organisation"), "yaml")
    (door,) = fences(section(read(OPERATIONS), "The reporter's door"), "yaml")

    plan = read_blueprint(organisation + door)

    assert plan.door.quick_only and plan.door.suggestions_off and plan.door.service_sealed_off
    assert [one.code for one in plan.signposts] == ["wellbeing", "chaplain"]


def test_the_example_of_an_organisation_can_be_founded_and_its_jobs_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (example,) = fences(section(read(OPERATIONS), "Founding an organisation"), "yaml")
    (tmp_path / "organisation.yaml").write_text(example, encoding="utf-8")
    monkeypatch.setenv("CANDOUR_DATABASE_URL", f"sqlite:///{tmp_path}/var/candour.db")
    ran = CliRunner().invoke

    founded = ran(main, ["setup", str(tmp_path / "organisation.yaml")])
    again = ran(main, ["setup", str(tmp_path / "organisation.yaml")])
    jobs = [ran(main, [name]) for name in ("migrate", "run-jobs", "verify-releases")]

    assert founded.exit_code == 0, founded.output
    assert again.exit_code != 0
    assert [job.exit_code for job in jobs] == [0, 0, 0], [job.output for job in jobs]
    assert "passphrase" not in founded.output + again.output
