"""The README's promises that can be checked without a fresh clone."""

import re

from service.demo.seed import API_KEY, demo_blueprint
from service.settings import Settings
from tests.docs.pages import ROOT, fences, read

README = read("README.md")


def test_the_first_sentences_say_what_it_is_and_what_it_refuses():
    _, first, second, *_ = README.split("\n\n")

    assert first.startswith("Candour ") and "." in first
    assert "refuses" in second


def test_every_make_command_exists_in_the_makefile():
    targets = set(re.findall(r"^([\w-]+):", read("Makefile"), flags=re.MULTILINE))
    texts = (README, read("docs/operations.md"), read("docs/architecture.md"), read(".ci/run"))
    named = set(
        re.findall(r"(?:^|`|\b[A-Z_]+=\S+ |step )make ([a-z][\w-]*)", "\n".join(texts), flags=re.MULTILINE)
    )

    assert {"run", "test", "check"} <= named <= targets


def test_the_first_commands_are_the_two_that_matter():
    first = fences(README, "sh")[0].split("\n")

    assert [line.split("#")[0].strip() for line in first if line.startswith("make")] == [
        "make run",
        "make test",
    ]


def test_every_demo_sign_in_stands_in_the_readme():
    for person in demo_blueprint().people:
        assert f"`{person.handle}`" in README
        assert f"`{person.passphrase}`" in README
    assert API_KEY in README


def test_the_address_in_the_readme_is_the_default():
    fields = Settings.model_fields

    assert f"http://{fields['host'].default}:{fields['port'].default}" in README


def test_ci_runs_the_readmes_commands():
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")

    assert [line.removeprefix("step ") for line in script.splitlines() if line.startswith("step make")] == [
        "make check",
        "make test",
    ]
