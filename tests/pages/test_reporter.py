"""The reporter's pages over HTTP: what they promise, what they offer, what they never hold."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import yaml
from sqlmodel import Session

from service.domain.retention import HoldReason, begin_hold
from service.store.engine import transaction
from service.store.staff.handle import StaffStore
from service.store.work.handle import WorkStore
from service.taxonomy import taxonomy
from service.terms import NOT_SAID
from tests.world import NAME, NOON, World

LEXICON = Path(__file__).resolve().parents[2] / "service/taxonomy.yaml"


class Fields(HTMLParser):
    """Every element by tag, with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def values(self, name: str) -> list[str | None]:
        """The values offered under a field's name, in order."""
        return [attributes.get("value") for _, attributes in self.seen if attributes.get("name") == name]


async def page_of(world: World, place: str) -> str:
    """The text of a page that must be there."""
    answer = await world.client.get(f"/o/{world.name}{place}")
    assert answer.status_code == 200, answer.text
    return answer.text


def test_the_first_page_says_who_can_read_and_who_cannot_and_names_every_signpost(tell):
    async def story(world: World):
        page = await page_of(world, "/")

        assert "Who can read it" in page and "Who cannot read it" in page and "What leaders see" in page
        assert "Tools circle" in page and "Learns from the rest." in page
        for signpost in taxonomy().signposts:
            assert signpost.show in page.replace("&#39;", "'")
        assert f'href="/o/{world.name}/report"' in page

    tell(story)


def test_signposts_stand_before_the_way_into_the_form(tell):
    async def story(world: World):
        page = await page_of(world, "/")

        way_in = page.index(f"/o/{world.name}/report")
        assert all(page.index(signpost.action[:20]) < way_in for signpost in taxonomy().signposts)
        assert way_in < page.index(f"/o/{world.name}/quick")

    tell(story)


def test_the_form_offers_the_closed_lists_and_no_unit_below_the_floor(tell):
    async def story(world: World):
        fields = Fields(await page_of(world, "/report"))

        lists = taxonomy()
        assert fields.values("kind") == [kind.code for kind in lists.kinds if kind.code != NOT_SAID]
        assert fields.values("unit") == ["north", "south", "prefer-not-to-say"]
        assert set(fields.values("factors")) == {factor.code for factor in lists.factors}
        assert fields.values("potential") == [choice.code for choice in lists.potentials]
        assert fields.values("spread") == [*(choice.code for choice in lists.spreads), ""]
        assert fields.values("role_group") == [choice.code for choice in lists.role_groups]

    tell(story)


def test_nothing_is_chosen_beforehand(tell):
    async def story(world: World):
        fields = Fields(await page_of(world, "/report"))

        assert not [
            tag for tag, attributes in fields.seen if "checked" in attributes or "selected" in attributes
        ]

    tell(story)


def test_without_script_the_form_and_its_button_stay_hidden_and_the_page_says_why(tell):
    async def story(world: World):
        page = await page_of(world, "/report")

        fields = Fields(page)
        shown = {attributes["id"]: attributes for _, attributes in fields.seen if "id" in attributes}
        assert all("hidden" in shown[part] for part in ("writing", "unable", "sent"))
        assert "hidden" not in shown["waiting"]
        assert "needs JavaScript" in page

    tell(story)


def test_the_form_names_no_address_that_a_browser_could_send_it_to_by_itself(tell):
    async def story(world: World):
        fields = Fields(await page_of(world, "/report"))

        (form,) = [attributes for tag, attributes in fields.seen if tag == "form"]
        assert form["method"] == "dialog" and "action" not in form
        assert form["autocomplete"] == "off"
        assert not [attributes for _, attributes in fields.seen if "formaction" in attributes]

    tell(story)


def test_the_pages_set_no_cookie_and_name_no_other_origin(tell):
    async def story(world: World):
        for place in ("/", "/report", "/quick"):
            answer = await world.client.get(f"/o/{world.name}{place}")

            assert "set-cookie" not in answer.headers
            assert answer.headers["cache-control"] == "no-store"
            assert set(re.findall(r"https?://[^\"' ]+", answer.text)) <= {"http://www.w3.org/2000/svg"}

    tell(story)


def test_the_nonce_of_the_page_is_the_nonce_of_its_policy_and_new_each_time(tell):
    async def story(world: World):
        answers = [await world.client.get(f"/o/{world.name}/report") for _ in range(2)]

        nonces = [re.findall(r'nonce="([^"]+)"', answer.text) for answer in answers]
        for found, answer in zip(nonces, answers, strict=True):
            assert found and f"'nonce-{found[0]}'" in answer.headers["content-security-policy"]
            assert len(set(found)) == 1
        assert nonces[0][0] != nonces[1][0]

    tell(story)


def test_the_locks_that_come_with_the_form_are_those_of_the_directory_and_nothing_else(tell):
    async def story(world: World):
        told = (await world.client.get(f"/api/v1/o/{world.name}/directory")).json()
        for circle in told["circles"]:
            del circle["key"]["epoch"]
        for place in ("report", "quick"):
            page = (await world.client.get(f"/o/{world.name}/{place}")).text
            found = re.search(r'<script type="application/json" id="locks">(.*?)</script>', page)
            assert found is not None
            locks = json.loads(found[1])

            for circle in locks["circles"]:
                assert set(circle["key"]) == {"key_id", "public_key"}
            assert locks == {name: told[name] for name in ("organisation", "routes", "circles")}
            assert locks["circles"]

    tell(story)


def test_an_organisation_that_is_not_there_gets_a_kind_page(tell):
    async def story(world: World):
        answer = await world.client.get("/o/nowhere/report", headers={"accept": "text/html"})

        assert answer.status_code == 404
        assert "unknown-organisation" in answer.text and "<main" in answer.text

    tell(story)


def test_a_single_organisation_lives_at_the_first_address(tell):
    async def story(world: World):
        answer = await world.client.get("/")

        assert answer.status_code == 200
        assert 'href="/report"' in answer.text and f"/o/{world.name}" not in answer.text

    tell(story, organisation="harbour")


def test_our_own_words_blame_nobody(tell):
    never = yaml.safe_load(LEXICON.read_text(encoding="utf-8"))["rules"]["never_a_category"]
    blaming = [
        *(phrase.replace("-", " ") for phrase in never if phrase != "conduct"),
        "fault",
        "mistake",
        "failed to",
    ]

    async def story(world: World):
        for place in ("/", "/report", "/quick"):
            page = (await page_of(world, place)).lower()
            assert [phrase for phrase in blaming if re.search(rf"\b{phrase}\b", page)] == []

    tell(story)


def test_how_long_words_are_kept_and_a_hold_are_said_before_anybody_writes(tell):
    async def story(world: World):
        usual = (await world.client.get(f"/o/{world.name}/")).text
        runtime = world.app.state.runtime
        with Session(runtime.writer) as session:
            work = WorkStore(session)
            with transaction(work):
                who = ("command-line", NOON)
                begin_hold(work, StaffStore(session), NAME, HoldReason.COURT, who)
        held = (await world.client.get(f"/o/{world.name}/")).text

        assert "about 180 days after the last message" in usual and "legal hold" not in usual
        assert "there is a legal hold" in held and "180 days" not in held

    tell(story)
