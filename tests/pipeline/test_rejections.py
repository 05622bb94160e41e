"""What was marked as not fitting moves no figure, and is forgotten with the words."""

from sqlalchemy import insert, select

from service.pipeline.retention import retire
from service.store.engine import transaction
from service.store.work.counting import tally_reports
from service.store.work.handle import WorkStore
from service.store.work.learning_tables import RejectionRow
from tests.pipeline.house import TRUST, found_trust, put_reports
from tests.pipeline.test_retention import at, left, publish_through, seal_words
from tests.pipeline.test_told_once import draw


def mark(work: WorkStore, reports: list[str]) -> None:
    """A member marks two suggestions of each report."""
    with transaction(work):
        for report in reports:
            for factor in ("digital-systems", "culture-voice"):
                row = {"organisation": TRUST, "report": report, "factor": factor}
                work.session.execute(insert(RejectionRow).values(row))


def test_no_cell_moves(work: WorkStore):
    found_trust(work)
    names = put_reports(work, "2026-01", 12)
    with transaction(work):
        before = sorted(map(repr, tally_reports(work, draw())))

    mark(work, names)

    with transaction(work):
        assert sorted(map(repr, tally_reports(work, draw()))) == before != []


def test_the_marks_go_with_the_words_even_while_the_codes_stay(work, releases):
    found_trust(work)
    names = put_reports(work, "2026-01", 5)
    seal_words(work, names)
    mark(work, names)
    publish_through(work, releases, "2026-03")

    assert retire(work, TRUST, at("2026-08-20"))

    assert left(work) == set(names)
    with transaction(work):
        assert work.session.execute(select(RejectionRow.__table__)).all() == []
