"""A batch of reports on its way into its tables, spoken straight to the driver.

SQLite takes a batch as one statement, which is its own transaction. Every statement hands the interpreter's
lock over three times, and whoever writes waits for it each time while the event loop computes: that took a
third of the writer's time. PostgreSQL's driver has no such trouble, and takes one a table.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy.engine.interfaces import DBAPICursor

from service.store.work.tables import DialogueRow, EnvelopeRow, ReportRow
from service.store.work.writable import Writable

SETTINGS = (
    # After a commit SQLite (3.40) walks over every page it holds: 32 MB of them take as long as writing.
    # Four hold about what the largest batch writes.
    "PRAGMA cache_size=-4096",
    # What is not held is read where it lies, not copied by a call a page. The most SQLite maps: 2 GB.
    "PRAGMA mmap_size=2147418112",
    # Its commits copy nothing: past a limit each would look through the whole log while somebody reads.
    "PRAGMA wal_autocheckpoint=0",
)
"""An SQLite connection's that only takes reports in."""
LARGEST = 64
"""Reports in a batch, at most. More are hardly quicker; the driver keeps what each size was last given."""
Row = tuple[object, ...]
_KEY = ("organisation", "report")
_TABLES = {str(row.__tablename__): tuple(row.model_fields) for row in (ReportRow, EnvelopeRow, DialogueRow)}
"""What a report is written to, in this order, and the columns in theirs."""
COLUMNS = (*_TABLES["report"], *(name for name in _TABLES["envelope"] if name not in _KEY))
"""What a row of a report holds, in this order: every column of every table once."""
_OF = {table: itemgetter(*map(COLUMNS.index, columns)) for table, columns in _TABLES.items()}
_LOOKUP = COLUMNS.index("lookup")
_TAKEN = {
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY,
    sqlite3.SQLITE_CONSTRAINT_UNIQUE,
    sqlite3.SQLITE_CONSTRAINT_TRIGGER,
}


class Clash(Exception):
    """A key of the batch is taken already, or a report is not of today's directory; none of it is written."""


class Arrival(NamedTuple):
    """A report's row, in the order of COLUMNS, and the revision of the directory it was checked against."""

    row: Row
    revision: int


def row_of(item: Writable) -> Row:
    """The values of a report in the order of COLUMNS. Without a receipt, no lookup, verifier and key."""
    sealed, coded = item.sealed, item.sealed.coded
    first, second, third = (*coded.factors, None, None, None)[:3]
    return (
        sealed.organisation,
        sealed.report,
        coded.kind,
        coded.unit,
        coded.setting,
        coded.role_group,
        first,
        second,
        third,
        coded.impact,
        coded.potential,
        coded.spread,
        sealed.circle,
        sealed.sealed_by.value,
        item.received,
        item.period,
        "new",
        1,
        item.digest,
        item.band,
        item.key_id,
        sealed.dialogue_lookup or None,
        sealed.dialogue_verifier or None,
        sealed.dialogue_key or None,
        sealed.envelope,
    )


def open_way_in(cursor: DBAPICursor) -> None:
    """Give an SQLite connection its one statement: a view of its own whose rows go to their tables.

    It is the connection's alone (`temp`): nothing of it is in the database. Plain inserts, so a taken key
    ends the whole statement; so does a revision that is not today's.
    """
    for setting in SETTINGS:
        cursor.execute(setting)
    new = {table: ", ".join(f"new.{name}" for name in columns) for table, columns in _TABLES.items()}
    into = {table: f"insert into {table} ({', '.join(columns)})" for table, columns in _TABLES.items()}
    today = "(select revision from organisation where organisation = new.organisation)"
    cursor.execute(
        f"create temp view if not exists arriving ({', '.join(COLUMNS)}, revision) "
        f"as select {', '.join(['null'] * len(COLUMNS))}, null"
    )
    cursor.execute(f"""
        create temp trigger if not exists arrive instead of insert on arriving begin
            select raise(abort, 'stale') where {today} is not new.revision;
            {into["report"]} values ({new["report"]});
            {into["envelope"]} values ({new["envelope"]});
            {into["dialogue"]} select {new["dialogue"]} where new.lookup is not null;
        end""")  # noqa: S608


class Batch(NamedTuple):
    """A transaction's cursor; `is_lite` says which database's."""

    cursor: DBAPICursor
    is_lite: bool

    @property
    def mark(self) -> str:
        """How the driver marks a value."""
        return "?" if self.is_lite else "%s"

    def revisions(self, organisations: set[str]) -> dict[str, int]:
        """Each organisation's revision as of now."""
        asked = "select organisation, revision from organisation where organisation in"
        return dict(self._ask(asked, tuple(organisations)))

    def digests(self, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], bytes]:
        """Digests of those that are stored already, by organisation and report."""
        found: dict[tuple[str, str], bytes] = {}
        for name in {organisation for organisation, _ in keys}:
            mine = tuple(report for organisation, report in keys if organisation == name)
            asked = f"select report, digest from report where organisation = {self.mark} and report in"  # noqa: S608
            found |= {(name, report): bytes(digest) for report, digest in self._ask(asked, mine, name)}
        return found

    def _ask(self, question: str, among: Row, *first: object) -> Sequence[Any]:
        self.cursor.execute(f"{question} ({', '.join([self.mark] * len(among))})", (*first, *among))
        return self.cursor.fetchall()

    def insert(self, fresh: Sequence[Arrival]) -> None:
        """Write them all, or raise Clash with nothing written that the transaction's end would keep."""
        if not fresh:
            return
        if self.is_lite:
            self._insert_at_once(fresh)
            return
        today = self.revisions({str(row[0]) for row, _ in fresh})
        if any(today.get(str(row[0])) != revision for row, revision in fresh):
            raise Clash
        for statement, values, count in _by_table([row for row, _ in fresh]):
            # A taken key must not become an error: PostgreSQL would log it, with the id and the millisecond.
            self.cursor.execute(statement, values)
            if self.cursor.rowcount != count:
                raise Clash

    def _insert_at_once(self, fresh: Sequence[Arrival]) -> None:
        try:
            self.cursor.execute(
                f"insert into arriving values {_values(len(COLUMNS) + 1, len(fresh), '?')}",  # noqa: S608
                tuple(chain.from_iterable((*row, revision) for row, revision in fresh)),
            )
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorcode in _TAKEN:
                raise Clash from None
            raise


def _by_table(rows: list[Row]) -> Iterator[tuple[str, Row, int]]:
    """A statement a table, its values, and how many rows it is to write."""
    for table, columns in _TABLES.items():
        mine = [_OF[table](row) for row in rows if table != "dialogue" or row[_LOOKUP] is not None]
        if mine:
            values = _values(len(columns), len(mine), "%s")
            statement = f"insert into {table} ({', '.join(columns)}) values {values} on conflict do nothing"  # noqa: S608
            yield statement, tuple(chain.from_iterable(mine)), len(mine)


@lru_cache(maxsize=4 * LARGEST)
def _values(columns: int, rows: int, mark: str) -> str:
    return ", ".join([f"({', '.join([mark] * columns)})"] * rows)
