"""External events and rebasing decisions: appended, never changed; the newest revision of each holds.

Returns frozen values; commits nothing. Nothing here was ever derived from a report.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_, insert, select
from sqlalchemy import func as sql

from service.store.release.handle import ReleaseStore
from service.store.release.tables import EventRow, RebaseRow
from service.terms import Event, EventKind, OrganisationId, Rebase, RebaseReason, Role

_event: Table = EventRow.__table__  # type: ignore[attr-defined]
_rebase: Table = RebaseRow.__table__  # type: ignore[attr-defined]


def read_events(releases: ReleaseStore, organisation: OrganisationId) -> tuple[Event, ...]:
    """Every event that stands, oldest first; those of one month by kind."""
    return tuple(_as_event(row) for row in _standing(releases, _event, organisation, "kind"))


def read_rebases(releases: ReleaseStore, organisation: OrganisationId) -> tuple[Rebase, ...]:
    """Every rebasing that stands, oldest first; those of one month by scope."""
    return tuple(_as_rebase(row) for row in _standing(releases, _rebase, organisation, "scope"))


def add_event(releases: ReleaseStore, organisation: OrganisationId, event: Event, *, stands: bool) -> None:
    """Append what was decided about an event; the same again appends nothing."""
    key = {"organisation": organisation, "kind": event.kind.value, "month": event.month}
    told = {"expected_rise": event.expected_rise, "stands": stands}
    _append(releases, _event, key, told, {"by_role": event.by.value, "decided": event.decided})


def add_rebase(releases: ReleaseStore, organisation: OrganisationId, rebase: Rebase, *, stands: bool) -> None:
    """Append what was decided about a rebasing; the same again appends nothing."""
    key = {"organisation": organisation, "scope": rebase.scope, "month": rebase.month}
    told = {"why": rebase.why.value, "stands": stands}
    _append(releases, _rebase, key, told, {"by_role": rebase.by.value, "decided": rebase.decided})


def _append(
    releases: ReleaseStore,
    table: Table,
    key: dict[str, str],
    told: Mapping[str, str | bool],
    record: dict[str, str],
) -> None:
    where = and_(*(table.c[name] == value for name, value in key.items()))
    newest = releases.session.execute(
        select(table).where(where).order_by(table.c.revision.desc()).limit(1)
    ).one_or_none()
    if newest is not None and {name: newest._mapping[name] for name in told} == told:
        return
    if newest is None and not told["stands"]:
        return
    revision = 1 if newest is None else newest.revision + 1
    releases.session.execute(insert(table).values(**key, **told, **record, revision=revision))


def _standing(
    releases: ReleaseStore, table: Table, organisation: OrganisationId, name: str
) -> list[Row[Any]]:
    rows = releases.session.execute(
        select(table)
        .where(table.c.organisation == organisation, _is_newest(table, name), table.c.stands.is_(True))
        .order_by(table.c.month, table.c[name])
    )
    return list(rows)


def _is_newest(table: Table, name: str) -> ColumnElement[bool]:
    other = table.alias()
    newest = select(sql.max(other.c.revision)).where(
        other.c.organisation == table.c.organisation,
        other.c[name] == table.c[name],
        other.c.month == table.c.month,
    )
    return table.c.revision == newest.scalar_subquery()


def _as_event(row: Row[Any]) -> Event:
    return Event(EventKind(row.kind), row.month, row.expected_rise, Role(row.by_role), row.decided)


def _as_rebase(row: Row[Any]) -> Rebase:
    return Rebase(row.scope, row.month, RebaseReason(row.why), Role(row.by_role), row.decided)
