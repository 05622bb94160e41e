"""`candour audit` says whether the trail is whole, and what was done last."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, text

from service.cli import main
from service.domain.audit import Deed, record
from service.store.engine import transaction
from service.store.staff.handle import StaffStore
from tests.world import NAME, found

UNGUARD = {
    "sqlite": "drop trigger audit_never_takes_update",
    "postgresql": "alter table audit disable trigger user",
}


def test_the_newest_deeds_are_printed_and_a_bent_trail_is_an_error(
    database_url: str, engine: Engine, staff: StaffStore, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CANDOUR_DATABASE_URL", database_url)
    found(database_url)
    with transaction(staff):
        record(staff, NAME, Deed.KEY_ROTATED, ("command-line", datetime(2026, 11, 25, tzinfo=UTC)), "tools")

    whole = CliRunner().invoke(main, ["audit"])
    with engine.begin() as connection:
        sqlite = engine.dialect.name == "sqlite"
        connection.execute(
            text(
                "drop trigger audit_never_takes_update"
                if sqlite
                else "alter table audit disable trigger user"
            )
        )
        connection.execute(text("update audit set subject = 'general'"))
    bent = CliRunner().invoke(main, ["audit"])

    assert whole.exit_code == 0
    assert "harbour: 1 entries in order" in whole.output
    assert "2026-11-25  key-rotated" in whole.output
    assert bent.exit_code == 1
    assert "does not add up" in bent.output
