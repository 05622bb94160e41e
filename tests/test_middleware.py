"""The rings around the application: the same headers on every status, and nothing from elsewhere."""

import re
import shutil
import socket
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from service.pages.assets import built_assets
from tests.server import Server, served
from tests.world import NAME, World, act, found

SECURITY = {
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "strict-transport-security": "max-age=63072000; includeSubDomains",
}
OWN = ("permissions-policy", "content-security-policy", "cache-control", *SECURITY)
API = f"/api/v1/o/{NAME}"
JSON = {"content-type": "application/json"}
Tell = Callable[[Callable[[World], Awaitable[None]]], None]


@pytest.fixture(scope="module")
def founded(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the test organisation, to copy from."""
    path = tmp_path_factory.mktemp("founded") / "candour.db"
    shutil.copy(sqlite_template, path)
    found(f"sqlite:///{path}")
    return path


@pytest.fixture
def tell(founded: Path, tmp_path: Path) -> Tell:
    """Run an async story; the rings speak no SQL, so one kind of database is enough."""
    path = tmp_path / "candour.db"
    shutil.copy(founded, path)
    return lambda story: act(f"sqlite:///{path}", story)


@pytest.fixture(scope="module")
def server(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real process, for what only its HTTP parser does."""
    with served(f"sqlite:///{founded}", tmp_path_factory.mktemp("server")) as running:
        yield running


def break_database(world: World) -> None:
    """Take away the table every request of an organisation begins with."""
    with world.app.state.runtime.writer.begin() as connection:
        connection.execute(text("alter table organisation rename to elsewhere"))


async def every_status(world: World) -> dict[str, httpx.Response]:
    """One answer of each kind."""
    client, sealed = world.client, await world.seal()
    await world.sign_in("ash")
    answers = {
        "200 API": await client.get(f"{API}/directory"),
        "200 page": await client.get(f"/o/{NAME}/report"),
        "202": await world.send(sealed),
        "204": await client.post(f"{API}/sign-out", json={}),
        "401": await client.get(f"{API}/me"),
        "404": await client.get("/nowhere"),
        "404 static": await client.get("/static/none.js"),
        "404 page": await client.get("/o/nobody/", headers={"accept": "text/html"}),
        "405": await client.delete(f"{API}/reports", headers=JSON),
        "413": await client.post(f"{API}/reports", content=b"x" * 100_000, headers=JSON),
        "415": await client.post(f"{API}/reports", content=b"x"),
        "422": await client.post(f"{API}/reports", json={}),
        "403": await client.post(f"{API}/reports", json={}, headers={"sec-fetch-site": "cross-site"}),
    }
    break_database(world)
    answers["500"] = await client.get(f"{API}/directory")
    answers["500 page"] = await client.get(f"/o/{NAME}/", headers={"accept": "text/html"})
    return answers


def test_the_same_security_headers_stand_once_on_every_status(tell: Tell):
    async def story(world: World) -> None:
        for status, answer in (await every_status(world)).items():
            assert answer.status_code == int(status[:3]), status
            counted = Counter(name.decode().lower() for name, _ in answer.headers.raw)
            assert {name: counted[name] for name in OWN} == dict.fromkeys(OWN, 1), status
            assert {name: answer.headers[name] for name in SECURITY} == SECURITY, status
            assert "camera=()" in answer.headers["permissions-policy"], status

    tell(story)


def test_the_content_policy_allows_nonced_scripts_and_trusted_types_only(tell: Tell):
    async def story(world: World) -> None:
        for status, answer in (await every_status(world)).items():
            policy = dict(
                part.strip().partition(" ")[::2]
                for part in answer.headers["content-security-policy"].split(";")
            )
            assert policy["default-src"] == "'none'", status
            assert re.fullmatch(r"'nonce-[A-Za-z0-9+/]{22}==' 'strict-dynamic'", policy["script-src"]), status
            assert policy["require-trusted-types-for"] == "'script'", status
            assert policy["style-src"] == policy["connect-src"] == policy["form-action"] == "'self'", status
            assert policy["base-uri"] == policy["frame-ancestors"] == "'none'", status
            assert not {"unsafe-inline", "unsafe-eval", "http:", "https:", "*"} & set(
                re.split(r"[ ';]+", answer.headers["content-security-policy"])
            ), status

    tell(story)


def test_a_built_file_is_locked_up_by_itself_and_no_heavier_than_it_must_be(tell: Tell):
    async def story(world: World) -> None:
        answer = await world.client.get(built_assets().asset("candour.css").url)
        lost = await world.client.get("/static/nothing.js")

        assert answer.status_code == 200 and lost.status_code == 404
        assert {name: answer.headers[name] for name in SECURITY} == SECURITY
        assert answer.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")
        assert "permissions-policy" not in answer.headers
        assert "camera=()" in lost.headers["permissions-policy"]

    tell(story)


def test_no_nonce_is_given_twice(tell: Tell):
    async def story(world: World) -> None:
        seen = [(await world.client.get("/nowhere")).headers["content-security-policy"] for _ in range(50)]

        assert len(set(seen)) == 50

    tell(story)


def test_only_files_named_after_their_contents_may_be_kept(tell: Tell):
    async def story(world: World) -> None:
        for status, answer in (await every_status(world)).items():
            expected = "public, max-age=31536000, immutable" if status == "200 static" else "no-store"
            assert answer.headers["cache-control"] == expected, status

    tell(story)


def test_a_fault_says_nothing_of_itself_to_the_sender_nor_of_the_sender_to_the_log(tell: Tell, caplog):
    async def story(world: World) -> None:
        break_database(world)

        answer = await world.client.get(f"{API}/directory?CANARY=1", headers={"user-agent": "CANARY"})

        assert answer.json()["code"] == "internal-fault"
        assert not re.search(r"sql|table|organisation|Traceback|\.py", answer.text, re.I)

    tell(story)
    assert "fault OperationalError" in caplog.text
    assert not re.search(r"CANARY|no such table|select ", caplog.text, re.I)


ELSEWHERE = {
    "the page itself": ({"sec-fetch-site": "same-origin", "origin": "https://candour.test"}, True),
    "the page itself, its referrer hidden": ({"sec-fetch-site": "same-origin", "origin": "null"}, True),
    "typed by hand": ({"sec-fetch-site": "none"}, True),
    "a program": ({}, True),
    "an old browser's page of ours": ({"origin": "https://candour.test"}, True),
    "a page elsewhere": ({"sec-fetch-site": "cross-site", "origin": "https://evil.test"}, False),
    "a page of a neighbour": ({"sec-fetch-site": "same-site", "origin": "https://www.candour.test"}, False),
    "a page elsewhere that claims our origin": (
        {"sec-fetch-site": "cross-site", "origin": "https://candour.test"},
        False,
    ),
    "an old browser's page elsewhere": ({"origin": "https://evil.test"}, False),
    "an old browser's sandbox": ({"origin": "null"}, False),
    "a look-alike": ({"origin": "https://candour.test.evil.test"}, False),
    "another port": ({"origin": "https://candour.test:8443"}, False),
    "an unknown word": ({"sec-fetch-site": "CANARY"}, False),
}


@pytest.mark.parametrize("case", ELSEWHERE, ids=lambda case: case.replace(" ", "-"))
@pytest.mark.parametrize("signed_in", [True, False], ids=["signed-in", "nobody"])
def test_a_write_is_taken_from_ourselves_and_from_programs_and_from_no_other_page(
    tell: Tell, case, signed_in
):
    headers, welcome = ELSEWHERE[case]

    async def story(world: World) -> None:
        sealed = await world.seal()
        if signed_in:
            await world.sign_in("ash")

        answer = await world.client.post(f"{API}/reports", json=sealed.body, headers=headers)

        if welcome:
            assert answer.status_code == 202
        else:
            assert (answer.status_code, answer.json()["code"]) == (403, "cross-site-request")
            assert "CANARY" not in answer.text

    tell(story)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", f"/o/{NAME}/", f"{API}/sign-out", "/nowhere"])
def test_no_method_that_may_write_gets_past_from_elsewhere(tell: Tell, method: str, path: str):
    async def story(world: World) -> None:
        answer = await world.client.request(method, path, headers={"sec-fetch-site": "cross-site", **JSON})

        assert (answer.status_code, answer.json()["code"]) == (403, "cross-site-request")

    tell(story)


@pytest.mark.parametrize("path", [f"{API}/directory", f"/o/{NAME}/", "/health", "/docs", "/nowhere"])
def test_head_answers_as_get_does_without_the_body(tell: Tell, path: str):
    async def story(world: World) -> None:
        get, head = await world.client.get(path), await world.client.head(path)

        assert head.status_code == get.status_code
        assert head.content == b""
        assert head.headers["content-length"] == get.headers["content-length"]
        assert head.headers["content-type"] == get.headers["content-type"]

    tell(story)


def exchange(server: Server, sent: bytes) -> bytes:
    """Everything the real process answers to raw bytes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := connection.recv(65_536):
            answer += piece
    return answer


def test_the_real_process_names_neither_itself_nor_the_time(server: Server):
    for method, path in (("GET", "/health"), ("GET", "/nowhere"), ("POST", "/"), ("HEAD", f"/o/{NAME}/")):
        answer = httpx.request(method, f"{server.origin}{path}")

        assert not {"server", "date", "x-powered-by", "via"} & set(answer.headers), path
        assert not re.search(r"uvicorn|python|starlette|fastapi", str(answer.headers), re.I), path


MALFORMED = {
    "no HTTP at all": b"CANARY\r\n\r\n",
    "a bad request line": b"GET CANARY\r\n\r\n",
    "a bad version": b"GET /CANARY HTTP/9.9\r\nHost: x\r\n\r\n",
    "a bad header": b"GET / HTTP/1.1\r\nHost: x\r\nCANARY CANARY\r\n\r\n",
    "two lengths": b"POST /CANARY HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
    "a negative length": b"POST /CANARY HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "a bad chunk": b"POST /CANARY HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    b"Transfer-Encoding: chunked\r\n\r\nCANARY\r\n",
    "TLS": bytes.fromhex("16030100050100000103") + b"CANARY",
    "an upgrade": b"GET /CANARY HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
    "headers beyond measure": b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"CANARY" * 200_000 + b"\r\n\r\n",
}


@pytest.mark.parametrize("case", MALFORMED, ids=lambda case: case.replace(" ", "-"))
def test_malformed_http_is_neither_echoed_nor_logged_and_does_no_harm(server: Server, case: str):
    try:
        answer = exchange(server, MALFORMED[case])
    except OSError:  # the service hung up before everything was sent
        answer = b""

    assert not answer or re.match(rb"HTTP/1\.1 4\d\d ", answer)
    assert not re.search(rb"CANARY|\r\n(server|date):|uvicorn|websockets|traceback", answer, re.I)
    assert "CANARY" not in server.log.read_text()
    assert httpx.get(f"{server.origin}/health").status_code == 200
