"""Templates: one frozen view, no decision about people, nothing inline."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from service.languages import MIRRORED
from service.pages.render import environment, render
from service.pages.views import Frame, PageView

TEMPLATES = Path(__file__).resolve().parents[2] / "service/templates"
SOURCES = sorted(path for path in TEMPLATES.rglob("*") if path.is_file())
DATA = r' type="application/json" id="[a-z-]+">\{\{ [\w.]+\|tojson \}\}</script>'
"""What a browser never runs: data for a script, written so that nothing in it can end it."""
INLINE = re.compile(
    r"""<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:|https?://(?!www\.w3\.org/)"""
    rf"""|<script(?![^>]*\ssrc=)(?!{DATA})""",
    re.I,
)
STANDS = Frame("/o/harbour", "n0nce")
FRAME = {"title": "A <title>", "organisation": "Harbour & Sons", "frame": STANDS}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_holds_no_inline_script_style_or_handler_and_no_address_elsewhere(path: Path):
    assert INLINE.findall(path.read_text(encoding="utf-8")) == []


def test_the_scan_would_see_each_of_them():
    planted = [
        "<style>",
        '<p style="x">',
        '<p onclick="x">',
        "javascript:x",
        "<script>x",
        '<script type="application/json" id="locks">{{ view.locks }}</script>',
        '<script type="text/javascript" id="locks">{{ view.locks|tojson }}</script>',
        "https://cdn.example",
    ]

    assert all(INLINE.search(text) for text in planted)


def test_data_for_a_script_cannot_end_it():
    view = {"locks": {"label": "</script><script>alert(1)</script>"}}

    page = environment().from_string("{{ view.locks|tojson }}").render(view=view)

    assert "<" not in page and json.loads(page) == view["locks"]


def test_text_is_escaped():
    page = environment().from_string("{{ view.title }}").render(view=PageView(**FRAME))

    assert page == "A &lt;title&gt;"


def test_a_view_that_is_not_frozen_is_refused():
    class Loose:
        nonce = ""

    with pytest.raises(TypeError):
        render("error.html", Loose())  # type: ignore[arg-type]


def test_a_page_is_kept_by_no_cache():
    answer = render("base.html", PageView(**FRAME), 404)

    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"


def test_the_frame_names_language_direction_and_organisation():
    view = PageView(**FRAME | {"frame": replace(STANDS, language=MIRRORED)})

    body = render("base.html", view).body.decode()

    assert '<html lang="ar-XB" dir="rtl"' in body
    assert "Harbour &amp; Sons" in body
    assert 'href="#main" class="govuk-skip-link"' in body


def test_every_script_and_every_part_of_it_has_a_digest_and_the_nonce():
    body = render("base.html", PageView(**FRAME, script="reporter.js")).body.decode()

    tags = re.findall(r'<script[^>]*>|<link rel="modulepreload"[^>]*>', body)
    assert len(tags) >= 2
    for tag in tags:
        assert 'nonce="n0nce"' in tag and 'integrity="sha384-' in tag, tag


def test_a_page_without_a_script_loads_none():
    assert "<script" not in render("base.html", PageView(**FRAME)).body.decode()
