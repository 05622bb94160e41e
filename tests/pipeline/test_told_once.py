"""Reports that tell the same thing are counted once, whenever a circle finds it out."""

from sqlalchemy import func as sql
from sqlalchemy import insert, select

from service.store.engine import transaction
from service.store.work.counting import tally_reports
from service.store.work.handle import WorkStore
from service.store.work.learning_tables import DuplicateRow
from service.store.work.ledger import Draw, take_reports
from service.store.work.pipeline_tables import CountedRow
from service.terms import Period, ReportId, Stage
from tests.pipeline.house import TRUST, found_trust, put_reports

JANUARY = Period("2026-01")


def draw(month: str = "2026-01") -> Draw:
    """The table of a month's factors."""
    return Draw(TRUST, Stage.MONTH_FACTOR, Period(month), Period(month), needs_factor=True)


def counted(work: WorkStore, month: str = "2026-01") -> int:
    """How many reports the table counts; they are in the ledger then."""
    with transaction(work):
        number = sum(tally.reports for tally in tally_reports(work, draw(month)))
        take_reports(work, draw(month))
    return number


def pair(work: WorkStore, report: str, original: str) -> None:
    """A circle finds that two reports tell the same."""
    with transaction(work):
        row = {"organisation": TRUST, "report": ReportId(report), "original": ReportId(original)}
        work.session.execute(insert(DuplicateRow).values(row))


def in_the_ledger(work: WorkStore) -> int:
    return int(work.session.execute(select(sql.count()).select_from(CountedRow)).scalar_one())


def test_found_out_before_closing_only_the_original_counts(work: WorkStore):
    found_trust(work)
    one, other, _ = put_reports(work, "2026-01", 3)
    pair(work, other, one)

    assert counted(work) == 2
    assert in_the_ledger(work) == 2


def test_found_out_after_one_was_counted_the_other_is_never_counted(work: WorkStore):
    found_trust(work)
    [early] = put_reports(work, "2026-01", 1)
    assert counted(work) == 1
    [late] = put_reports(work, "2026-02", 1)

    pair(work, early, late)

    assert counted(work, "2026-02") == 0
    assert in_the_ledger(work) == 1


def test_found_out_after_both_were_counted_what_was_published_stands(work: WorkStore):
    found_trust(work)
    one, other = put_reports(work, "2026-01", 2)
    assert counted(work) == 2

    pair(work, other, one)

    assert counted(work, "2026-02") == 0
    assert in_the_ledger(work) == 2
