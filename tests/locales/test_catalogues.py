"""Every text in every language: collected, translated, and filled in the same places."""

import json
from collections import Counter
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Message

from service.languages import LANGUAGES, find_language, mirrored
from tests.locales.catalogues import (
    LOCALES,
    MARKUP,
    PLACEHOLDER,
    ROOT,
    TRANSLATED,
    forms,
    in_the_code,
    messages,
    template,
    translation,
)

BUILT = ROOT / "service/static/built"
EVERY = pytest.mark.parametrize("code", TRANSLATED)


def words_of(script: str, code: str) -> dict[str, object]:
    """A script's file of words as it was built."""
    manifest = json.loads((BUILT / "manifest.json").read_text(encoding="utf-8"))
    file = manifest["assets"][f"{script}.{code}.json"]["file"]
    return json.loads((BUILT / file).read_text(encoding="utf-8"))


def test_the_template_holds_exactly_the_texts_of_the_code():
    collected = {forms(message.id) for message in messages(template())}

    assert len(collected) > 300
    assert sorted(in_the_code() - collected) == [], "run `make messages`"
    assert sorted(collected - in_the_code()) == [], "run `make messages`"


@EVERY
def test_every_text_is_translated_and_none_is_left_over_or_guessed(code: str):
    found = translation(code)

    assert {forms(message.id) for message in messages(found)} == {
        forms(message.id) for message in messages(template())
    }
    assert [message.id for message in messages(found) if not all(forms(message.string))] == []
    assert [message.id for message in messages(found) if message.fuzzy] == []
    assert not found.obsolete


@EVERY
def test_placeholders_and_markup_are_the_same_in_every_form(code: str):
    def holds(text: str) -> Counter[str]:
        return Counter(PLACEHOLDER.findall(text) + MARKUP.findall(text))

    wrong = [
        (message.id, said)
        for message in messages(translation(code))
        for said in forms(message.string)
        # One form may name its number in words: "one word".
        if holds(said) != holds(forms(message.id)[-1])
        and (len(forms(message.id)) == 1 or holds(said) != holds(forms(message.id)[0]))
    ]

    assert wrong == []


@EVERY
def test_no_translation_holds_a_straight_quote_that_could_end_an_attribute(code: str):
    def bare(text: str) -> str:
        return MARKUP.sub("", text)

    found = [said for message in messages(translation(code)) for said in forms(message.string)]

    assert [said for said in found if '"' in bare(said) or "<" in bare(said)] == []


@EVERY
def test_beginnings_and_endings_are_kept(code: str):
    """A title gets no full stop, a question stays one, nothing begins or ends with a space."""

    def end(text: str) -> str:
        return text[-1] if text[-1] in ".?:…" else ""

    def wrong(message: Message) -> bool:
        return any(
            end(said) != end(forms(message.id)[-1]) or said != said.strip() for said in forms(message.string)
        )

    assert [message.id for message in messages(translation(code)) if wrong(message)] == []


@EVERY
def test_plural_forms_are_those_of_the_language(code: str):
    categories = words_of("reporter", code)["plurals"]
    chosen = translation(code).plural_expr
    form = eval(f"lambda n: int({to_python(chosen)})")

    assert translation(code).num_plurals == len(categories)
    for number in range(1, 1200):
        assert categories[form(number)] == Locale(code).plural_form(number), number


def to_python(expression: str) -> str:
    """A C conditional of a Plural-Forms header as Python."""
    test, question, rest = expression.partition("?")
    if not question:
        return expression.strip().strip("()") or "0"
    value, _, otherwise = rest.partition(":")
    condition = test.strip().lstrip("(").replace("&&", " and ").replace("||", " or ")
    condition += ")" * (condition.count("(") - condition.count(")"))
    return f"{value.strip()} if {condition} else ({to_python(otherwise)})"


def test_each_script_gets_the_words_it_can_say_and_no_others():
    reporter, circle = (words_of(script, "pl")["texts"] for script in ("reporter", "circle"))

    assert "Your eight words" in reporter and "Save factors" not in reporter
    assert "Save factors" in circle
    assert "Gaps to mend" not in {**reporter, **circle}


def test_pages_and_scripts_mirror_alike():
    said = words_of("circle", "ar-XB")["texts"]

    assert len(said) > 50
    for text, turned in said.items():
        assert forms(turned)[0] == mirrored(text)


@pytest.mark.parametrize("code", sorted(set(LANGUAGES) - {"en"}))
def test_every_language_says_something_else_than_english(code: str):
    assert find_language(code).say("Sorry") != "Sorry"


def test_every_translated_language_has_its_short_list_of_words():
    described = (ROOT / "docs/languages.md").read_text(encoding="utf-8")
    folders = {path.name for path in LOCALES.iterdir() if path.is_dir()}

    assert folders == set(TRANSLATED) == set(LANGUAGES) - {"en", "ar-XB"}
    for code in TRANSLATED:
        assert f"| English | {find_language(code).name} |" in described


def test_compiled_catalogues_and_built_words_are_not_committed():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()

    assert "*.mo" in ignored
    assert Path("service/static/built") in {Path(line.strip("/")) for line in ignored}
