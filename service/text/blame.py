"""Notices wording that makes a person the cause, others or the writer, and offers one question instead.

A linear model over the words of one clause at a time: stems, kinds of words, turns of phrase, and patterns of
blame_language.yaml. Whole numbers only, the same bits in Python and in the browser; linear in time.
Never a score of the writer, never blocks, never edits, and keeps nothing.
"""

from pathlib import Path

from service.text.analysis import BlameSpan
from service.text.blame_clauses import Mark, cut_clauses, mark_clause, rules_within
from service.text.blame_model import BlameModel, Reframe, load_blame
from service.text.stems import Word, cut_words
from service.text.tokens import Folded, fold_text

MODEL = load_blame((Path(__file__).parent / "data" / "blame.json").read_text("utf-8"))
VERSION = MODEL.version
_WHOLE = 12
_SHARE = 12


def score_marks(marks: tuple[Mark, ...], model: BlameModel) -> int:
    """How far the clause is from the model's line, in its own units."""
    return model.bias + sum(model.terms.get(mark.term, 0) for mark in marks)


def _stretch(clause: tuple[Word, ...], marks: tuple[Mark, ...], model: BlameModel) -> tuple[int, int]:
    """The words to show: a short clause whole, of a long one the stretch that speaks loudest."""
    if len(clause) <= _WHOLE:
        return 0, len(clause)
    shares = [0] * len(clause)
    for mark in marks:
        weight = model.terms.get(mark.term, 0)
        for at in range(mark.first, mark.until):
            shares[at] += weight * _SHARE // (mark.until - mark.first)
    best, kept, total, first = 0, (0, len(clause)), 0, 0
    for at, share in enumerate(shares):
        if total <= 0:
            total, first = 0, at
        total += share
        if total > best:
            best, kept = total, (first, at + 1)
    return kept


def _about_self(clause: tuple[Word, ...], marks: tuple[Mark, ...], model: BlameModel) -> bool:
    if {rule.term for rule in model.lexicon.rules if rule.about_self} & {mark.term for mark in marks}:
        return True
    for at, word in enumerate(clause):
        kind = model.lexicon.kinds.get(word.letters)
        if kind == "@me":
            return not any(later.stem in model.thinking for later in clause[at + 1 : at + 3])
        if kind in ("@they", "@role"):
            return False
    return False


def _reframe(clause: tuple[Word, ...], marks: tuple[Mark, ...], model: BlameModel) -> Reframe:
    hits = {mark.term for mark in marks}
    for rule in model.lexicon.rules:
        if rule.term in hits:
            return rule.reframe
    stems = {word.stem for word in clause}
    for topic in model.topics:
        if topic.stems & stems:
            return topic.reframe
    return model.otherwise


def blame_of(folded: Folded, words: tuple[Word, ...], model: BlameModel = MODEL) -> tuple[BlameSpan, ...]:
    """Person-blaming wording of a folded text and its words, in order. Deterministic."""
    spans = []
    rules = rules_within(folded, model.lexicon)
    for clause in cut_clauses(folded, words):
        marks = mark_clause(folded, clause, model.lexicon, rules, model)
        if score_marks(marks, model) < model.threshold:
            continue
        first, until = _stretch(clause, marks, model)
        start, end = folded.source(clause[first].start, clause[until - 1].end)
        own = _about_self(clause, marks, model)
        reframe = model.about_self if own else _reframe(clause, marks, model)
        spans.append(
            BlameSpan(start, end, "self" if own else "person", reframe.question, reframe.look_towards)
        )
    return tuple(spans)


def find_blame(text: str, model: BlameModel = MODEL) -> tuple[BlameSpan, ...]:
    """Person-blaming wording, self-blame and quoted blame included, as code-point spans without overlaps."""
    folded = fold_text(text)
    return blame_of(folded, cut_words(folded.lower), model)
