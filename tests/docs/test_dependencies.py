"""Every dependency has a sentence of reason, and nothing has one that is not a dependency."""

import json
import re

from tests.docs.pages import CODE, ROOT, read, rows

DECISION = "docs/decisions/0002-dependencies.md"
TRAINING = {"train.in", "bench.in"}
NAME = re.compile(r"^[A-Za-z][\w.-]*", re.MULTILINE)


def _python(*, training: bool) -> set[str]:
    return {
        name
        for path in (ROOT / "requirements").glob("*.in")
        if (path.name in TRAINING) is training
        for name in NAME.findall(path.read_text(encoding="utf-8"))
    }


def _browser() -> set[str]:
    package = json.loads(read("browser/package.json"))
    return set(package["dependencies"]) | set(package["devDependencies"])


def test_every_dependency_has_a_reason_and_nothing_else_has():
    reasons = {cells[0].strip("`"): cells[1] for cells in rows(read(DECISION)) if cells[0].startswith("`")}

    assert set(reasons) == _python(training=False) | _browser()
    assert all(len(reason.split()) > 3 for reason in reasons.values())


def test_what_training_needs_is_named():
    assert _python(training=True) <= set(CODE.findall(read(DECISION)))
