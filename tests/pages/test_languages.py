"""The language of a page: asked for by the browser or chosen in the address, and kept nowhere else."""

import re
from dataclasses import replace

import pytest

from service.languages import ENGLISH, MIRRORED, N_, POLISH, WELSH, choose_language, mirrored
from service.pages.render import environment
from service.pages.views import Frame, PageView
from tests.world import NAME, World

OFFERED = (ENGLISH, WELSH, POLISH)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", ENGLISH),
        ("cy", WELSH),
        ("cy-GB,en;q=0.5", WELSH),
        ("en;q=0.5, pl;q=0.8", POLISH),
        ("de, PL;q=0.1", POLISH),
        ("de-CH", ENGLISH),
        ("pl;q=0", ENGLISH),
        ("pl;q=none, cy;q=0.001", WELSH),
        ("*", ENGLISH),
        ("," * 10_000, ENGLISH),
        ("ar-XB", ENGLISH),
    ],
)
def test_the_browsers_wish_decides_among_the_offered_languages(accepted: str, language):
    assert choose_language(accepted, OFFERED, ENGLISH) == language


def test_a_page_is_said_in_the_language_asked_for_and_says_so(tell):
    async def story(world: World):
        for tag in ("en-GB", "cy", "pl"):
            answer = await world.client.get(f"/o/{NAME}/", headers={"Accept-Language": tag})

            assert f'<html lang="{tag}" dir="ltr"' in answer.text
            assert answer.headers["content-language"] == tag
            assert answer.headers["vary"].startswith("Accept-Language")

    tell(story)


def test_a_chosen_language_wins_and_every_link_of_the_page_keeps_it(tell):
    async def story(world: World):
        answer = await world.client.get(f"/o/{NAME}/cy/", headers={"Accept-Language": "pl"})

        assert '<html lang="cy"' in answer.text
        body = re.sub(r'<nav class="candour-languages".*?</nav>', "", answer.text, flags=re.S)
        own = re.findall(r'(?:href|action)="(/o/[^"]*)"', body)
        assert f"/o/{NAME}/cy/report" in own
        assert all(link.startswith(f"/o/{NAME}/cy/") for link in own)

    tell(story)


def test_every_offered_language_of_a_page_is_one_plain_link_away(tell):
    async def story(world: World):
        page = (await world.client.get(f"/o/{NAME}/pl/report")).text

        for code in ("en", "cy", "pl"):
            assert f'href="/o/{NAME}/{code}/report"' in page
        assert "ar-XB" not in page

    tell(story)


def test_where_one_organisation_lives_at_the_root_so_do_its_languages(tell):
    async def story(world: World):
        page = (await world.client.get("/cy/")).text

        assert '<html lang="cy"' in page
        assert 'href="/cy/report"' in page and 'href="/pl/"' in page

    tell(story, organisation=NAME)


def test_the_way_to_the_door_and_the_page_that_is_not_there_keep_the_language(tell):
    async def story(world: World):
        html = {"Accept": "text/html"}
        await world.client.get(f"/o/{NAME}/")
        turned_away = await world.client.get(f"/o/{NAME}/cy/leader", headers=html)
        missing = await world.client.get(f"/o/{NAME}/cy/nothing", headers=html)

        assert turned_away.headers["location"] == f"/o/{NAME}/cy/sign-in"
        assert '<html lang="cy"' in missing.text
        assert f'href="/o/{NAME}/cy/"' in missing.text

    tell(story)


def test_a_language_that_is_not_offered_is_no_address(tell):
    async def story(world: World):
        for code in ("pl", "ar-XB", "de"):
            assert (await world.client.get(f"/o/{NAME}/{code}/")).status_code == 404

    tell(story, languages="en,cy")


def test_a_language_the_organisation_offers_no_longer_is_not_shown_when_its_address_is_typed(tell):
    async def story(world: World):
        before = await world.client.get(f"/o/{NAME}/cy/")
        await world.sign_in("steward")
        chosen = {"name": "Harbour Trust", "timezone": "Europe/London", "languages": ["pl", "en"]}
        assert (await world.client.put(f"{world.api}/settings", json=chosen)).status_code == 200
        world.client.cookies.clear()

        typed = await world.client.get(f"/o/{NAME}/cy/")
        asked = await world.client.get(f"/o/{NAME}/cy/report", headers={"Accept-Language": "en"})
        kept = await world.client.get(f"/o/{NAME}/en/")

        assert '<html lang="cy"' in before.text
        assert '<html lang="pl"' in typed.text and f"/o/{NAME}/cy/" not in typed.text
        assert '<html lang="en-GB"' in asked.text and f"/o/{NAME}/cy/" not in asked.text
        assert '<html lang="en-GB"' in kept.text and f"/o/{NAME}/en/report" in kept.text

    tell(story)


def test_a_choice_sets_no_cookie(tell):
    async def story(world: World):
        for place in ("/cy/", "/cy/report"):
            answer = await world.client.get(f"/o/{NAME}{place}")

            assert answer.status_code == 200
            assert "set-cookie" not in answer.headers

    tell(story)


def test_a_translation_is_trusted_and_what_fills_it_is_escaped():
    template = environment(MIRRORED).from_string('{{ _("<b>%(name)s</b>", name=view.title) }}')

    said = template.render(view=PageView(title="<i>", organisation="", frame=Frame("", "")))

    assert said == "<b>&lt;i&gt;</b>"


def test_a_text_stays_english_as_a_string_and_is_said_whole_in_every_language():
    factor = N_("Near miss")
    text = N_("%(factor)s is now first.", factor=factor)

    assert text == "Near miss is now first."
    assert text.said_in(WELSH) == f"Mae hwn yn gyntaf nawr: {WELSH.say('Near miss')}."
    assert WELSH.say(text) == text.said_in(WELSH) != text.said_in(POLISH)
    assert WELSH.say(N_("Sorry")) == WELSH.say("Sorry")


def test_a_template_says_texts_of_a_view_and_of_its_parts_in_its_language():
    template = environment(WELSH).from_string(
        '{{ view.title }}|{{ _("Put first: %(factor)s", factor=view.title) }}'
    )

    said = template.render(view=PageView(title=N_("Near miss"), organisation="", frame=Frame("", "")))

    assert said == f"{WELSH.say('Near miss')}|Rhoi’n gyntaf: {WELSH.say('Near miss')}"


def test_the_mirror_turns_words_and_leaves_markup_and_placeholders():
    turned = mirrored("Page %(page)s of <b>two</b> &amp; 5 %%")

    assert re.findall(r"%\(\w+\)s|<[^>]+>|&\w+;|%%", turned) == ["%(page)s", "<b>", "</b>", "&amp;", "%%"]
    assert turned.count("\u202e") == turned.count("\u202c") == 4


def test_a_language_fills_placeholders_and_counts():
    assert ENGLISH.say("Closed on %(day)s", day="Monday") == "Closed on Monday"
    assert ENGLISH.say("100 %") == "100 %"
    assert [ENGLISH.say_count(n, "%(num)s word", "%(num)s words") for n in (1, 2)] == ["1 word", "2 words"]
    assert ENGLISH.say("") == "" and WELSH.say("") == ""


def test_a_page_in_one_language_only_offers_no_choice():
    frame = Frame("/o/x", "n", ENGLISH, "/", ((ENGLISH, "/o/x/en"),))

    assert PageView(title="", organisation="", frame=frame).languages == ()
    two = replace(frame, roots=frame.roots * 2)
    assert len(PageView(title="", organisation="", frame=two).languages) == 2
