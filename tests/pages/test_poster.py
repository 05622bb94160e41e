"""The poster: a code that a phone reads, the words of today's keys, and one sheet of paper."""

import re
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page

from service.crypto.keys import fingerprint_words
from tests.pages.form import PHONE
from tests.pages.live import Live, axe_findings
from tests.world import NAME, World

PAGE_OBJECT = re.compile(rb"/Type\s*/Page\b(?!s)")


def _keys(live: Live) -> dict[str, str]:
    directory = live.app.state.runtime.directory(NAME)
    return {
        directory.receiving[circle].label: " ".join(fingerprint_words(key.public_key))
        for circle, key in directory.active_keys.items()
    }


@pytest.mark.journey
@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 900}], ids=["phone", "desktop"])
def test_a_camera_reads_the_address_of_the_organisation_from_the_poster(live: Live, page: Page, size):
    page.set_viewport_size(size)
    page.goto(f"{live.root}/poster")

    picture = Image.open(BytesIO(page.locator(".candour-poster__code").screenshot()))

    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [f"{live.root}/"]
    assert page.inner_text(".candour-poster__address") == f"{live.root}/"
    assert axe_findings(page) == []


@pytest.mark.journey
def test_the_poster_names_every_circles_key_and_fits_one_sheet(live: Live, page: Page):
    page.goto(f"{live.root}/poster")

    shown = dict(
        zip(
            page.locator(".candour-poster__keys dt").all_inner_texts(),
            page.locator(".candour-poster__keys dd").all_inner_texts(),
            strict=True,
        )
    )

    assert shown == _keys(live)
    assert len(PAGE_OBJECT.findall(page.pdf(prefer_css_page_size=True))) == 1


def test_the_poster_gives_the_address_the_service_was_told(tell):
    async def story(world: World):
        answer = await world.client.get(f"/o/{world.name}/poster")

        assert f"https://report.example.org/o/{world.name}/" in answer.text
        assert "candour.test" not in answer.text

    tell(story, address="https://report.example.org/")
