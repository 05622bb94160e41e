"""Somebody knows every report but one, and asks whether it was made, or which of two things it says.

The statistic is TPR - FPR of the best test there is (the likelihood ratio); the bound is what pure
differential privacy allows exactly, plus what chance may add to so many worlds.
"""

from collections import Counter
from itertools import product
from math import log10

from service.pipeline import releases as job
from service.privacy.budget import Epsilon
from service.privacy.counting import RawCounts
from service.privacy.domains import CellDomain
from service.terms import Stage
from tests.privacy.attacks.history import EMPTY, MONTHS, Counts, History, Secret, targets_of
from tests.privacy.attacks.lab import Lab
from tests.privacy.attacks.odds import SIX, advantage, best_advantage, slack, surprise_of_ratio

WORLDS = 20_000
PLAN_M = {"factor": "0.40", "unit": "0.20", "cross": "0.20", "kind": "0.10", "promises": "0.10"}
MEMBER_ONE_TABLE = best_advantage(0.40) + slack(300)
MEMBER_ALL_TABLES = best_advantage(0.40, 0.20, 0.20) + slack(90)
MEMBER_MANY_WORLDS = best_advantage(0.40, 0.20, 0.20, 0.10, 0.10) + slack(WORLDS)
TRAIT_BY_HTTP = best_advantage(0.40, 0.40, 0.20, 0.20) + slack(150)
TRAIT_MANY_WORLDS = best_advantage(0.40, 0.40, 0.20, 0.20) + slack(WORLDS)
EMPTY_OR_NOT = best_advantage(0.40) + slack(90)
EVENTS = SIX


def _likelier(history: History, true: Counts, secret: Secret, tables: int) -> bool:
    """Whether what was published is likelier if the answer is yes, knowing all other reports."""
    yes = set(list(secret.cells(secret.factor))[:tables])
    no = set(list(secret.cells(secret.other))[:tables]) if secret.other else set()
    really, found = history.truth[secret], 0.0
    for cells, sign, here in ((yes - no, 1, really), (no - yes, -1, not really)):
        for cell, period, epsilon in cells:
            value = history.seen.get((cell, period))
            if value is not None:
                without = true.get((cell, period), 0) - here
                found += sign * epsilon * (abs(value - without) - abs(value - without - 1))
    return found > 0


def _guess(history: History, secrets: list[Secret], tables: int) -> float:
    true = history.known()
    guesses = [_likelier(history, true, secret, tables) for secret in secrets]
    return advantage(guesses, [history.truth[secret] for secret in secrets])


def membership_in_one_table(lab: Lab) -> float:
    """Was this report made? 600 reports, from the factors of each month alone."""
    history = lab.history()
    return _guess(history, history.secrets(attribute=False), tables=1)


def membership_in_all_tables(lab: Lab) -> float:
    """Was this report made? 180 reports, from factors, units and the cross-table together."""
    history = lab.history()
    return _guess(history, [one for month in MONTHS for one in targets_of(month)], tables=3)


def attribute_in_all_tables(lab: Lab) -> float:
    """Which of two factors does this report name? 300 reports that are known to have been made."""
    history = lab.history()
    return _guess(history, history.secrets(attribute=True), tables=3)


def empty_or_not(lab: Lab) -> float:
    """Is a cell that nobody else is in empty? Learned from half of 360 months, tried on the other half."""
    history = lab.history()
    lessons: Counter[tuple[object, bool]] = Counter()
    secrets = history.secrets(attribute=False, factors=EMPTY)
    places: dict[bool, int] = {True: 0, False: 0}
    exam: list[Secret] = []
    for secret in secrets:
        truth = history.truth[secret]
        places[truth] += 1
        if places[truth] % 2:
            lessons[history.drawn[secret.factor, secret.month], truth] += 1
        else:
            exam.append(secret)

    def guess(secret: Secret) -> bool:
        drawn = history.drawn[secret.factor, secret.month]
        return lessons[drawn, True] > lessons[drawn, False]

    return advantage([guess(one) for one in exam], [history.truth[one] for one in exam])


def _draw(values: list[int], epsilon: str, stage: Stage = Stage.MONTH_FACTOR) -> list[int]:
    """The service's own draw, over as many cells as there are worlds."""
    domain = CellDomain(stage, tuple(f"world-{place:06d}" for place in range(len(values))), (), ())
    return [value for _, value in job.blur(RawCounts(domain, tuple(values)), Epsilon.parse(epsilon)).cells]


def membership_in_many_worlds(lab: Lab) -> float:
    """Was this report made? Forty thousand worlds through the real draw of all five tables."""
    truths = [place % 2 == 0 for place in range(2 * WORLDS)]
    scores = [0.0] * len(truths)
    for epsilon in PLAN_M.values():
        drawn = _draw([30 + truth for truth in truths], epsilon)
        for place, value in enumerate(drawn):
            scores[place] += float(epsilon) * (abs(value - 30) - abs(value - 31))
    return advantage([score > 0 for score in scores], truths)


def attribute_in_many_worlds(lab: Lab) -> float:
    """Which of two factors? Forty thousand worlds through the real draw of both tables that know factors."""
    truths = [place % 2 == 0 for place in range(2 * WORLDS)]
    scores = [0.0] * len(truths)
    for epsilon, sign in product(("0.40", "0.20"), (1, -1)):
        drawn = _draw([30 + (truth is (sign > 0)) for truth in truths], epsilon)
        for place, value in enumerate(drawn):
            scores[place] += sign * float(epsilon) * (abs(value - 30) - abs(value - 31))
    return advantage([score > 0 for score in scores], truths)


def telling_events(lab: Lab) -> float:
    """Is any value more than exp(epsilon) likelier with one report than with none, or the reverse?"""
    found = 0.0
    for epsilon in PLAN_M.values():
        arms = [Counter(_draw([true] * WORLDS, epsilon)) for true in (1, 0)]
        for values in (arms, arms[::-1]):
            tests = len(values[0])
            for value, times in values[0].items():
                surprise = surprise_of_ratio(times, values[1][value], float(epsilon))
                found = max(found, surprise - log10(6 * tests))
    return found
