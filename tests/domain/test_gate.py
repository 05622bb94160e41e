"""The gate slows floods and guessing, forgets within minutes, and turns away nobody who solves the sum."""

import base64
import json
import secrets
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from service.client.work import solve
from service.domain.gate import (
    CHALLENGE_LIFE,
    GUESSES_AT_ONE,
    GUESSES_IN_ALL,
    KEY_LIFE,
    REPORTS_FROM_ONE_PLACE,
    REPORTS_IN_ALL,
    Gate,
    Visit,
)
from service.errors import WorkNeeded

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
REPORTS = (REPORTS_IN_ALL, REPORTS_FROM_ONE_PLACE)
GUESSES = (GUESSES_IN_ALL, GUESSES_AT_ONE)
SCHOOL = "203.0.113.7"


@pytest.fixture
def gate() -> Gate:
    return Gate(b"k" * 32, secrets.token_bytes)


def visit(work: str = "", subject: str = SCHOOL) -> Visit:
    return Visit("harbour reports", subject, work)


def knock(gate: Gate, moment: datetime = NOON, subject: str = SCHOOL, paces=REPORTS) -> dict[str, str] | None:
    """The sum that is asked for, or None; counted like a request."""
    try:
        gate.admit(visit(subject=subject), paces, moment)
        return None
    except WorkNeeded as needed:
        return {**needed.hints, "code": needed.code}
    finally:
        gate.count(visit(subject=subject), moment)


def flood(gate: Gate, number: int, moment: datetime = NOON, subject: str = SCHOOL) -> dict[str, str] | None:
    asked = None
    for _ in range(number):
        asked = knock(gate, moment, subject)
    return asked


def test_thirty_people_behind_one_address_report_in_one_minute_without_a_sum(gate: Gate):
    asked = [knock(gate, NOON + timedelta(seconds=2 * number)) for number in range(30)]

    assert asked == [None] * 30


def test_the_more_comes_the_harder_the_sum_and_never_too_hard_for_a_phone(gate: Gate):
    asked = [flood(gate, 40, subject=str(turn)) for turn in range(60)]
    sizes = [int(one["maxnumber"]) if one else 0 for one in asked]

    assert sizes == sorted(sizes)
    assert sizes[0] == 0 < sizes[3] < sizes[-1] == 2**REPORTS_IN_ALL.most


def test_whoever_solves_the_sum_gets_in_during_a_flood(gate: Gate):
    asked = flood(gate, 2000)

    gate.admit(visit(solve(asked)), REPORTS, NOON)


def test_a_solved_sum_is_good_once(gate: Gate):
    work = solve(flood(gate, 2000))
    gate.admit(visit(work), REPORTS, NOON)

    with pytest.raises(WorkNeeded):
        gate.admit(visit(work), REPORTS, NOON)


def test_a_sum_ends_after_five_minutes(gate: Gate):
    work = solve(flood(gate, 2000))
    later = NOON + CHALLENGE_LIFE + timedelta(seconds=1)
    flood(gate, 2000, later)

    with pytest.raises(WorkNeeded):
        gate.admit(visit(work), REPORTS, later)


def test_an_easy_sum_from_a_quiet_minute_is_no_way_into_a_flood(gate: Gate):
    easy = solve(flood(gate, REPORTS_FROM_ONE_PLACE.free + 2))
    flood(gate, 20_000)

    with pytest.raises(WorkNeeded):
        gate.admit(visit(easy), REPORTS, NOON)


@pytest.mark.parametrize(
    "change", ["signature", "number", "salt", "challenge", "other gate", "nonsense", "empty"]
)
def test_what_this_gate_did_not_ask_is_no_answer(gate: Gate, change: str):
    asked = flood(gate, 2000)
    if change == "other gate":
        asked = flood(Gate(b"x" * 32, secrets.token_bytes), 2000)
    told = json.loads(base64.b64decode(solve(asked)))
    if change in told:
        told[change] = told["number"] + 1 if change == "number" else told[change].replace("1", "2") + "0"
    work = {"nonsense": "?", "empty": base64.b64encode(b"[]").decode()}.get(change)

    with pytest.raises(WorkNeeded):
        gate.admit(visit(work or base64.b64encode(json.dumps(told).encode()).decode()), REPORTS, NOON)


def test_a_minute_after_the_flood_it_is_quiet_again(gate: Gate):
    flood(gate, 5000)

    assert knock(gate, NOON + timedelta(minutes=2)) is None


def test_wrong_guesses_at_one_name_cost_the_guesser_and_the_owner_a_sum_and_lock_nobody_out(gate: Gate):
    for _ in range(GUESSES_AT_ONE.free + 10):
        asked = knock(gate, subject="ash", paces=GUESSES)

    assert knock(gate, subject="beech", paces=GUESSES) is None
    gate.admit(visit(solve(asked), "ash"), GUESSES, NOON)


def test_nothing_in_memory_is_an_address_or_its_hash_and_all_of_it_is_gone_within_the_hour(gate: Gate):
    flood(gate, 100)
    before = repr(vars(gate))
    known = set(gate._buckets)

    knock(gate, NOON + KEY_LIFE + timedelta(seconds=1), "198.51.100.1")

    assert SCHOOL not in before
    forms = (SCHOOL, f"harbour reports\0{SCHOOL}")
    assert not any(sha256(form.encode()).digest()[:16] in known for form in forms)
    assert not known & set(gate._buckets)


def test_a_flood_from_everywhere_fills_no_memory(gate: Gate, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("service.domain.gate.MOST_SUBJECTS", 500)

    for number in range(3000):
        knock(gate, subject=str(number))

    assert len(gate._buckets) <= 502
