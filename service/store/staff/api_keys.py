"""API keys, by the hash of their token. Returns values; commits nothing. An ended key stays on the list."""

from dataclasses import dataclass

from sqlmodel import col, select, update

from service.store.staff.handle import StaffStore
from service.store.staff.tables import ApiKeyRow
from service.terms import OrganisationId, Scope

NAME_BYTES = 4
"""So much of a token's hash names its key on lists: it gives nothing of the token back."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """What a key may do, and its days: `made` is "" for one older than this list, `ended` while it opens."""

    key: str
    """The first bytes of its hash."""
    label: str
    scopes: tuple[Scope, ...]
    made: str
    ended: str


def add_api_key(staff: StaffStore, organisation: OrganisationId, token_hash: bytes, key: ApiKey) -> None:
    """Keep an API key by its hash, which names it."""
    staff.session.add(
        ApiKeyRow(
            organisation=organisation,
            token_hash=token_hash,
            label=key.label,
            scopes=[scope.value for scope in key.scopes],
            made=key.made,
            ended=key.ended,
        )
    )
    staff.session.flush()


def end_api_key(staff: StaffStore, organisation: OrganisationId, token_hash: bytes, ended: str) -> None:
    """Let a key open nothing from this day on."""
    staff.session.exec(
        update(ApiKeyRow)
        .where(col(ApiKeyRow.organisation) == organisation, col(ApiKeyRow.token_hash) == token_hash)
        .values(ended=ended)
    )


def find_api_key(staff: StaffStore, organisation: OrganisationId, token_hash: bytes) -> ApiKey | None:
    """The API key with this hash, unless it has ended."""
    row = staff.session.get(ApiKeyRow, (organisation, token_hash))
    return None if row is None or row.ended else _api_key(row)


def find_hash(staff: StaffStore, organisation: OrganisationId, key: str) -> bytes | None:
    """The hash of the key with this name, ended or not."""
    rows = staff.session.exec(select(ApiKeyRow.token_hash).where(ApiKeyRow.organisation == organisation))
    return next((found for found in rows if name_of(found) == key), None)


def list_api_keys(staff: StaffStore, organisation: OrganisationId) -> tuple[ApiKey, ...]:
    """Every key there ever was: those that open first, by label."""
    rows = staff.session.exec(select(ApiKeyRow).where(ApiKeyRow.organisation == organisation))
    return tuple(sorted((_api_key(row) for row in rows), key=lambda one: (one.ended, one.label, one.key)))


def name_of(token_hash: bytes) -> str:
    """What lists call the key with this hash."""
    return token_hash[:NAME_BYTES].hex()


def _api_key(row: ApiKeyRow) -> ApiKey:
    scopes = tuple(Scope(scope) for scope in row.scopes)
    return ApiKey(name_of(row.token_hash), row.label, scopes, row.made, row.ended)
