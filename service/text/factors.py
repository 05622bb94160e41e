"""Suggests contributory factors for a report: at most three, or none when unsure, each with its words.

A linear model over a named vocabulary (stems and pairs of stems) and concepts, which are lists of phrases
written by hand. Integers only, one square root and one division: the same bits in Python and in the browser.
Never a judgement about a person: the codes are conditions of the system, from the closed taxonomy.
"""

from itertools import pairwise
from pathlib import Path

from service.text.analysis import FactorSuggestion
from service.text.factors_model import FactorModel, load_model
from service.text.factors_score import Hit, choose_codes, find_hits, score_hits
from service.text.stems import Word, cut_words
from service.text.tokens import Folded, fold_text

MODEL = load_model((Path(__file__).parent / "data" / "factors.json").read_text("utf-8"))
VERSION = MODEL.version
_EVIDENCE = 3
_SHORT = 3
_FEWEST = 3
"""Fewer words than this say too little."""


def _speaks(lower: str, words: tuple[Word, ...]) -> bool:
    """Whether words are worth showing: one is longer than three letters, and they stand side by side."""
    gaps = (lower[a.end : b.start] for a, b in pairwise(words))
    return any(len(word.letters) > _SHORT for word in words) and not any(gap.strip(" -") for gap in gaps)


def _evidence(
    code: int, hits: tuple[Hit, ...], lower: str, words: tuple[Word, ...], model: FactorModel
) -> list[tuple[int, int]]:
    """The strongest stretches of words for a code: concepts first, then the model's own terms; none twice."""
    spoke = [hit for hit in hits if model.weights[hit.row][code] > 0]
    spoke.sort(key=lambda hit: (hit.row >= model.concepts, -model.weights[hit.row][code], hit.first))
    taken: list[tuple[int, int]] = []
    for hit in spoke:
        if len(taken) == _EVIDENCE:
            break
        apart = all(hit.until <= first or until <= hit.first for first, until in taken)
        if apart and _speaks(lower, words[hit.first : hit.until]):
            taken.append((hit.first, hit.until))
    return taken


def factors_of(
    folded: Folded, words: tuple[Word, ...], model: FactorModel = MODEL
) -> tuple[FactorSuggestion, ...]:
    """Suggest factors for a folded text and its words, best first. Deterministic; linear in their number."""
    hits = find_hits(words, model)
    if not hits or len(words) < _FEWEST:
        return ()
    scores = score_hits(hits, model)
    suggestions = []
    for code in choose_codes(scores, model):
        shown = []
        for first, until in _evidence(code, hits, folded.lower, words, model):
            start, end = folded.source(words[first].start, words[until - 1].end)
            shown.append(folded.text[start:end])
        suggestions.append(FactorSuggestion(model.codes[code], scores[code], tuple(shown)))
    return tuple(suggestions)


def suggest_factors(text: str, model: FactorModel = MODEL) -> tuple[FactorSuggestion, ...]:
    """Suggest factors for a text: at most three, best first, or none when unsure (`not-yet-clear`)."""
    folded = fold_text(text)
    return factors_of(folded, cut_words(folded.lower), model)
