"""The board pack: tagged, the same bytes each time, every number with its margin and its release."""

import csv
import io
import json
from collections.abc import Iterator
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest
from sqlmodel import Session

from service.domain.packs import Pack, view_pack
from service.pages import pack_files
from service.pages.pack_files import make_csv, make_page, make_pdf, make_picture, make_zip
from service.privacy.domains import PublicFacts
from service.store.engine import open_engine
from service.store.release.handle import ReleaseStore
from service.store.release.releases import read_chain
from tests.pages.published import publish_rise, publish_year
from tests.pages.test_leader import leader_page, url_of
from tests.world import API_KEY, NAME, WRITE_ONLY_KEY, World, blueprint

FACTS = PublicFacts(blueprint().organisation, blueprint().units)
FILES = "/leader/board-pack/"

MARGIN = 2 / 2.54 * 72 - 1
"""Two centimetres, in points; letters may lean over by one."""


def read(url: str) -> tuple[Pack, set[str]]:
    """The pack of a database, and the hashes of its releases."""
    engine = open_engine(url, read_only=True)
    with Session(engine) as session:
        releases = ReleaseStore(session)
        found = view_pack(releases, FACTS), {release.hash for release in read_chain(releases, NAME)}
    engine.dispose()
    return found


@pytest.fixture(scope="module")
def published(sqlite_template, tmp_path_factory) -> tuple[Pack, set[str]]:
    """Sixteen published months with a rise at their end."""
    path = tmp_path_factory.mktemp("packs") / "candour.db"
    path.write_bytes(sqlite_template.read_bytes())
    publish_rise(f"sqlite:///{path}")
    return read(f"sqlite:///{path}")


@pytest.fixture(scope="module")
def pdf(published) -> bytes:
    return make_pdf(published[0])


def elements(node: pikepdf.Object, kind: str) -> Iterator[pikepdf.Object]:
    """Every structure element of a kind below a node."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child, kind)
    elif isinstance(node, pikepdf.Dictionary):
        if node.get("/S") == kind:
            yield node
        if "/K" in node:
            yield from elements(node["/K"], kind)


def text_of(pdf: bytes) -> str:
    """The words of a PDF as a reader would copy them, in one line."""
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


def test_the_pdf_is_tagged_has_a_language_and_a_title_and_says_it_is_for_everybody(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        root = opened.Root

        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "en"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        metadata = opened.open_metadata()
        assert metadata["dc:title"] == "Board pack: Harbour Trust"
        assert metadata["pdfuaid:part"] == "1"


def test_headings_tables_and_lists_are_tagged_and_every_picture_has_words(published, pdf):
    pack, _ = published
    pictures = sum(bool(one.series.figures) for one in pack.series) + 1

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        tree = opened.Root.StructTreeRoot
        figures = list(elements(tree, "/Figure"))
        heads = [len(list(elements(tree, kind))) for kind in ("/H1", "/H2", "/Table", "/TH", "/LI")]

    assert len(figures) == pictures
    assert all(len(str(figure.Alt)) > 40 for figure in figures)
    assert all(count > 0 for count in heads) and heads[2] > pictures


def test_no_word_runs_over_the_edge_of_a_page(pdf):
    for page in pypdfium2.PdfDocument(pdf):
        words = page.get_textpage()
        right = [words.get_rect(place)[2] for place in range(words.count_rects())]

        assert right
        assert max(right) <= page.get_width() - MARGIN


def test_every_page_has_ink_and_the_summary_comes_first(pdf):
    pages = pypdfium2.PdfDocument(pdf)
    inked = [len(page.render(scale=0.3).to_numpy().reshape(-1).nonzero()[0]) for page in pages]
    dark = [int((page.render(scale=0.3).to_numpy() < 128).sum()) for page in pages]

    assert len(pages) > 15 and all(inked) and min(dark) > 30
    first = " ".join(pages[0].get_textpage().get_text_range().split())
    assert "Worth talking about" in first and "About 60 (likely 54 to 66)" in first


def test_made_twice_each_file_is_the_same_to_the_byte(published):
    pack, _ = published
    first = make_zip(pack)
    pack_files._drawn.cache_clear()

    assert make_zip(pack) == first


def test_the_zip_has_everything_in_fixed_order_on_the_day_of_the_newest_release(published):
    pack, _ = published
    opened = ZipFile(io.BytesIO(make_zip(pack)))

    names = opened.namelist()

    assert names == sorted(names)
    assert {entry.date_time for entry in opened.infolist()} == {(2026, 11, 15, 0, 0, 0)}
    kinds = [name.rpartition(".")[2] for name in names]
    assert [kinds.count(kind) for kind in ("pdf", "csv", "html", "css")] == [1, 1, 1, 1]
    assert kinds.count("svg") == kinds.count("png") == 21
    assert opened.read("candour-board-pack/chart-all.png").startswith(b"\x89PNG")
    assert opened.testzip() is None


def test_the_page_of_the_zip_finds_its_pictures_beside_it_and_loads_nothing_else(published):
    pack, _ = published
    opened = ZipFile(io.BytesIO(make_zip(pack)))
    page = opened.read("candour-board-pack/index.html").decode()

    wanted = {part.partition('"')[0] for part in page.replace('href="', 'src="').split('src="')[1:]}

    assert wanted <= {name.removeprefix("candour-board-pack/") for name in opened.namelist()}
    assert "http" not in page and "<script" not in page


def test_every_number_of_the_table_has_its_margin_and_names_published_releases(published):
    pack, hashes = published
    rows = list(csv.DictReader(io.StringIO(make_csv(pack).decode())))

    assert len(rows) == 16 * (1 + 16 + 3) + 12
    for row in rows:
        assert row["releases"] and set(row["releases"].split()) <= hashes
        if row["words"] == "too few to tell":
            assert row["value"] == row["low"] == row["high"] == ""
        else:
            assert row["words"] == f"about {row['value']} (likely {row['low']} to {row['high']})"


def test_pdf_and_page_say_the_same_words_with_the_marks_of_their_releases(published, pdf):
    pack, hashes = published
    told, page = text_of(pdf).replace(" ", ""), make_page(pack).decode()

    for one in pack.series:
        for figure in one.series.figures[-2:]:
            assert figure.words.replace(" ", "") in told and figure.words in page
            assert figure.hashes[0][:8] in told and figure.hashes[0][:8] in page
    assert all(sentence.replace(" ", "") in told for sentence in pack.dashboard.sentences)
    assert all(one in page and one in told for one in hashes)


def test_a_pack_holds_no_number_that_is_too_few_to_tell(sqlite_template, tmp_path):
    path = tmp_path / "candour.db"
    path.write_bytes(sqlite_template.read_bytes())
    publish_year(f"sqlite:///{path}")
    pack, _ = read(f"sqlite:///{path}")

    shown = make_csv(pack).decode() + make_page(pack).decode() + text_of(make_pdf(pack))
    svg = (make_picture(pack, "chart-factor-workload-demand.svg") or b"").decode()

    assert "-3" not in shown.replace("2026-03", "").replace("2026-3", "").replace("chart-3", "")
    assert "−3" not in svg and "value: -3" not in svg


def test_a_picture_for_a_phone_is_the_same_chart_drawn_narrow(published):
    pack, _ = published

    wide, narrow = (make_picture(pack, f"chart-where.{kind}") or b"" for kind in ("svg", "narrow.svg"))

    assert b'width="720"' in wide and b'width="340"' in narrow
    assert all(b">31</text>" in one and b"Tools and" in one for one in (wide, narrow))


def test_words_of_a_label_are_never_read_as_markup(published):
    pack, _ = published
    line = pack.series[0].line
    hostile = '#panic("x") *bold* $x$ \\ <b>'
    object.__setattr__(line, "label", hostile)
    try:
        assert hostile.replace(" ", "") in text_of(make_pdf(pack)).replace(" ", "")
        assert "<b>" not in make_page(pack).decode().replace("&lt;b&gt;", "")
    finally:
        object.__setattr__(line, "label", "All reports")


def test_a_leader_takes_each_file_from_the_page_and_a_program_with_its_key(tell):
    async def story(world: World):
        publish_rise(url_of(world))
        key = {"authorization": f"Bearer {API_KEY}"}
        root = f"/o/{world.name}{FILES}"
        made = {
            kind: await world.client.get(f"{root}candour-board-pack.{kind}", headers=key)
            for kind in ("zip", "pdf", "csv")
        }
        picture = await world.client.get(f"{root}chart-where.png", headers=key)
        await world.sign_in("leader")
        page = await leader_page(world, "/board-pack")

        assert made["pdf"].content.startswith(b"%PDF-")
        assert ZipFile(io.BytesIO(made["zip"].content)).read("candour-board-pack/candour-board-pack.pdf") == (
            made["pdf"].content
        )
        assert "attachment" in made["csv"].headers["content-disposition"]
        assert picture.headers["content-type"] == "image/png"
        assert all(f"{FILES}candour-board-pack.{kind}" in page for kind in made)

    tell(story)


@pytest.mark.parametrize(
    "file", ["chart-unit-tiny.svg", "chart-all.exe", "chart-all", "chart-all.narrow.png", "pack.css", "x.zip"]
)
def test_there_is_no_other_file(tell, file):
    async def story(world: World):
        publish_year(url_of(world))
        await world.sign_in("leader")

        answer = await world.client.get(f"/o/{world.name}{FILES}{file}", headers={"accept": "text/html"})

        assert answer.status_code == 404

    tell(story)


def test_nobody_else_takes_a_pack(tell):
    async def story(world: World):
        publish_year(url_of(world))
        address = f"/o/{world.name}{FILES}candour-board-pack.csv"
        bearer = {"authorization": f"Bearer {WRITE_ONLY_KEY}"}
        api = {"accept": "application/json"}
        assert (await world.client.get(address, headers={**bearer, **api})).status_code in (401, 403)
        for handle in ("ash", "steward"):
            await world.sign_in(handle)
            assert (await world.client.get(address, headers=api)).status_code == 403, handle

    tell(story)


def test_before_anything_is_published_the_page_says_so_and_the_files_are_honest(tell):
    async def story(world: World):
        await world.sign_in("leader")

        page = await leader_page(world, "/board-pack")
        table = await world.client.get(f"/o/{world.name}{FILES}candour-board-pack.csv")

        assert "nothing to put into a pack" in page and "<img" not in page
        assert table.text.splitlines() == ["scope,label,period,words,value,low,high,releases"]
        assert json.dumps(table.status_code) == "200"

    tell(story)
