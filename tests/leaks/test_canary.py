"""Nothing readable on the wire, on disk or in a log: a journey is looked at byte by byte (LEAKS 26 to 28)."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text

from service.crypto.receipts import Receipt, derive_receipt_keys
from tests.leaks.conftest import own_house
from tests.leaks.journey import API, Journey, begun
from tests.leaks.places import LOCAL, server_log
from tests.leaks.plants import PLANTED, passphrase, sightings
from tests.world import NAME

NEVER_SENT = {
    "narrative": PLANTED.narrative,
    "passphrase": PLANTED.passphrase,
    "wrong passphrase": PLANTED.wrong_passphrase,
}
SENT_AND_FORGOTTEN = {
    name: getattr(PLANTED, name)
    for name in ("handle", "agent", "address", "referrer", "path", "body", "token")
}


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    """One service for every journey: what one leaves, the next would find."""
    folder = tmp_path_factory.mktemp("journey")
    with begun(own_house(request, folder), folder) as journey:
        yield journey


@pytest.fixture
def journey(running: Journey) -> Iterator[Journey]:
    """The service, and its log from here on."""
    running.mark()
    yield running
    running.http.headers.pop("cookie", None)


def secrets_of(receipt: Receipt) -> dict[str, str | bytes]:
    """What a receipt is and what must never follow it out of the reporter's hands."""
    keys = derive_receipt_keys(receipt, NAME)
    first_half, second_half = " ".join(receipt.words[:4]), " ".join(receipt.words[4:])
    return {"receipt": first_half, "its end": second_half, "token": keys.token, "seed": keys.seed}


def assert_nothing_was_left(journey: Journey, receipts: list[Receipt]) -> None:
    """Every byte of the line, the database, the log and the folders."""
    wire = bytes(journey.line.sent + journey.line.answered)
    for receipt in receipts:
        hidden = NEVER_SENT | secrets_of(receipt)
        assert sightings(wire, **hidden) == []
        assert sightings(journey.left_behind(), **hidden) == []
    assert sightings(bytes(journey.line.answered), **SENT_AND_FORGOTTEN) == []
    assert sightings(journey.left_behind(), **SENT_AND_FORGOTTEN) == []


def test_the_ways_of_looking_find_what_is_there():
    heap = b"..." + PLANTED.body.encode().hex().encode() + b"..."

    assert sightings(heap, body=PLANTED.body) == ["body (hex)"]
    assert sightings(b"", body=PLANTED.body) == []


def test_a_happy_journey_leaves_nothing_readable_anywhere(journey: Journey):
    sealed = journey.seal()
    assert journey.post("/reports", sealed.body).status_code == 202
    for page in ("/", "/report", "/sign-in"):
        assert journey.http.get(f"/o/{NAME}{page}").status_code == 200
    assert journey.sign_in("ash", passphrase("ash")).status_code == 200
    report = f"/circles/tools/reports/{sealed.body['report']}"
    for path in ("/me", "/circles/tools/keys", "/circles/tools/reports", report):
        assert journey.get(path).status_code == 200
    coding = {"factors": ["workload-demand"], "version": 1}
    assert journey.http.put(f"{API}{report}/factors", json=coding).status_code == 200
    assert journey.post("/sign-out", {}).status_code == 204

    assert_nothing_was_left(journey, [sealed.receipt])
    assert journey.log == ""


def test_refusals_repeat_nothing_and_are_logged_nowhere(journey: Journey):
    sealed = journey.seal()
    body = sealed.body
    wrong = (
        body | {"narrative": PLANTED.body},
        body | {"coded": body["coded"] | {"kind": PLANTED.body}},
        body | {"coded": body["coded"] | {"unit": PLANTED.path}},
        body | {"envelope": PLANTED.body},
        body | {"report": PLANTED.token},
        body | {PLANTED.body: 1},
        [PLANTED.body],
    )
    answers = [journey.post("/reports", one) for one in wrong]
    answers += [
        journey.http.post(
            f"{API}/reports", content=PLANTED.body, headers={"content-type": "application/json"}
        ),
        journey.http.post(f"{API}/reports", content=PLANTED.body),
        journey.http.post(f"{API}/reports", data={"narrative": PLANTED.body}),
        journey.http.post(f"{API}/reports", files={PLANTED.path: (PLANTED.path, PLANTED.body.encode())}),
        journey.http.get(f"/{PLANTED.path}?{PLANTED.path}={PLANTED.path}"),
        journey.http.get(f"/o/{PLANTED.path}/", headers={"accept": "text/html"}),
        journey.http.request("DELETE", f"/o/{PLANTED.path}/", json={}, headers={"accept": "text/html"}),
        journey.http.get(f"/static/{PLANTED.path}"),
        journey.http.request("PROPFIND", f"/{PLANTED.path}", json={}),
        journey.get(f"/dashboard?scope={PLANTED.path}"),
        journey.http.get(f"{API}/dashboard", headers={"authorization": f"Bearer {PLANTED.token}"}),
        journey.http.get(f"{API}/me", headers={"cookie": f"__Host-candour={PLANTED.token}"}),
        journey.get(f"/circles/{PLANTED.path}/reports/{PLANTED.path}"),
        journey.sign_in(PLANTED.handle, PLANTED.wrong_passphrase),
        journey.sign_in("ash", PLANTED.wrong_passphrase),
    ]

    assert {answer.status_code for answer in answers} <= {401, 404, 405, 415, 422}
    assert_nothing_was_left(journey, [sealed.receipt])
    assert journey.log == ""


def test_a_fault_and_a_table_that_is_gone_show_no_value_and_acknowledge_nothing(journey: Journey):
    for table, path in (("envelope", "/reports"), ("dialogue", "/reports"), ("organisation", "/sign-in")):
        sealed = journey.seal()
        journey.alter(f"alter table {table} rename to {table}_elsewhere")
        body = sealed.body if path == "/reports" else {"handle": PLANTED.handle, "proof": "A" * 43 + "="}

        answer = journey.post(path, body)

        assert answer.status_code in {500, 503}, answer.text
        journey.alter(f"alter table {table}_elsewhere rename to {table}")
        assert_nothing_was_left(journey, [sealed.receipt])
        log = journey.log
        assert sealed.body["report"] not in log and sealed.body["dialogue"]["lookup"] not in log
        assert not re.search(r"\[SQL|\[parameters|insert into|no such table|does not exist", log, re.I)
        assert journey.post("/reports", sealed.body).status_code == 202


def test_a_clash_of_ids_shows_no_value(journey: Journey):
    first, second, third = journey.seal(), journey.seal(), journey.seal()
    second.body["report"] = first.body["report"]
    third.body["dialogue"]["lookup"] = first.body["dialogue"]["lookup"]

    statuses = [journey.post("/reports", one.body).status_code for one in (first, first, second, third)]

    assert statuses == [202, 202, 409, 409]
    assert_nothing_was_left(journey, [one.receipt for one in (first, second, third)])
    assert journey.log == ""


@pytest.mark.postgres
def test_a_database_that_is_gone_shows_no_value_and_its_return_is_noticed(journey: Journey):
    url = journey.server.database_url
    if url.startswith(LOCAL):
        pytest.skip("SQLite is a file: see the test of the table that is gone")
    server, _, name = url.rpartition("/")
    sealed = journey.seal()
    admin = create_engine(
        server.replace("postgresql:", "postgresql+psycopg:") + "/postgres", isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.execute(text(f"alter database {name} allow_connections false"))
        connection.execute(
            text("select pg_terminate_backend(pid) from pg_stat_activity where datname = :name"),
            {"name": name},
        )

        gone = [journey.post("/reports", sealed.body), journey.get("/directory")]

        connection.execute(text(f"alter database {name} allow_connections true"))
    admin.dispose()
    back = journey.post("/reports", sealed.body)

    assert {answer.status_code for answer in gone} <= {500, 503}
    assert back.status_code == 202
    assert_nothing_was_left(journey, [sealed.receipt])
    assert sealed.body["report"] not in journey.log


@pytest.mark.postgres
def test_the_database_servers_own_log_never_learns_when_a_report_came(journey: Journey):
    if journey.server.database_url.startswith(LOCAL):
        pytest.skip("SQLite writes no log")
    first, second, third = journey.seal(), journey.seal(), journey.seal()
    second.body["report"] = first.body["report"]
    third.body["dialogue"]["lookup"] = first.body["dialogue"]["lookup"]

    for one in (first, first, second, third):
        journey.post("/reports", one.body)

    log = server_log(journey.server.database_url)
    assert sightings(log.encode(), report=first.body["report"]) == []
    assert sightings(log.encode(), lookup=bytes.fromhex(first.body["dialogue"]["lookup"])) == []
