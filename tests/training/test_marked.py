"""The markup of our own reports becomes the records of the gold corpus, and what is malformed is named."""

import json

from training.marked import parse_marked

GOOD = """== own-x-001 near-miss handover-communication digital-systems
Dr [p|Okafor] rang at nine. {[p|Kemi] couldn't be bothered}.
Second line.

== own-x-002 idea workload-demand
No marks here.
"""


def test_marks_become_code_point_spans_of_the_unmarked_text():
    reports, problems = parse_marked(GOOD)

    first = reports[0]
    assert problems == []
    assert first.text == "Dr Okafor rang at nine. Kemi couldn't be bothered.\nSecond line."
    assert [(first.text[s.start : s.end], s.type) for s in first.spans] == [
        ("Okafor", "person"),
        ("Kemi", "person"),
    ]
    assert [first.text[s.start : s.end] for s in first.blame] == ["Kemi couldn't be bothered"]
    assert first.factors == ("handover-communication", "digital-systems")


def test_a_record_has_the_keys_of_a_gold_line():
    reports, _ = parse_marked(GOOD)

    line = json.loads(reports[1].as_json())

    assert line == {
        "id": "own-x-002",
        "kind": "idea",
        "text": "No marks here.",
        "spans": [],
        "factors": ["workload-demand"],
        "blame": [],
    }


def test_every_malformed_record_is_named_with_its_line_and_left_out():
    content = (
        "== a-1 near-miss nonsense\ntext\n"
        "== a-2 incident workload-demand\nfirst line\nan [p|] empty one\n"
        "== a-3 incident workload-demand\n{open and { nested}\n"
        "== a-4 surprise workload-demand\nstray ] here\n"
        "== a-5 idea workload-demand\nfine\n"
        "== a-5 idea workload-demand\nagain\n"
    )

    reports, problems = parse_marked(content)

    assert [report.id for report in reports] == ["a-5"]
    assert [(problem.line, problem.report) for problem in problems] == [
        (1, "a-1"),
        (5, "a-2"),
        (7, "a-3"),
        (8, "a-4"),
        (9, "a-4"),
        (12, "a-5"),
    ]
