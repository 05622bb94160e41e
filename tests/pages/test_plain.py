"""The form without script: it says what it means, shows what was masked, keeps every word, stores once."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlencode

import pytest
from sqlmodel import Session

from service.domain.doors import arrange_door
from service.domain.gate import REPORTS_FROM_ONE_PLACE
from service.errors import SlowDown
from service.languages import find_language
from service.store.engine import transaction
from service.store.work.handle import WorkStore
from service.store.work.queue import Shelf, list_band
from service.terms import CircleId, Door
from tests.world import NAME, World, act, found

FORM = {"content-type": "application/x-www-form-urlencoded"}
STORY = "Amira Hussain from ward 4 rang 07700 900123.\n\nThe rota had <two> gaps & nobody saw it."
REPORT = re.compile(r'name="report" value="([0-9a-f]{32})"')


async def begin(world: World) -> dict[str, str]:
    page = await world.client.get(f"/o/{world.name}/plain")
    assert page.status_code == 200
    return {
        "report": REPORT.search(page.text)[1],
        "agreed": "yes",
        "kind": "near-miss",
        "narrative": STORY.replace("\n", "\r\n"),
    }


async def step(world: World, fields: dict[str, object], name: str):
    body = urlencode({**fields, "step": name}, doseq=True)
    return await world.client.post(f"/o/{world.name}/plain", content=body, headers=FORM)


async def read_all(world: World) -> list[tuple[str, str]]:
    """Every stored narrative and who sealed it, as a member's browser opens them."""
    await world.sign_in("cherry")
    found = []
    for circle in ("general", "tools"):
        queue = (await world.client.get(f"{world.api}/circles/{circle}/reports")).json()
        for report in queue["reports"]:
            found.append((await world.open(circle, report["report"]), report["sealed_by"]))
    return found


def typed(page: str) -> str:
    inside = re.search(r'<textarea[^>]*name="narrative"[^>]*>(.*?)</textarea>', page, re.DOTALL)[1]
    return unescape(inside).removeprefix("\n")


def test_a_report_is_written_checked_and_sent_without_script(tell):
    async def story(world: World):
        fields = await begin(world)

        check = await step(world, fields, "check")
        sent = await step(world, fields, "send")

        assert check.status_code == sent.status_code == 200
        assert "[a person]" in check.text and "<mark>" in check.text
        assert typed(check.text) == STORY
        assert "locked and sent" in sent.text
        assert "Amira" not in sent.text
        [(narrative, sealed_by)] = await read_all(world)
        assert sealed_by == "service"
        assert "Amira" not in narrative and "07700" not in narrative
        assert "The rota had <two> gaps & nobody saw it." in narrative

    tell(story)


def test_what_is_shown_is_what_is_sealed_to_the_letter(tell):
    async def story(world: World):
        fields = await begin(world)

        check = await step(world, fields, "check")
        await step(world, fields, "send")

        shown = re.search(r'class="candour-plain-text">(.*?)</p>', check.text, re.DOTALL)[1]
        [(narrative, _)] = await read_all(world)
        assert unescape(re.sub(r"</?mark>", "", shown)) == narrative

    tell(story)


def test_a_name_that_names_nobody_can_stay_and_a_number_never_can(tell):
    async def story(world: World):
        fields = await begin(world)
        check = await step(world, fields, "check")
        stretches = re.findall(r'name="keep"[^>]*value="(\d+-\d+)"', check.text)
        phone = STORY.index("07700")

        await step(world, {**fields, "keep": [*stretches, f"{phone}-{phone + 12}"]}, "send")

        [(narrative, _)] = await read_all(world)
        assert "Amira Hussain" in narrative
        assert "07700" not in narrative

    tell(story)


@pytest.mark.parametrize(
    ("missing", "words"),
    [("agreed", "all right for you"), ("narrative", "Write a few words"), ("kind", "what kind of report")],
)
@pytest.mark.parametrize("name", ["check", "send"])
def test_whatever_is_missing_is_said_kindly_and_nothing_typed_is_lost(
    tell, missing: str, words: str, name: str
):
    async def story(world: World):
        fields = await begin(world) | {missing: ""}

        answer = await step(world, fields, name)

        assert answer.status_code == 422
        assert words in answer.text
        assert f'href="#{missing}"' in answer.text
        if missing != "narrative":
            assert typed(answer.text) == STORY
        assert await read_all(world) == []

    tell(story)


def test_four_factors_are_refused_with_every_word_kept(tell):
    async def story(world: World):
        four = ["workload-demand", "digital-systems", "supervision-training", "culture-voice"]

        answer = await step(world, {**await begin(world), "factors": four}, "send")

        assert answer.status_code == 422
        assert "up to three" in answer.text
        assert typed(answer.text) == STORY
        assert await read_all(world) == []

    tell(story)


def test_sent_twice_it_is_stored_once_and_the_answer_is_the_same(tell):
    async def story(world: World):
        fields = await begin(world)

        first, second = await step(world, fields, "send"), await step(world, fields, "send")

        assert "locked and sent" in first.text and "locked and sent" in second.text
        assert len(await read_all(world)) == 1

    tell(story)


def test_a_reporter_without_script_leaves_no_way_to_be_answered(tell):
    async def story(world: World):
        await step(world, await begin(world), "send")

        with Session(world.app.state.runtime.reader) as session:
            work = WorkStore(session)
            shelf = Shelf(NAME, CircleId("general"), "new", newest_first=False)
            [stored] = [one for band in (1, 2, 3) for one in list_band(work, shelf, band, None, 9)]
            rows = session.connection().exec_driver_sql("select count(*) from dialogue").scalar_one()
        assert stored.sealed_by.value == "service"
        assert rows == 0

    tell(story)


def test_an_organisation_can_close_this_door(tell):
    async def story(world: World):
        fields = await begin(world)
        runtime = world.app.state.runtime
        with Session(runtime.writer) as session:
            work = WorkStore(session)
            with transaction(work):
                arrange_door(work, NAME, Door(service_sealed_off=True), ())

        page = await world.client.get(f"/o/{world.name}/plain", headers={"accept": "text/html"})
        answer = await step(world, fields, "send")

        assert page.status_code == answer.status_code == 403
        assert "switched off here" in page.text
        assert "Amira" not in answer.text
        assert await read_all(world) == []

    tell(story)


@pytest.mark.parametrize(
    "body",
    [b"", b"report=1", b"\xff\xfe", b"report=" + b"g" * 32, b"a=b&" * 500 + b"report=" + b"a" * 32],
    ids=["empty", "short id", "no text", "no hex", "too many fields"],
)
def test_what_no_form_of_ours_sends_is_refused_and_not_repeated(tell, body: bytes):
    async def story(world: World):
        answer = await world.client.post(f"/o/{world.name}/plain", content=body, headers=FORM)

        assert answer.status_code == 422
        assert "gggg" not in answer.text

    tell(story)


def test_a_page_elsewhere_cannot_send_for_anybody(tell):
    async def story(world: World):
        fields = await begin(world)
        body = urlencode({**fields, "step": "send"})

        answer = await world.client.post(
            f"/o/{world.name}/plain", content=body, headers=FORM | {"sec-fetch-site": "cross-site"}
        )

        assert answer.status_code == 403
        assert await read_all(world) == []

    tell(story)


def test_no_other_address_takes_a_form(tell):
    async def story(world: World):
        answer = await world.client.post(f"{world.api}/reports", content=b"a=b", headers=FORM)

        assert answer.status_code == 415

    tell(story)


@pytest.mark.parametrize("language", ["", "cy/"])
def test_many_from_one_place_wait_a_minute_and_lose_no_word(database_url, language):
    found(database_url)

    async def story(world: World):
        world.name = f"{NAME}/{language}".rstrip("/")
        for _ in range(REPORTS_FROM_ONE_PLACE.free + 1):
            assert (await step(world, await begin(world), "send")).status_code == 200
        fields = await begin(world)

        slowed = await step(world, fields, "send")

        assert slowed.status_code == 422
        assert typed(slowed.text) == STORY
        assert find_language(language.strip("/") or "en").say(SlowDown.words) in unescape(slowed.text)
        world.clock.now += timedelta(minutes=2)
        assert (await step(world, fields, "send")).status_code == 200

    act(database_url, story, sums=True)
