"""The files of a board pack: PDF, page, table and pictures, and all of them in one ZIP.

The same pack gives the same bytes: no clock, fixed dates and order in the ZIP, nothing compressed anew by a
library of another version, and the typesetter sees no fonts but its own.
"""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from service.charts.printing import NARROW, WIDTH, draw_png, draw_svg
from service.domain.packs import Pack, draw_pack_series, figures_of
from service.domain.pictures import draw_cross
from service.pages.pack_view import CROSS_FILE, NAME, PackSection, PackWords, file_of, words_of_pack
from service.pages.render import environment

COLUMNS = ("scope", "label", "period", "words", "value", "low", "high", "releases")
DRAWINGS = 512


@dataclass(frozen=True, slots=True)
class PackPage:
    """The pack as a file of its own: its pictures and its style sheet lie beside it."""

    pack: PackWords
    base: str = ""


def make_csv(pack: Pack) -> bytes:
    """Every published figure once: words, value and margin, and the releases it comes from."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for scope, label, figure in figures_of(pack):
        told = (figure.value, figure.low, figure.high) if figure.told else ("", "", "")
        writer.writerow((scope, label, figure.period, figure.words, *told, " ".join(figure.hashes)))
    return text.getvalue().encode()


def make_pdf(pack: Pack) -> bytes:
    """The pack as a tagged PDF (PDF/UA-1); every chart has words that stand for it."""
    # Its import loads a typesetter: only whoever prints waits for it.
    import typst

    words = words_of_pack(pack)
    svgs = {name.removesuffix(".svg"): svg for name, svg in _svgs(pack)}
    data = json.dumps({**_plain(words), "charts": svgs}, sort_keys=True, default=_plain)
    source = files("service").joinpath("templates", "leader", "pack.typ").read_bytes()
    made = datetime.fromisoformat(pack.made) if pack.made else datetime(1970, 1, 1)  # noqa: DTZ001
    body: bytes = typst.compile(
        source,
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        sys_inputs={"pack": data},
        timestamp=int(made.replace(tzinfo=UTC).timestamp()),
    )
    return body


def make_picture(pack: Pack, file: str) -> bytes | None:
    """One chart as SVG or PNG, or as SVG for a phone ("x.narrow.svg"); None if the pack has no such file."""
    name, _, kind = file.partition(".")
    width = NARROW if kind == "narrow.svg" else WIDTH
    svg = next((found for _, found in _svgs(pack, only=name, width=width)), None)
    if svg is None or kind not in ("svg", "narrow.svg", "png"):
        return None
    return draw_png(svg) if kind == "png" else svg.encode()


def make_page(pack: Pack) -> bytes:
    """The pack as HTML to print, for somebody who opens it from the ZIP."""
    page = PackPage(words_of_pack(pack))
    return environment().get_template("leader/pack-file.html").render(view=page).encode()


def make_zip(pack: Pack) -> bytes:
    """Everything: PDF, page, table, and each chart as SVG and PNG."""
    whole = io.BytesIO()
    made = pack.made or "1980-01-01"
    day = (int(made[:4]), int(made[5:7]), int(made[8:]), 0, 0, 0)
    with ZipFile(whole, "w", ZIP_STORED) as packed:
        for name, body in sorted(_members(pack)):
            entry = ZipInfo(f"{NAME}/{name}", date_time=day)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            packed.writestr(entry, body)
    return whole.getvalue()


def _plain(value: PackWords | PackSection) -> dict[str, object]:
    """A value of a pack as JSON has it; what a language would say differently stays English."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _members(pack: Pack) -> Iterator[tuple[str, bytes]]:
    yield f"{NAME}.pdf", make_pdf(pack)
    yield f"{NAME}.csv", make_csv(pack)
    yield "index.html", make_page(pack)
    yield "pack.css", files("service").joinpath("templates", "leader", "pack.css").read_bytes()
    for name, svg in _svgs(pack):
        yield name, svg.encode()
        yield f"{name.removesuffix('.svg')}.png", draw_png(svg)


def _svgs(pack: Pack, only: str = "", width: int = WIDTH) -> Iterator[tuple[str, str]]:
    """Each chart's file name and drawing, in the order of the pack; with `only`, that one's."""
    for one in pack.series:
        name = file_of(one.line.scope)
        if one.series.figures and only in ("", name):
            yield f"{name}.svg", _drawn(json.dumps(draw_pack_series(one, pack)), width)
    if pack.cross is not None and only in ("", CROSS_FILE):
        yield f"{CROSS_FILE}.svg", _drawn(json.dumps(draw_cross(pack.cross)), width)


@lru_cache(maxsize=DRAWINGS)
def _drawn(spec: str, width: int) -> str:
    return draw_svg(json.loads(spec), width)
