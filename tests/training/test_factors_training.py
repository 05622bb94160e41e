"""Training reads nothing that is held out, and the same data give the same model to the byte."""

import pytest

from service.text.factors import suggest_factors
from service.text.factors_model import load_model
from training import factors
from training.factors import OUT, UNSEEN, learn, pack, targets_of, words_of
from training.factors_data import audit_examples, read_concepts, read_examples
from training.factors_rule import PLAIN, measure, tune_rule
from training.factors_whole import alike, make_whole
from training.marked import FACTORS
from training.split import fold_of, held_out, held_out_reports


@pytest.fixture(scope="module")
def examples():
    return read_examples()


@pytest.fixture(scope="module")
def few(examples):
    return [example for example in examples if not example.gold and " " in example.text][-400:]


def test_no_held_out_report_is_learned_from(examples):
    learned = {example.text for example in examples}

    assert not [example.id for example in examples if example.gold and held_out(example.id)]
    assert not [report.id for report in held_out_reports() if report.text in learned]


def test_reasons_and_sceneries_are_cut_from_reports_that_are_learned_from(examples):
    whole = {example.id: example for example in examples if not example.report}
    cut = [example for example in examples if example.report]

    assert len(cut) > 10_000
    assert {example.report for example in cut} <= whole.keys()
    assert not [example.id for example in cut if held_out(example.report) and whole[example.report].gold]
    assert all(set(example.factors) <= set(whole[example.report].factors) for example in cut)
    assert all(example.text in whole[example.report].text for example in cut)


def test_a_scenery_is_its_report_without_the_reasons_and_speaks_for_no_factor(examples):
    whole = {example.id: example for example in examples if not example.report}
    reasons: dict[str, list[str]] = {}
    for example in examples:
        if example.report and example.factors:
            reasons.setdefault(example.report, []).append(example.text)
    sceneries = [example for example in examples if example.report and not example.factors]

    for scenery in sceneries[:200]:
        report = whole[scenery.report]
        cut = [report.text.index(words) for words in reasons[scenery.report]]
        ends = [start + len(words) for start, words in zip(cut, reasons[scenery.report], strict=True)]
        left = [
            word
            for word in words_of(report)
            if all(word.end <= start or end <= word.start for start, end in zip(cut, ends, strict=True))
        ]
        assert list(words_of(scenery)) == left
    assert len(set(targets_of(sceneries[:1])[0])) == 1


def test_no_fold_is_scored_by_a_model_that_knows_a_reason_of_it(examples, monkeypatch):
    gold = [example for example in examples if example.gold][:60]
    cut = [e for e in examples if e.report in {example.id for example in gold}]
    few = gold + cut
    learned: list[list[str]] = []
    monkeypatch.setattr(
        factors, "learn", lambda seen, *_: learned.append([e.report or e.id for e in seen]) or None
    )
    monkeypatch.setattr(factors, "pack", lambda *_: "")
    monkeypatch.setattr(factors, "load_model", lambda _: None)
    monkeypatch.setattr(factors, "find_hits", lambda *_: ())
    monkeypatch.setattr(factors, "score_hits", lambda *_: [0] * len(FACTORS))

    factors.cross_validate(few, [()] * len(few), {})

    assert len(learned) == factors.FOLDS
    assert len({name for seen in learned for name in seen}) == len(gold)
    for out, seen in enumerate(learned):
        assert not [name for name in seen if fold_of(name, factors.FOLDS) == out]


def test_audit_reports_and_learned_reports_are_apart(examples):
    assert not {example.id for example in audit_examples()} & {example.id for example in examples}


def test_every_concept_phrase_of_ours_is_at_most_four_stems_long():
    ours = [listed for name, listed in read_concepts().items() if not name.startswith("cues-")]
    phrases = [phrase for listed in ours for phrase in listed.split("\n")]

    assert phrases
    assert max(len(phrase.split(" ")) for phrase in phrases) <= 4


def test_words_inside_marked_identifiers_are_not_learned(examples):
    marked = next(example for example in examples if example.hidden)
    start, end = marked.hidden[0]

    kept = words_of(marked)

    assert all(word.end <= start or end <= word.start for word in kept)


def test_learning_twice_gives_the_same_bytes(few):
    concepts = read_concepts()
    texts = [words_of(example) for example in few]

    files = [pack(learn(few, texts, concepts), concepts, PLAIN) for _ in range(2)]

    assert files[0] == files[1]
    assert suggest_factors(few[0].text, load_model(files[0]))[0].code in few[0].factors


def test_what_ships_learns_from_every_report_and_what_is_measured_from_none_held_out():
    shipped = {example.id for example in read_examples(held_out=True) if example.gold}

    assert {report.id for report in held_out_reports()} <= shipped
    assert load_model(UNSEEN.read_text("utf-8")).version != load_model(OUT.read_text("utf-8")).version


def test_weights_of_common_terms_are_finer_than_those_of_rare_ones():
    import numpy as np
    from scipy.sparse import csr_matrix

    weights = np.array([[0.31, -0.31, 0.0]] * 2 + [[2.0, -2.0, 0.0]])
    rows = csr_matrix(np.array([[1.0, 0, 0]] * 400 + [[0, 1.0, 0], [0, 0, 1.0]]))

    whole, unit = make_whole(weights, rows)

    off = np.abs(whole * unit - weights).max(axis=1)
    assert off[0] < unit
    assert off[1] > off[0]


def test_moving_a_terms_weights_keeps_their_differences():
    import numpy as np

    moved = alike(np.array([[3.0, -1.0, -1.0, -1.0]]))

    assert moved.tolist() == [[4.0, 0.0, 0.0, 0.0]]


def test_figures_are_those_of_the_evaluation_script():
    first, second = FACTORS[0], FACTORS[1]

    figures = measure([[0], [1, 2]], [(first, second), (first,)])

    assert (figures.micro_f1, figures.first_in_set, figures.gold_first_in_3) == (0.3333, 0.5, 0.5)


def test_the_rule_shows_one_factor_when_one_is_clear_and_more_when_they_are_close():
    import numpy as np

    scores = np.zeros((40, len(FACTORS)))
    scores[:20, 0] = 6
    scores[20:, :2] = 4
    gold = [(FACTORS[0],)] * 20 + [(FACTORS[0], FACTORS[1])] * 20

    rule = tune_rule(scores, gold)

    assert rule.figures.micro_f1 == 1.0
