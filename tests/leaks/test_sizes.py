"""What is sealed has one size, and nothing that carries secrets is compressed (LEAKS 10 to 12)."""

import json
import re
import zlib
from base64 import b64decode, b64encode
from dataclasses import replace

import pytest

from service.client.sealing import BODY_STEP, encode_body
from service.crypto.envelope import ENVELOPE_SIZES
from service.crypto.keys import PUBLIC_BYTES
from service.crypto.narrative import encode_narrative
from service.crypto.padding import BUCKETS, PREFIX_BYTES
from service.terms import MAX_FACTORS, UnitCode
from tests.leaks.plants import passphrase
from tests.leaks.rooms import knock, rooms
from tests.world import CODED, FACTORS, World

EMPTY = len(encode_narrative("", "0" * 64))
TEXTS = {
    "nothing": "",
    "one letter": "x",
    "a hundred": "x" * 100,
    "five hundred": "x" * 500,
    "Greek": "ανελκυστήρας " * 20,
    "emoji": "🧯" * 100,
    "quotes": '"\\' * 200,
    "the most that fits": "x" * (BUCKETS[0] - PREFIX_BYTES - EMPTY),
}


def test_every_ordinary_report_has_the_same_size_on_the_wire(tell):
    async def story(world: World):
        sent = {name: await world.submit(narrative) for name, narrative in TEXTS.items()}

        assert len({len(b64decode(one.body["envelope"])) for one in sent.values()}) == 1
        requests = {
            name: world.client.build_request("POST", "/", content=encode_body(one.body)).headers[
                "content-length"
            ]
            for name, one in sent.items()
        }
        assert len(set(requests.values())) == 1, requests

    tell(story)


def test_what_is_stored_of_them_has_the_same_size_too(tell):
    async def story(world: World):
        sent = [await world.submit(narrative) for narrative in TEXTS.values()]
        await world.sign_in("ash", passphrase("ash"))
        address = f"{world.api}/circles/tools/reports"

        shown = [await world.client.get(f"{address}/{one.body['report']}") for one in sent]

        # A lot, drawn without a look at the words, says whether suggestions are shown.
        told = [{**one.json(), "suggests": None} for one in shown]
        assert len({len(json.dumps(one)) for one in told}) == 1
        assert all("suggests" in one.json() for one in shown)

    tell(story)


def test_the_length_of_a_request_does_not_tell_what_was_chosen(tell):
    async def story(world: World):
        long = "x" * (BUCKETS[0] + 1)
        choices = [
            replace(CODED, factors=FACTORS[:most], role_group=group, unit=UnitCode(unit))
            for most in range(4)
            for group, unit in (("prefer-not-to-say", "prefer-not-to-say"), ("frontline", "north"))
        ]

        sizes = [
            {len(encode_body((await world.submit(text, coded)).body)) for coded in choices}
            for text in ("", "x" * 500, long)
        ]

        assert sizes == [{BODY_STEP}, {BODY_STEP}, {3 * BODY_STEP}]

    tell(story)


def test_the_longest_codes_there_may_be_still_fit_the_same_request():
    longest = dict.fromkeys(
        ("kind", "unit", "role_group", "impact", "potential", "spread", "setting"), "x" * 64
    )
    body = {
        "report": "0" * 32,
        "coded": longest | {"factors": ["x" * 64] * MAX_FACTORS},
        "circle": "x" * 64,
        "envelope": "",
        "dialogue": {
            "lookup": "0" * 32,
            "verifier": "0" * 64,
            "public_key": b64encode(bytes(PUBLIC_BYTES)).decode(),
        },
    }

    padded = [
        len(encode_body(body | {"envelope": b64encode(bytes(size)).decode()})) for size in ENVELOPE_SIZES
    ]

    assert padded == [BODY_STEP, 3 * BODY_STEP]


def test_choices_that_were_skipped_change_no_sealed_part(tell):
    async def story(world: World):
        skipped = replace(
            CODED,
            factors=(),
            unit=UnitCode("prefer-not-to-say"),
            role_group="prefer-not-to-say",
            setting="prefer-not-to-say",
            impact="not-known",
            potential="not-sure",
        )
        full = replace(CODED, factors=("digital-systems", "workload-demand", "culture-voice"))

        one, other = await world.submit(coded=skipped), await world.submit(coded=full)

        def parts(body: dict) -> dict[str, int]:
            sealed = {"envelope": body["envelope"], **body["dialogue"]}
            return {name: len(value) for name, value in sealed.items()}

        assert set(one.body) == set(other.body)
        assert set(one.body["coded"]) == set(other.body["coded"])
        assert parts(one.body) == parts(other.body)

    tell(story)


def test_a_text_that_compresses_well_is_sealed_at_full_length(tell):
    async def story(world: World):
        easy, hard = await world.seal("a" * 2000), await world.seal("".join(map(chr, range(300, 1300))))
        sealed = [b64decode(one.body["envelope"]) for one in (easy, hard)]

        assert len(sealed[0]) == len(sealed[1])
        assert all(len(zlib.compress(one, 9)) >= len(one) for one in sealed)

    tell(story)


PRESSED = {
    "show_asset": "br",
    "start_page": "gzip",
    "report_page": "gzip",
    "quick_page": "gzip",
    "come_back_page": "gzip",
    "poster_page": "gzip",
    "show_directory": "gzip",
}
"""What is the same for everybody."""
NONCE = re.compile(r"nonce=\"[^\"]*\"")


@pytest.mark.parametrize("visitor", ["nobody", "ash", "leader", "steward"])
def test_no_answer_is_compressed_but_what_is_the_same_for_everybody(tell, visitor):
    async def story(world: World):
        sealed = await world.submit()
        if visitor != "nobody":
            await world.sign_in(visitor, passphrase(visitor))
        world.client.headers["accept-encoding"] = "br, gzip, deflate, zstd"
        for room in rooms(world, sealed.body["report"]):
            answer = await knock(world, room)
            expected = PRESSED.get(room.name) if answer.status_code == 200 else None
            assert answer.headers.get("content-encoding") == expected, room

    tell(story)


def test_what_is_compressed_is_the_same_for_everybody_and_echoes_nothing(tell):
    async def story(world: World):
        pressed = [room for room in rooms(world, "0" * 32) if room.name in PRESSED]
        plain = [NONCE.sub("", (await knock(world, room)).text) for room in pressed]
        await world.sign_in("ash", passphrase("ash"))
        world.client.headers["x-canary"] = "canary-9d1"
        for room, expected in zip(pressed, plain, strict=True):
            path = f"{room.path}?canary-9d1=canary-9d1#canary-9d1"
            answer = await knock(world, replace(room, path=path))
            assert NONCE.sub("", answer.text) == expected, room

    tell(story)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("", None), ("gzip", "gzip"), ("br, GZIP;q=0.5", "gzip"), ("gzip;q=0", None), ("x-gzip", None)],
)
def test_a_page_comes_compressed_only_to_those_who_can_read_it(tell, asked, expected):
    async def story(world: World):
        world.client.headers["accept-encoding"] = asked
        answer = await world.client.get("/o/harbour/")
        assert answer.headers.get("content-encoding") == expected
        assert "Harbour" in answer.text
        assert "Accept-Encoding" in answer.headers["vary"] or expected is None

    tell(story)
