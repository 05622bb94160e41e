"""What a steward may type: codes, lines and sentences within bounds. Refuses by the field's name only."""

import re
from collections.abc import Collection

from service.refusals import BadEntry

CODE = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")
LINE, SENTENCES = 200, 500
"""What the columns hold, in characters."""
LEAVE_TO = re.compile(r"(https://[A-Za-z0-9.-]{3,80}(/[A-Za-z0-9/._-]{0,100})?)?")
"""A public page without a query: nobody should be told where its visitor came from."""


def check_code(text: str, field: str) -> str:
    """A slug of 2 to 40 characters. Raises BadEntry."""
    if CODE.fullmatch(text) is None:
        raise BadEntry(field=field)
    return text


def check_text(text: str, field: str, most: int = LINE) -> str:
    """One line that says something, without spaces around it. Raises BadEntry."""
    found = text.strip()
    if not 1 <= len(found) <= most or not found.isprintable():
        raise BadEntry(field=field)
    return found


def check_known(text: str, field: str, known: Collection[str]) -> str:
    """One of a closed list. Raises BadEntry."""
    if text not in known:
        raise BadEntry(field=field)
    return text


def check_number(number: int, field: str, most: int) -> int:
    """A whole number from 0 to `most`. Raises BadEntry."""
    if not 0 <= number <= most:
        raise BadEntry(field=field)
    return number
