"""Canaries of one run, and how to look for them: in the clear, in base64 at any offset, in hex, in UTF-16."""

import secrets
from base64 import b64encode
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import quote

from sqlmodel import Session

from service.domain.founding import add_api_key, found_organisation
from service.store.engine import open_engine, transaction
from service.store.staff.handle import StaffStore
from service.store.work.handle import WorkStore
from service.terms import OrganisationId, Scope
from tests.world import API_KEY, NAME, NOON, WRITE_ONLY_KEY, blueprint

OTHER = OrganisationId("quay")
OTHER_KEY = "test-leader-key-of-the-quay"


def _canary(place: str) -> str:
    # Letters only, so that no rule of the text engine, no escape and no encoding of JSON changes it.
    return f"canary {place} " + "".join(secrets.choice("bcdfghjkmnpqrstvwxz") for _ in range(20))


class Planted(NamedTuple):
    """One canary for every place where somebody could leave a trace."""

    narrative: str = _canary("narrative")
    passphrase: str = _canary("passphrase")
    wrong_passphrase: str = _canary("wrong")
    handle: str = _canary("handle").replace(" ", "-")
    agent: str = _canary("agent")
    address: str = _canary("address").replace(" ", "-")
    referrer: str = _canary("referrer").replace(" ", "-")
    path: str = _canary("path").replace(" ", "-")
    body: str = _canary("body")
    token: str = _canary("token").replace(" ", "-")


PLANTED = Planted()


def forms(secret: str | bytes) -> dict[str, bytes]:
    """Every form in which a secret could lie in a heap of bytes."""
    raw = secret.encode() if isinstance(secret, str) else secret
    found = {"clear": raw, "hex": raw.hex().encode(), "HEX": raw.hex().upper().encode()}
    for shift in range(3):
        # Only the characters that do not depend on the neighbours of the secret.
        encoded = b64encode(b"\0" * shift + raw)
        found[f"base64+{shift}"] = encoded[-(-shift * 8 // 6) : (shift + len(raw)) * 8 // 6]
        found[f"base64url+{shift}"] = found[f"base64+{shift}"].translate(bytes.maketrans(b"+/", b"-_"))
    if isinstance(secret, str):
        found["UTF-16"] = secret.encode("utf-16-le")
        found["address"] = quote(secret).encode()
        found["form"] = secret.replace(" ", "+").encode()
    return found


def sightings(heap: bytes, **secrets_: str | bytes) -> list[str]:
    """Where each named secret was seen: an empty list is what every test wants."""
    return [
        f"{name} ({form})"
        for name, secret in secrets_.items()
        for form, needle in forms(secret).items()
        if needle in heap
    ]


def found_planted(database_url: str) -> None:
    """Two organisations; the first one's passphrases hold a canary."""
    engine = open_engine(database_url, immediate=True)
    for name, key in ((NAME, API_KEY), (OTHER, OTHER_KEY)):
        plan = blueprint(name)
        people = tuple(replace(one, passphrase=passphrase(one.handle)) for one in plan.people)
        with Session(engine) as session:
            work, staff = WorkStore(session), StaffStore(session)
            with transaction(work):
                found_organisation(work, staff, replace(plan, people=people), secrets.token_bytes, now=NOON)
                add_api_key(staff, name, "Leader's dashboard", (Scope.DASHBOARDS,), key)
                add_api_key(staff, name, "Writes only", (Scope.REPORTS,), f"{WRITE_ONLY_KEY}-{name}")
    engine.dispose()


def passphrase(handle: str) -> str:
    """The passphrase of a person, with this run's canary in it."""
    return f"{handle} {PLANTED.passphrase}"
