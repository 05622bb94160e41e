"""Makes and ends the keys of programs. A key is shown once, when it is made; only its hash is kept."""

from collections.abc import Callable

from service.crypto.tokens import hash_token
from service.domain.audit import Deed
from service.domain.changes import Change, note_change
from service.domain.entries import check_text
from service.errors import NotFound
from service.refusals import BadEntry
from service.store.staff import api_keys
from service.store.staff.api_keys import ApiKey
from service.terms import Scope

SECRET_BYTES = 32
PREFIX = "candour-"
"""So that a scanner of source code or mail can know one."""


def make_api_key(
    change: Change, label: str, scopes: tuple[Scope, ...], chance: Callable[[int], bytes]
) -> str:
    """A new key for a program; answers its token, which nobody can see again. Raises BadEntry."""
    if not scopes:
        raise BadEntry(field="scopes")
    token = PREFIX + chance(SECRET_BYTES).hex()
    token_hash = hash_token(token.encode())
    key = ApiKey(api_keys.name_of(token_hash), check_text(label, "label"), scopes, _day(change), "")
    api_keys.add_api_key(change.staff, change.organisation, token_hash, key)
    note_change(change, Deed.API_KEY_MADE, key.key)
    return token


def end_api_key(change: Change, key: str) -> None:
    """Let a key open nothing from now on; it stays on the list. NotFound for none that opens."""
    known = api_keys.list_api_keys(change.staff, change.organisation)
    token_hash = api_keys.find_hash(change.staff, change.organisation, key)
    if token_hash is None or not any(one.key == key and not one.ended for one in known):
        raise NotFound
    api_keys.end_api_key(change.staff, change.organisation, token_hash, _day(change))
    note_change(change, Deed.API_KEY_ENDED, key)


def _day(change: Change) -> str:
    return change.who[1].date().isoformat()
