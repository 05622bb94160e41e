"""Which reports are held out: decided by the id alone, for everybody."""

from training.split import held_out_reports, read_gold, training_reports


def test_a_sixth_of_the_reports_is_held_out_and_none_is_in_both_parts():
    held, kept = {r.id for r in held_out_reports()}, {r.id for r in training_reports()}

    assert not held & kept
    assert len(held) == 217 and len(held) + len(kept) == 1350


def test_every_mark_of_the_corpus_covers_words_of_its_text():
    for report in read_gold():
        for span in report.spans:
            assert report.text[span.start : span.end].strip()
