"""The door for sealed reports: what it takes, what it refuses, and that it is idempotent."""

import asyncio
from base64 import b64decode, b64encode
from copy import deepcopy
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlmodel import Session

from service.crypto.keys import KeyPair
from service.store.work.handle import WorkStore
from service.store.work.organisations import move_revision
from service.store.work.tables import DialogueRow, EnvelopeRow, ReportRow
from service.terms import KeyId, UnitCode
from tests.circlework import replace_key
from tests.world import CODED, NAME, World


def rows(world: World) -> tuple[int, int, int]:
    """How many reports, envelopes and dialogues are stored."""
    with Session(world.app.state.runtime.reader) as session:
        return tuple(
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (ReportRow, EnvelopeRow, DialogueRow)
        )


def rotate(world: World) -> KeyId:
    """Give the tools circle a new key."""
    pair = KeyPair.from_seed(b"\7" * 32)
    with Session(world.app.state.runtime.writer) as session:
        replace_key(WorkStore(session), "tools", pair)
        session.commit()
    return KeyId(pair.key_id.hex())


def test_a_sealed_report_is_accepted_stored_once_and_opened_by_a_member(tell):
    async def story(world: World):
        sealed = await world.submit("The hoist battery was flat.")

        assert rows(world) == (1, 1, 1)
        assert (await world.sign_in("ash")).status_code == 200
        assert await world.open("tools", sealed.body["report"]) == "The hoist battery was flat."

    tell(story)


def test_the_same_submission_again_gets_the_same_answer_and_one_row(tell):
    async def story(world: World):
        sealed = await world.seal()

        answers = [await world.send(sealed) for _ in range(3)]
        together = await asyncio.gather(*(world.send(sealed) for _ in range(5)))

        assert {(answer.status_code, answer.text) for answer in (*answers, *together)} == {
            (202, '{"status":"accepted"}')
        }
        assert rows(world) == (1, 1, 1)

    tell(story)


def test_other_contents_under_a_known_id_are_refused(tell):
    async def story(world: World):
        first = await world.submit()
        second = await world.seal("Something else entirely.")
        second.body["report"] = first.body["report"]
        stolen = await world.seal("A third one.")
        stolen.body["dialogue"]["lookup"] = first.body["dialogue"]["lookup"]

        for sealed in (second, stolen):
            answer = await world.send(sealed)
            assert (answer.status_code, answer.json()["code"]) == (409, "report-conflict")
        assert rows(world) == (1, 1, 1)

    tell(story)


def test_a_report_without_factors_goes_to_the_general_circle(tell):
    async def story(world: World):
        sealed = await world.submit(coded=replace(CODED, factors=()))

        assert sealed.body["circle"] == "general"
        assert (await world.sign_in("damson")).status_code == 200
        queue = (await world.client.get(f"{world.api}/circles/general/reports")).json()
        assert [row["report"] for row in queue["reports"]] == [sealed.body["report"]]

    tell(story)


def _set(path: str, value: object):
    def change(body: dict) -> None:
        *way, last = path.split(".")
        for step in way:
            body = body[step]
        body[last] = value

    return change


def _flip(body: dict) -> None:
    data = bytearray(b64decode(body["envelope"]))
    data[0] = 9
    body["envelope"] = b64encode(data).decode()


def _truncate(body: dict) -> None:
    body["envelope"] = b64encode(b64decode(body["envelope"])[:-1]).decode()


BAD = {
    "an unknown kind": (_set("coded.kind", "gossip"), 422, "unknown-code"),
    "an unknown unit": (_set("coded.unit", "moon"), 422, "unknown-code"),
    "an unknown role group": (_set("coded.role_group", "boss"), 422, "unknown-code"),
    "an unknown factor": (_set("coded.factors", ["human-error"]), 422, "unknown-code"),
    "the same factor twice": (_set("coded.factors", ["digital-systems"] * 2), 422, "unknown-code"),
    "four factors": (
        _set("coded.factors", ["digital-systems", "workload-demand", "culture-voice", "learning-feedback"]),
        422,
        "too-many-factors",
    ),
    "a unit below the floor": (_set("coded.unit", "tiny"), 422, "unit-too-small"),
    "an envelope for another circle": (_set("circle", "general"), 422, "wrong-circle"),
    "factors that lead elsewhere": (_set("coded.factors", ["culture-voice"]), 422, "wrong-circle"),
    "a wrong version": (_flip, 422, "unsupported-envelope"),
    "a truncated envelope": (_truncate, 422, "malformed-envelope"),
    "an empty envelope": (_set("envelope", ""), 422, "malformed-envelope"),
    "bad base64": (_set("envelope", "CANARY!!"), 422, "malformed-request"),
    "base64 beyond ASCII": (_set("envelope", "ÄÖÜ="), 422, "malformed-request"),
    "an unexpected field": (_set("narrative", "CANARY in the clear"), 422, "malformed-request"),
    "an unexpected coded field": (_set("coded.name", "CANARY"), 422, "malformed-request"),
    "a report id that is no hex": (_set("report", "CANARY"), 422, "malformed-request"),
    "a dialogue key of the wrong size": (_set("dialogue.public_key", "AAAA"), 422, "malformed-request"),
    "a number where a code belongs": (_set("coded.kind", 7), 422, "malformed-request"),
    "a null unit": (_set("coded.unit", None), 422, "malformed-request"),
}


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.replace(" ", "-"))
def test_bad_input_is_refused_kindly_stores_nothing_and_is_not_echoed(tell, case):
    change, status, code = BAD[case]

    async def story(world: World):
        sealed = await world.seal()
        body = deepcopy(sealed.body)
        change(body)

        answer = await world.client.post(f"{world.api}/reports", json=body)

        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["title"].endswith(".")
        assert "CANARY" not in answer.text
        assert rows(world) == (0, 0, 0)

    tell(story)


@pytest.mark.parametrize(
    ("content", "kind", "status", "code"),
    [
        (b'{"report": CANARY', "application/json", 422, "malformed-request"),
        (b"\xff\xfe\x00CANARY", "application/json", 422, "malformed-request"),
        (b"[" * 5000, "application/json", 422, "malformed-request"),
        (b"CANARY=1", "application/x-www-form-urlencoded", 415, "unsupported-media-type"),
        (b"{}", "text/plain", 415, "unsupported-media-type"),
        (b"{}", "", 415, "unsupported-media-type"),
        (b'{"a": "' + b"x" * 100_000 + b'"}', "application/json", 413, "body-too-large"),
    ],
)
def test_a_body_that_is_no_report_is_refused(tell, content, kind, status, code):
    async def story(world: World):
        headers = {"content-type": kind} if kind else {}

        answer = await world.client.post(f"{world.api}/reports", content=content, headers=headers)

        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert "CANARY" not in answer.text
        assert rows(world) == (0, 0, 0)

    tell(story)


def test_an_endless_body_is_cut_off_before_it_is_parsed(tell):
    async def story(world: World):
        async def endless():
            while True:
                yield b"x" * 16_384

        answer = await world.client.post(
            f"{world.api}/reports", content=endless(), headers={"content-type": "application/json"}
        )

        assert (answer.status_code, answer.json()["code"]) == (413, "body-too-large")

    tell(story)


def test_a_retired_key_is_refused_with_the_current_key_id_and_the_next_seal_fits(tell):
    async def story(world: World):
        old = await world.seal()
        current = rotate(world)

        answer = await world.send(old)
        again = await world.send(await world.seal())

        assert (answer.status_code, answer.json()["code"], answer.json()["key_id"]) == (
            409,
            "retired-key",
            current,
        )
        assert again.status_code == 202
        assert rows(world) == (1, 1, 1)

    tell(story)


def test_a_directory_that_went_stale_between_check_and_commit_is_read_again(tell):
    async def story(world: World):
        await world.submit()
        with Session(world.app.state.runtime.writer) as session:
            move_revision(WorkStore(session), NAME)
            session.commit()

        await world.submit()

        assert rows(world) == (2, 2, 2)

    tell(story)


def test_every_offered_unit_and_the_skipped_question_are_accepted(tell):
    async def story(world: World):
        offered = [unit["code"] for unit in (await world.directory())["units"]]
        for unit in (*offered, "prefer-not-to-say"):
            await world.submit(coded=replace(CODED, unit=UnitCode(unit)))

        assert offered == ["north", "south"]

    tell(story)


def test_a_report_keeps_its_day_until_it_is_coded_and_then_its_week(tell):
    async def story(world: World):
        sealed = await world.submit()
        await world.sign_in("ash")
        address = f"{world.api}/circles/tools/reports"

        before = (await world.client.get(address)).json()["reports"][0]
        answer = await world.client.put(
            f"{address}/{sealed.body['report']}/factors",
            json={"factors": ["workload-demand", "digital-systems"], "version": 1},
        )

        assert before["received"] == "2026-11-25"
        assert answer.json()["received"] == "2026-W48"
        assert (answer.json()["state"], answer.json()["version"]) == ("coded", 2)
        assert answer.json()["factors"] == ["workload-demand", "digital-systems"]

    tell(story)


def test_the_second_of_two_codings_is_told_and_overwrites_nothing(tell):
    async def story(world: World):
        sealed = await world.submit()
        await world.sign_in("ash")
        address = f"{world.api}/circles/tools/reports/{sealed.body['report']}"
        one = {"factors": ["workload-demand"], "version": 1}
        two = {"factors": ["culture-voice"], "version": 1}

        first = await world.client.put(f"{address}/factors", json=one)
        second = await world.client.put(f"{address}/factors", json=two)

        assert first.status_code == 200
        assert (second.status_code, second.json()["code"]) == (409, "stale-edit")
        assert (await world.client.get(address)).json()["factors"] == ["workload-demand"]

    tell(story)
