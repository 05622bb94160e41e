"""The engine as a whole: shared vectors, scrubbing, and the browser's twin on texts nobody has seen."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.text.analysis import Decisions
from service.text.engine import analyse, scrub
from tests.text.twin import Twin, running_twin
from tests.vectors.make_text import ODD, UNITS, hash_of
from training.split import training_reports

VECTORS = Path(__file__).parents[1] / "vectors" / "text.jsonl"
LETTER = "Mrs Okafor, 81, of 14 Larch Road, LS1 4AB. Kemi rang 07700 900123 on 3/4/25, ref CAS-20931."


@pytest.fixture(scope="module")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twin]:
    with running_twin(tmp_path_factory.mktemp("twin")) as running:
        yield running


def pieces() -> st.SearchStrategy[str]:
    words = [word for report in training_reports()[:40] for word in report.text.split()]
    return st.lists(st.sampled_from([*ODD, *UNITS, *words]), max_size=40).map(" ".join)


def test_every_shared_text_still_has_the_findings_that_both_languages_agreed_on():
    rows = [json.loads(line) for line in VECTORS.read_text("ascii").splitlines()]

    differing = []
    for row in rows:
        found = asdict(analyse(row["text"] if "text" in row else row["unit"] * row["times"]))
        got = (hash_of([found["masked"], found["maybe"]]), hash_of(found["factors"]), hash_of(found["blame"]))
        if got != (row["ids"], row["factors"], row["blame"]):
            differing.append(row)

    assert len(rows) >= 2000
    assert differing == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(pieces(), st.text(max_size=200)))
def test_python_and_the_browser_find_the_same_in_any_text(twin: Twin, text: str):
    assert twin.ask(text=text) == json.loads(json.dumps(asdict(analyse(text))))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=pieces(), stretches=st.lists(st.tuples(st.integers(-5, 200), st.integers(-5, 200)), max_size=4))
def test_python_and_the_browser_scrub_the_same(twin: Twin, text: str, stretches: list[tuple[int, int]]):
    decisions = Decisions(unmasked=tuple(stretches[:2]), masked=tuple(stretches[2:]))

    theirs = twin.ask(text=text, decisions=asdict(decisions))

    assert theirs == json.loads(json.dumps(asdict(scrub(text, decisions))))


@settings(max_examples=150, deadline=None)
@given(text=st.one_of(pieces(), st.text(max_size=300)))
def test_findings_are_in_order_apart_and_inside_the_text(text: str):
    found = analyse(text)

    spans = sorted((s.start, s.end) for s in (*found.masked, *found.maybe))

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


def test_the_same_text_always_has_the_same_findings():
    assert analyse(LETTER) == analyse(LETTER)


def test_a_scrubbed_text_holds_none_of_the_words_that_pointed_at_people():
    clean = scrub(LETTER).text

    assert not any(
        word in clean for word in ("Okafor", "81", "Larch", "LS1", "Kemi", "07700", "3/4/25", "20931")
    )
    assert "[a person]" in clean and "[a contact]" in clean


def test_a_writer_may_keep_a_name_but_never_a_phone_number_a_reference_or_a_postcode():
    kept = scrub(LETTER, Decisions(unmasked=((0, len(LETTER)),))).text

    assert "Kemi" in kept and "Okafor" in kept
    assert not any(word in kept for word in ("07700", "LS1", "20931"))


def test_half_a_name_cannot_be_kept():
    start = LETTER.index("Okafor")

    kept = scrub(LETTER, Decisions(unmasked=((start, start + 3),))).text

    assert "Oka" not in kept


def test_words_that_the_writer_marks_are_replaced_even_beyond_the_end_of_the_text():
    clean = scrub("The tall porter said so.", Decisions(masked=((4, 15), (21, 99))))

    assert clean.text == "The [removed] said [removed]"


def test_a_scrubbed_text_does_not_show_itself_in_a_log():
    assert "Kemi" not in repr(scrub("Kemi told me.", Decisions(unmasked=((0, 4),))))
