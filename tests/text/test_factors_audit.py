"""`candour model train` writes a model that is no worse on the audit reports, or nothing."""

import json

from click.testing import CliRunner

from service.commands.model import model as command
from service.text.factors import MODEL
from service.text.factors_audit import audit_score, read_audit
from service.text.factors_model import load_model

HARMLESS = {
    "format": "candour-corrections-1",
    "model": MODEL.version,
    "reports": 50,
    "codes": {"equipment-environment": {"shown": 12, "confirmed": 12}},
    "terms": {"hoist": {"reports": 6, "codes": {"equipment-environment": {"shown": 6, "confirmed": 6}}}},
}


def train(folder, body):
    source, out = folder / "corrections.json", folder / "model.json"
    source.write_text(body if isinstance(body, str) else json.dumps(body), "utf-8")
    return CliRunner().invoke(command, ["train", "--corrections", str(source), "--out", str(out)]), out


def test_harmless_corrections_give_a_model_the_service_can_load(tmp_path):
    result, out = train(tmp_path, HARMLESS)

    assert result.exit_code == 0, result.output
    assert load_model(out.read_text("utf-8")).parent == MODEL.version


def test_corrections_that_make_the_audit_score_fall_are_refused_and_nothing_is_written(tmp_path):
    codes = {
        code: {"added": 900} if code == "funding-policy-pressure" else {"shown": 900, "rejected": 900}
        for code in MODEL.codes
    }
    body = HARMLESS | {"reports": 900, "codes": codes, "terms": {}}

    result, out = train(tmp_path, body)

    assert result.exit_code == 1
    assert "not written" in result.output
    assert not out.exists()


def test_a_bad_file_is_answered_kindly_and_nothing_is_written(tmp_path):
    result, out = train(tmp_path, "{")

    assert result.exit_code == 1
    assert "Export it again" in result.output
    assert not out.exists()


def test_the_audit_reports_were_kept_from_training():
    from training.factors_data import read_examples

    learned = {example.text for example in read_examples()}

    assert len(read_audit()) >= 50
    assert not [report for report in read_audit() if report.text in learned]


def test_the_shipped_model_does_well_on_the_audit_reports():
    assert audit_score(MODEL, read_audit()) >= 450
