"""Our own wording: a reading age of 9 to 11, and no phrase that blames anybody."""

import re
from pathlib import Path

import pytest
import textstat
import yaml

from tests.locales.catalogues import MARKUP, PLACEHOLDER, ROOT, forms, messages, template

AGE = 5
"""A reading age is the United States' school grade and five years."""
OLDEST = 11
HARDEST_SENTENCE = 19
"""One long word in a short sentence weighs much: what is bound is a page; this stops a monster."""
LONG_ENOUGH = 10
REPORTER = ("service/templates/reporter/", "browser/src/messages.ts", "service/taxonomy.yaml")
COMMENT = re.compile(r"\{#.*?#\}", re.S)
BLAME = ROOT / "training/blame_language.yaml"


def texts() -> dict[str, tuple[str, ...]]:
    """Every English text by the files it stands in."""
    found: dict[str, list[str]] = {}
    for message in messages(template()):
        plain = MARKUP.sub("", PLACEHOLDER.sub("three", forms(message.id)[-1])).replace("%%", "%")
        for place, _ in message.locations:
            found.setdefault(place, []).append(plain)
    return {place: tuple(said) for place, said in found.items()}


def as_prose(said: tuple[str, ...]) -> str:
    """Texts one after another; a label without a full stop is a sentence of its own."""
    return " ".join(text if re.search(r"[.?!:…]$", text) else f"{text}." for text in said)


def reading_age(text: str) -> float:
    """By Flesch and Kincaid."""
    return float(textstat.flesch_kincaid_grade(text)) + AGE


PROSE = {place: said for place, said in texts().items() if sum(len(text.split()) for text in said) >= 60}


@pytest.mark.parametrize("place", sorted(PROSE))
def test_what_a_file_says_can_be_read_at_eleven(place: str):
    assert reading_age(as_prose(PROSE[place])) <= OLDEST


def test_what_reporters_read_can_be_read_at_ten():
    said = tuple(text for place, own in texts().items() if place.startswith(REPORTER) for text in own)

    assert len(said) > 150
    assert reading_age(as_prose(said)) <= 10


def test_no_sentence_is_a_monster():
    long = {text for said in texts().values() for text in said if len(text.split()) >= LONG_ENOUGH}

    assert [text for text in long if reading_age(text) > HARDEST_SENTENCE] == []


def test_the_measure_tells_plain_from_official():
    plain = "We lock your words on this device. Only one circle can read them."
    official = "Confidentiality necessitates cryptographic encapsulation of individual submissions."

    assert reading_age(plain) < 9 < 18 < reading_age(official)


def blaming() -> list[tuple[str, re.Pattern[str]]]:
    """The patterns of phrases that blame; one minds its capitals."""
    entries = yaml.safe_load(BLAME.read_text(encoding="utf-8"))["entries"]
    return [
        (entry["id"], re.compile(entry["regex"], 0 if entry["id"] == "bl-49" else re.IGNORECASE))
        for entry in entries
    ]


@pytest.mark.parametrize(("name", "pattern"), blaming())
def test_our_own_words_blame_nobody(name: str, pattern: re.Pattern[str]):
    said = {text for own in texts().values() for text in own}

    assert [text for text in said if pattern.search(text)] == []


@pytest.mark.parametrize(("name", "pattern"), blaming())
def test_nor_do_templates_outside_the_catalogue(name: str, pattern: re.Pattern[str]):
    pages: list[Path] = sorted((ROOT / "service/templates").rglob("*.html"))

    assert pages
    said = {path.name: COMMENT.sub("", path.read_text(encoding="utf-8")) for path in pages}

    assert [name for name, text in said.items() if pattern.search(text)] == []


def test_the_patterns_would_see_blame():
    planted = "This was down to human error, and the sloppy recording should have been spotted."

    assert sum(bool(pattern.search(planted)) for _, pattern in blaming()) >= 2
