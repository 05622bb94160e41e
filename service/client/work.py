"""Solves the small sum that a busy service asks for, and sends again. Solves nothing that is not asked."""

import json
from base64 import b64encode
from collections.abc import Callable

import httpx
from altcha.v1 import Challenge, solve_challenge

HEADER = "Candour-Work"
MOST_BITS = 22
"""Harder sums are no service's of ours."""
TRIES = 3

Send = Callable[[dict[str, str]], httpx.Response]


def send_worked(send: Send) -> httpx.Response:
    """What the service answers, once every sum it asked for has been solved."""
    response = send({})
    for _ in range(TRIES):
        if response.status_code != httpx.codes.TOO_MANY_REQUESTS:
            break
        work = solve(response.json())
        if not work:
            break
        response = send({HEADER: work})
    return response


def solve(problem: dict[str, str]) -> str:
    """The header for a `work-needed` problem, or "" for any other."""
    most = int(problem.get("maxnumber", "0"))
    if problem.get("code") != "work-needed" or not 0 < most <= 2**MOST_BITS:
        return ""
    told = Challenge("SHA-256", problem["challenge"], most, problem["salt"], problem["signature"])
    found = solve_challenge(told, max_number=most)
    if found is None:
        return ""
    payload = {
        "algorithm": "SHA-256",
        "challenge": told.challenge,
        "number": found.number,
        "salt": told.salt,
        "signature": told.signature,
    }
    return b64encode(json.dumps(payload).encode()).decode()
