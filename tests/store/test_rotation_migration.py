"""Keys that were there before rotation stay what they were: founded, vouched for by nobody."""

from sqlalchemy import text
from sqlmodel import Session

from service.store.engine import open_engine
from service.store.migrate import migrate
from service.store.work.circles import list_circles, list_keys
from service.store.work.endorsements import Endorsement, list_endorsements
from service.store.work.handle import WorkStore
from service.store.work.wraps import list_held
from service.terms import CircleId, Day, KeyReason, OrganisationId
from tests.store.test_queue_migration import empty_url

__all__ = ["empty_url"]
HARBOUR, TOOLS = OrganisationId("harbour"), CircleId("tools")
ROWS = (
    ("circle", "'harbour', 'tools', 'Tools', 'About tools', true"),
    ("circle", "'harbour', 'night', 'Night', 'About night', false"),
    ("circle_key", "'harbour', 'tools', 2, 'cd', :bytes, 'retired'"),
    ("circle_key", "'harbour', 'tools', 1, 'ab', :bytes, 'active'"),
    ("circle_member", "'harbour', 'tools', 'p1'"),
    ("circle_member", "'harbour', 'tools', 'p2'"),
    ("wrapped_key", "'harbour', 'tools', 1, 'p1', :bytes"),
)


def test_keys_and_wraps_are_kept_and_count(empty_url: str):
    engine = open_engine(empty_url)
    migrate(engine, to="0023")
    with engine.begin() as connection:
        for table, values in ROWS:
            given = {"bytes": b"-"} if ":bytes" in values else {}
            connection.execute(text(f"insert into {table} values ({values})"), given)

    migrate(engine)

    with Session(engine) as session:
        work = WorkStore(session)
        key, circle = list_keys(work, HARBOUR)[0], list_circles(work, HARBOUR)[1]
        (held,) = list_held(work, HARBOUR, TOOLS)
        endorsed = list_endorsements(work, HARBOUR)
    engine.dispose()
    assert (key.reason, key.since, key.endorsement, key.active) == (KeyReason.FOUNDED, "", None, True)
    assert (circle.members, circle.holders) == (2, 1)
    assert (held.person, held.vouch) == ("p1", None)
    assert endorsed == (Endorsement(TOOLS, key.key_id, Day("")),), "what has a key is founded; the rest waits"
