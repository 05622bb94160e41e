"""Makes every data file of the identifier finder: `python -m training.ids`. Seeded: same data, same bytes."""

from training.ids import fold, lexicon, patterns
from training.ids.augment import seen_small
from training.ids.corpus import gold_marked, own_marked

MASK_AT, MAYBE_AT = -2.0, -4.75


def main() -> None:
    """Fold table, rules and word list first, because the model's features read them; then the model."""
    fold.main()
    patterns.main()
    reports = [*gold_marked(), *own_marked()]
    lexicon.OUT.write_text(lexicon.pack(lexicon.classes(seen_small(reports))), "utf-8")

    from training.ids import pack, train
    from training.ids.corpus import LABELS

    trained = train.train(reports, train.Recipe())
    count = len(LABELS) - 1
    thresholds = pack.Thresholds((MASK_AT,) * count, (MAYBE_AT,) * count)
    pack.OUT.write_text(pack.pack(trained, thresholds), "utf-8")
    print(f"{len(reports)} reports, {len(trained.weights)} features")


if __name__ == "__main__":
    main()
