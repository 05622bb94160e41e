"""Nothing that holds a secret shows it when printed or logged (LEAKS 28): every class of the service."""

import dataclasses
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any, get_type_hints

import pytest
from pydantic import BaseModel
from sqlmodel import SQLModel

import service
from service.api.schemas import SealedReportIn, parse_form
from service.errors import Refusal
from service.settings import Settings
from service.terms import Organisation

MARK = "CANARY"
SECRET_NAMES = {
    "cookie", "display", "handle", "narrative", "passphrase", "proof", "receipt", "salt", "secret", "seed",
    "text", "token", "evidence", "members", "unlock_key", "verifier", "lookup", "envelope",
}  # fmt: skip
MARKS = ("service.text.identifiers.rules", "mark")
"""Bytes of our own, written beside the rules."""
WRITTEN = ("service.text.tokens", "service.text.stems", "service.text.identifiers.scene")
"""Modules whose values are made of what somebody wrote: there every string is a secret."""


def classes() -> Iterator[type]:
    """Every class that a module of the service defines."""
    for info in pkgutil.walk_packages(service.__path__, "service."):
        module = import_module(info.name)
        yield from (
            found
            for found in vars(module).values()
            if isinstance(found, type) and found.__module__ == info.name
        )


def hidden(kind: type, name: str, hint: object) -> bool:
    """Whether a field may hold what nobody should see: any bytes, and strings of a telling name."""
    if (kind.__module__, name) == MARKS:
        return False
    if kind.__module__ in WRITTEN and ("str" in str(hint) or "Word" in str(hint)):
        return True
    if name == "words":  # a receipt's; elsewhere they are ours, and shown to everybody
        return kind.__module__.startswith(("service.crypto", "service.client"))
    return ("bytes" in str(hint) and "Callable" not in str(hint)) or (
        name in SECRET_NAMES and hint is not int
    )


DATACLASSES = sorted(
    {kind for kind in classes() if dataclasses.is_dataclass(kind)},
    key=lambda kind: f"{kind.__module__}.{kind}",
)
FORMS = sorted(
    {kind for kind in classes() if issubclass(kind, BaseModel) and not issubclass(kind, Settings)},
    key=lambda kind: f"{kind.__module__}.{kind}",
)


def marked(kind: Any) -> Any:
    """An instance whose every secret is the mark."""
    made = object.__new__(kind)
    hints = get_type_hints(kind)
    for field in dataclasses.fields(kind):
        secret = hidden(kind, field.name, hints[field.name])
        object.__setattr__(made, field.name, MARK.encode() if secret else "open")
    return made


def test_the_walk_sees_the_classes_that_matter():
    names = {kind.__name__ for kind in DATACLASSES}

    assert names >= {"Receipt", "ReceiptKeys", "SealedReport", "Submission", "NewPerson", "Sealed", "Folded"}
    assert {kind.__name__ for kind in FORMS} >= {
        "SealedReportIn",
        "SignInIn",
        "MeOut",
        "ReportRow",
        "SessionRow",
    }


@pytest.mark.parametrize("kind", DATACLASSES, ids=lambda kind: kind.__name__)
def test_a_value_shows_none_of_its_secrets(kind: type):
    made = marked(kind)

    assert MARK not in repr(made) and MARK not in str(made)


@pytest.mark.parametrize("kind", FORMS, ids=lambda kind: kind.__name__)
def test_a_form_and_a_row_show_nothing_at_all(kind: type[BaseModel]):
    if issubclass(kind, SQLModel) and not hasattr(kind, "__table__"):
        made: Any = kind()
    else:
        made = kind.model_construct(**dict.fromkeys(kind.model_fields, MARK))

    assert MARK not in repr(made) and MARK not in str(made)


def test_settings_keep_their_secret_to_themselves():
    settings = Settings(secret=MARK * 8, database_url="sqlite://")

    assert MARK not in repr(settings) + str(settings)


def test_the_password_of_a_database_is_not_shown_with_the_settings():
    settings = Settings(database_url=f"postgresql://candour:{MARK}@host/name")

    assert MARK not in repr(settings) + str(settings)


def test_a_body_that_does_not_fit_leaves_nothing_in_the_refusal_nor_behind_it():
    with pytest.raises(Refusal) as refused:
        parse_form(SealedReportIn, f'{{"report": "{MARK}", "{MARK}": 1}}'.encode())

    error: BaseException | None = refused.value
    while error is not None:
        assert MARK not in repr(error) + str(error)
        error = error.__cause__ if error.__suppress_context__ else error.__context__


def test_an_organisation_may_be_shown():
    # Otherwise the tests above could pass because nothing is ever shown.
    assert "open" in repr(marked(Organisation))
