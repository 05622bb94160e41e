"""The blame model learns from clauses; the same clauses give the same model to the byte."""

import pytest

from service.text.blame_model import load_blame
from training.blame import OUT, UNSEEN, figures_at, learn, pack, tune_line
from training.blame_data import Reader, bounded


@pytest.fixture(scope="module")
def reader():
    return Reader()


def test_a_clause_blames_if_it_holds_half_of_a_marked_phrase(reader):
    text = "The lift broke again, the porter is useless."
    start = text.index("the porter")

    clauses = reader.clauses("r", text, ((start, start + len("the porter is useless")),))

    assert [clause.blames for clause in clauses] == [False, True]


def test_quantifiers_are_bounded_and_patterns_made_lower_case():
    assert bounded(r"\bI (?:\w+ )?blam\w*\b") == r"\bi (?:\w{1,24} )?blam\w{0,24}\b"


def test_learning_twice_gives_the_same_bytes(reader):
    clauses = [c for word in ("useless", "lazy", "broken", "late") for c in _both(reader, word)]

    files = [pack(*learn(clauses, reader.by_hand), 0.5, reader) for _ in range(2)]

    assert files[0] == files[1]
    assert load_blame(files[0]).version.startswith("blame-")


def _both(reader, word):
    return reader.phrase(f"the manager is {word}", blames=True) + reader.phrase(
        f"the door is {word}", blames=False
    )


def test_the_model_that_ships_is_not_the_one_that_is_measured():
    versions = {load_blame(path.read_text("utf-8")).version for path in (OUT, UNSEEN)}

    assert len(versions) == 2


def test_the_line_is_the_lowest_with_few_enough_false_alarms():
    scores = {f"r{n}": float(n) for n in range(200)}
    blaming = {f"r{n}" for n in range(100, 200)}

    line = tune_line(scores, blaming)

    assert 92 < line < 93
    assert figures_at(line, scores, blaming) == (1.0, 0.9346)
