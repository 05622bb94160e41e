"""`candour text`: what it prints, and that it prints nothing of the text beyond what was asked."""

import json

from click.testing import CliRunner

from service.commands.text import text


def test_analyse_answers_one_line_for_every_report_in_the_shape_of_the_evaluation():
    lines = "\n".join(json.dumps({"id": i, "text": words}) for i, words in (("a", "I rang Kemi."), ("b", "")))

    answer = CliRunner().invoke(text, ["analyse", "--jsonl"], input=lines + "\n")

    rows = [json.loads(line) for line in answer.stdout.splitlines()]
    assert answer.exit_code == 0
    assert [row["id"] for row in rows] == ["a", "b"]
    assert rows[0]["spans"] == [{"start": 7, "end": 11, "type": "person"}]
    assert set(rows[0]) == {"id", "spans", "maybe", "factors", "blame"}


def test_analyse_without_jsonl_prints_everything_that_was_found():
    answer = CliRunner().invoke(text, ["analyse"], input="I rang Kemi on 07700 900123.")

    found = json.loads(answer.stdout)
    assert [span["replacement"] for span in found["masked"]] == ["[a person]", "[a contact]"]
    assert set(found) == {"masked", "maybe", "factors", "blame", "versions"}


def test_scrub_prints_the_text_with_its_masks_and_no_line_of_its_own():
    answer = CliRunner().invoke(text, ["scrub"], input="I rang Kemi.")

    assert answer.stdout == "I rang [a person]."
