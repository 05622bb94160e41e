"""The glossary holds the words of the code."""

from service.taxonomy import taxonomy
from service.terms import Role
from tests.docs.pages import read, rows

GLOSSARY = "docs/glossary.md"
WORDS = {cells[0] for cells in rows(read(GLOSSARY))}


def test_every_role_has_its_word():
    assert {"reporter", "circle", "integrator"} <= WORDS
    assert {role.value for role in Role} - {"member"} <= WORDS


def test_every_kind_of_report_is_named():
    text = read(GLOSSARY)

    assert taxonomy().kinds
    for kind in taxonomy().kinds:
        assert f"`{kind.code}`" in text, kind.code
