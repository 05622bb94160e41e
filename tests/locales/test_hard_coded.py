"""No text that people read stands in the sources outside the catalogues."""

from pathlib import Path

import pytest

from service.pages.render import environment
from tests.locales.catalogues import ROOT
from tests.locales.visible import in_python, in_template, in_typescript, variables_said

ENGLISH_ONLY = {"docs/reference.html", "docs.py"}
"""The reference of the API speaks to integrators."""
NO_TEXT = {"Vary", "Asset", "Escape", "Refused", "Unreached"}
"""Names of headers, keys and types."""
TEMPLATES = ROOT / "service/templates"
PAGES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
MODULES = sorted((ROOT / "service/pages").rglob("*.py"))
SCRIPTS = sorted((ROOT / "browser/src").rglob("*.ts"))


@pytest.mark.parametrize("name", sorted(set(PAGES) - ENGLISH_ONLY))
def test_a_template_says_every_text_in_its_language(name: str):
    assert in_template(name) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_template_says_literals_only_because_their_markup_is_trusted(name: str):
    assert variables_said(name) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_a_view_says_every_text_in_its_language(path: Path):
    found = [] if path.name in ENGLISH_ONLY else in_python(path)

    assert [text for text in found if text not in NO_TEXT] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(ROOT / "browser/src")))
def test_a_script_says_every_text_in_its_language(path: Path):
    found = in_typescript(path.read_text(encoding="utf-8"))

    assert [text for text in found if text not in NO_TEXT] == []


def test_the_scans_would_see_a_text_in_each_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    planted = (
        '<p aria-label="Close it">Hello there</p>{{ govukButton({"text": "Send it"}) }}{{ _(view.title) }}'
    )
    loader = environment().loader
    monkeypatch.setattr(loader, "get_source", lambda made, name: (planted, name, lambda: True))
    module = tmp_path / "page.py"
    module.write_text('"""Words here."""\nTITLE = "Send it now"\nSAID = N_("Send it now")\n')

    assert in_template("planted.html") == ["Close it", "Hello", "there", "Send it"]
    assert variables_said("planted.html") == [1]
    assert in_python(module) == ["Send it now"]
    assert in_typescript('paragraph("Send it now."); t("Send it now."); throw new Error("Not here");') == [
        "Send it now."
    ]
