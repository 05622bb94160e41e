"""Our own labelled reports are well formed, cover every factor, and repeat nothing that is held out."""

import re
from collections import Counter
from pathlib import Path

from training.marked import FACTORS, parse_marked
from training.split import held_out_reports

_FILES = sorted((Path(__file__).parents[2] / "training/data").glob("own-*.txt"))
_RUN = 8


def _runs(text):
    words = re.findall(r"[a-z0-9']+", text.lower())
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}


def test_every_own_report_is_well_formed_and_has_an_id_of_its_own():
    read = [parse_marked(path.read_text("utf-8")) for path in _FILES]

    assert [problem for _, problems in read for problem in problems] == []
    ids = Counter(report.id for reports, _ in read for report in reports)
    assert [name for name, count in ids.items() if count > 1] == []
    assert sum(ids.values()) > 1000


def test_every_factor_comes_first_in_at_least_fifty_own_reports():
    reports = [report for path in _FILES for report in parse_marked(path.read_text("utf-8"))[0]]

    first = Counter(report.factors[0] for report in reports)

    assert {code: first[code] for code in FACTORS if first[code] < 50} == {}


def test_no_own_report_shares_eight_words_in_a_row_with_a_held_out_one():
    held = set[tuple[str, ...]]().union(*(_runs(report.text) for report in held_out_reports()))

    shared = {
        report.id: sorted(common)
        for path in _FILES
        for report in parse_marked(path.read_text("utf-8"))[0]
        if (common := _runs(report.text) & held)
    }

    assert shared == {}
