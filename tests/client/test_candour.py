"""The integrator's library against the real service: what it sends, tries again, and says when refused."""

import secrets
from base64 import b64decode
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select
from sqlmodel import Session

from service.client.candour import ATTEMPTS, Candour, OtherLock, Refused
from service.crypto.context import Context, Purpose
from service.crypto.keys import KeyPair, fingerprint_words
from service.crypto.opening import open_envelope
from service.crypto.receipts import normalise
from service.store.engine import open_engine
from service.store.work.circles import list_keys
from service.store.work.handle import WorkStore
from service.store.work.tables import EnvelopeRow, ReportRow
from service.terms import UnitCode
from service.text.analysis import Decisions
from tests.circlework import replace_key
from tests.server import Server, served
from tests.world import API_KEY, CODED, NAME, WRITE_ONLY_KEY, found

Step = Callable[[httpx.Request], None]


class Road(httpx.HTTPTransport):
    """The real way to the service, on which something may happen before a request or after its answer."""

    def __init__(self) -> None:
        super().__init__()
        self.before: list[Step] = []
        self.after: list[Step] = []
        self.posted: list[bytes] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method != "POST":
            return super().handle_request(request)
        self.posted.append(request.read())
        if self.before:
            self.before.pop(0)(request)
        answer = super().handle_request(request)
        if self.after:
            answer.read()
            self.after.pop(0)(request)
        return answer


@pytest.fixture(scope="module")
def server(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service of its own; the library cannot tell one database from another."""
    folder = tmp_path_factory.mktemp("client")
    path = folder / "candour.db"
    path.write_bytes(sqlite_template.read_bytes())
    found(f"sqlite:///{path}")
    with served(f"sqlite:///{path}", folder) as running:
        yield running


@pytest.fixture
def road() -> Road:
    return Road()


@pytest.fixture
def candour(server: Server, road: Road) -> Iterator[Candour]:
    """The library on a road of the test's."""
    with Candour(server.origin, NAME, client=httpx.Client(transport=road, timeout=30)) as candour:
        yield candour


def session(server: Server) -> Session:
    """A look into the service's database."""
    return Session(open_engine(server.database_url, immediate=True))


def stored(server: Server) -> int:
    """How many reports there are."""
    with session(server) as found:
        return found.scalar(select(func.count()).select_from(ReportRow)) or 0


def rotate(server: Server) -> KeyPair:
    """Give the tools circle a new key, as if a member had left."""
    pair = KeyPair.from_seed(secrets.token_bytes(32))
    with session(server) as found:
        replace_key(WorkStore(found), "tools", pair)
        found.commit()
    return pair


def lose(request: httpx.Request) -> None:
    """The line goes dead."""
    raise httpx.ReadError("the line is gone", request=request)


def test_a_report_is_stored_once_and_its_receipt_has_eight_known_words(candour: Candour, server: Server):
    before = stored(server)

    sent = candour.report("The hoist battery was flat.", CODED)

    assert stored(server) == before + 1
    assert len(normalise(sent.receipt).words) == 8
    assert sent.receipt not in repr(sent)


def test_no_byte_of_narrative_or_receipt_is_sent(candour: Candour, road: Road):
    sent = candour.report("The canary of the third floor.", CODED)

    (body,) = road.posted
    assert b"canary" not in body and sent.receipt.encode() not in body
    assert not [word for word in sent.receipt.split() if len(word) > 5 and word.encode() in body]


def test_what_was_sealed_opens_with_the_circles_key(candour: Candour, server: Server):
    pair = rotate(server)

    sent = candour.report("the lift’s alarm was naïve again 🛗", CODED)

    with session(server) as found:
        envelope = found.get(EnvelopeRow, (NAME, sent.report))
        assert envelope is not None
        context = Context(Purpose.REPORT_DEVICE, NAME, "tools", pair.key_id.hex(), sent.report)
        assert "the lift’s alarm was naïve again 🛗".encode() in open_envelope(envelope.sealed, pair, context)


def test_a_key_that_rotates_between_reading_and_sending_is_fetched_and_sealed_to(
    candour: Candour, server: Server, road: Road
):
    before = stored(server)
    road.before.append(lambda _: rotate(server) and None)

    sent = candour.report("The hoist battery was flat.", CODED)

    assert stored(server) == before + 1
    assert len(road.posted) == 2
    with session(server) as found:
        envelope = found.get(EnvelopeRow, (NAME, sent.report))
        (current,) = [
            key for key in list_keys(WorkStore(found), NAME) if key.active and key.circle == "tools"
        ]
    assert envelope is not None and envelope.key_id == current.key_id


def test_a_lost_answer_is_asked_for_again_and_nothing_is_stored_twice(
    candour: Candour, server: Server, road: Road
):
    before = stored(server)
    road.after.append(lose)

    candour.report("The hoist battery was flat.", CODED)

    assert stored(server) == before + 1
    assert len(road.posted) == 2 and road.posted[0] == road.posted[1]


def test_an_answer_lost_and_a_key_retired_before_asking_again_store_one_report(
    candour: Candour, server: Server, road: Road
):
    before = stored(server)

    def lose_and_rotate(request: httpx.Request) -> None:
        rotate(server)
        lose(request)

    road.after.append(lose_and_rotate)

    candour.report("The hoist battery was flat.", CODED)

    assert stored(server) == before + 1


def test_a_line_that_stays_dead_is_said_to_be_dead(candour: Candour, server: Server, road: Road):
    before = stored(server)
    road.before.extend([lose] * ATTEMPTS)

    with pytest.raises(httpx.TransportError):
        candour.report("The hoist battery was flat.", CODED)

    assert len(road.posted) == ATTEMPTS
    assert stored(server) == before


def test_a_refusal_has_the_services_code_and_words_and_no_part_of_the_report(
    candour: Candour, server: Server
):
    before = stored(server)

    with pytest.raises(Refused) as refused:
        candour.report("canary", replace(CODED, unit=UnitCode("tiny")))

    assert refused.value.code == "unit-too-small"
    assert str(refused.value).endswith(".")
    assert "canary" not in str(refused.value) + repr(refused.value) + str(refused.value.problem)
    assert stored(server) == before


def test_an_organisation_that_is_not_there_is_refused_before_anything_is_sealed(server: Server):
    with Candour(server.origin, "nowhere") as candour, pytest.raises(Refused) as refused:
        candour.report("canary", CODED)

    assert refused.value.code == "unknown-organisation"


def test_an_answer_that_is_no_json_is_a_refusal_too():
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(502, text="<html>bad gateway</html>", headers={"content-type": "text/html"})

    client = httpx.Client(transport=httpx.MockTransport(answer))
    with Candour("http://candour.test", NAME, client=client) as candour, pytest.raises(Refused) as refused:
        candour.directory()

    assert refused.value.code == "unknown"


@pytest.mark.parametrize(("key", "code"), [(WRITE_ONLY_KEY, "not-allowed"), ("made up", "not-signed-in")])
def test_a_key_without_the_right_to_read_dashboards_is_refused(server: Server, key: str, code: str):
    with Candour(server.origin, NAME, api_key=key) as candour, pytest.raises(Refused) as refused:
        candour.dashboard()

    assert refused.value.code == code


def test_a_leaders_key_reads_the_dashboard_and_is_sent_nowhere_else(server: Server, road: Road):
    client = httpx.Client(transport=road, timeout=30)
    seen: list[str] = []
    client.event_hooks["request"] = [
        lambda request: seen.append(request.url.path) if "authorization" in request.headers else None
    ]
    with Candour(server.origin, NAME, api_key=API_KEY, client=client) as candour:
        candour.report("The hoist battery was flat.", CODED)
        shown = candour.dashboard(span=12)

    assert shown["organisation"] == NAME and shown["span"] == "12"
    assert seen == [f"/api/v1/o/{NAME}/dashboard"]
    assert API_KEY not in repr(candour)


def test_the_directory_is_what_sealing_needs(candour: Candour):
    shown = candour.directory()

    (tools,) = [circle for circle in shown["circles"] if circle["circle"] == "tools"]
    assert len(b64decode(tools["key"]["public_key"])) == 1216
    assert shown["routes"]["digital-systems"] == "tools"


def test_identifiers_are_masked_before_sealing_but_for_what_the_writer_decided(
    candour: Candour, server: Server
):
    pair = rotate(server)
    text = "Sandra Whitcombe called 07700 900123 about the hoist."

    masked = candour.report(text, CODED)
    decided = candour.report(text, CODED, Decisions(unmasked=((0, len(text)),)))

    with session(server) as found:
        read = []
        for sent in (masked, decided):
            envelope = found.get(EnvelopeRow, (NAME, sent.report))
            assert envelope is not None
            context = Context(Purpose.REPORT_DEVICE, NAME, "tools", pair.key_id.hex(), sent.report)
            read.append(open_envelope(envelope.sealed, pair, context))
    assert b"Sandra" not in read[0] and b"Sandra" in read[1]
    assert not any(b"900123" in one for one in read)


def test_with_a_pinned_lock_no_other_key_gets_a_word(candour: Candour, server: Server, road: Road):
    pin = " ".join(fingerprint_words(rotate(server).public)).upper()
    candour.report("The hoist battery was flat.", CODED, pins=[pin])
    posted, before = len(road.posted), stored(server)
    other = rotate(server)

    with pytest.raises(OtherLock) as refused:
        candour.report("The hoist battery was flat.", CODED, pins=[pin])

    assert refused.value.words == " ".join(fingerprint_words(other.public))
    assert len(road.posted) == posted and stored(server) == before


def test_a_pinned_lock_that_changes_while_sending_stops_the_report(
    candour: Candour, server: Server, road: Road
):
    pin = " ".join(fingerprint_words(rotate(server).public))
    before = stored(server)
    road.before.append(lambda _: rotate(server) and None)

    with pytest.raises(OtherLock):
        candour.report("The hoist battery was flat.", CODED, pins=[pin])

    assert stored(server) == before
