"""Services that blur wrongly, count twice or publish what they should not: each must be caught.

A mutant is a function that plants one fault; its docstring is its name.
"""

from random import Random

import pytest
from sqlalchemy import text

from service.pipeline import periods
from service.pipeline import releases as job
from service.privacy import domains
from service.privacy.budget import Epsilon
from service.privacy.counting import RawCounts
from service.privacy.noise import Blurred, scale_for
from service.terms import Unit
from tests.privacy.attacks.lab import Lab
from tests.privacy.attacks.scene import chance, run_sql

Patch = pytest.MonkeyPatch
_blur = job.blur


def _drawn(counts: RawCounts, values: list[int], epsilon: Epsilon) -> Blurred:
    """As if honestly drawn: the scale that is told is the right one."""
    return Blurred(tuple(zip(counts.domain.cells, values, strict=True)), repr(scale_for(epsilon)))


def _noise(counts: RawCounts, epsilon: Epsilon) -> list[int]:
    return [
        value - true for (_, value), true in zip(_blur(counts, epsilon).cells, counts.values, strict=True)
    ]


def _seeded(lots: Random, epsilon: Epsilon) -> int:
    rate = float(epsilon.amount)
    return int(lots.expovariate(rate)) - int(lots.expovariate(rate))


def no_noise(patch: Patch, _: Lab) -> None:
    """The counts are published as they are."""
    patch.setattr(job, "blur", lambda counts, epsilon: _drawn(counts, list(counts.values), epsilon))


def half_scale(patch: Patch, _: Lab) -> None:
    """The noise has half the scale that is told."""
    patch.setattr(
        job,
        "blur",
        lambda counts, epsilon: _drawn(
            counts, [value for _, value in _blur(counts, Epsilon(epsilon.amount * 2)).cells], epsilon
        ),
    )


def seeded_by_data(patch: Patch, _: Lab) -> None:
    """The noise is seeded by the counts it hides."""

    def blur(counts: RawCounts, epsilon: Epsilon) -> Blurred:
        lots = Random(repr(counts.values))
        return _drawn(counts, [value + _seeded(lots, epsilon) for value in counts.values], epsilon)

    patch.setattr(job, "blur", blur)


def shared_by_tables(patch: Patch, _: Lab) -> None:
    """All tables of a month use the same noise, each at its own scale."""
    kept: dict[int, int] = {}

    def blur(counts: RawCounts, epsilon: Epsilon) -> Blurred:
        total = sum(counts.values)
        lots = Random(kept.setdefault(total, int.from_bytes(chance(8), "big")))
        shift = _seeded(lots, epsilon)
        return _drawn(counts, [value + shift for value in counts.values], epsilon)

    patch.setattr(job, "blur", blur)


def shared_by_cells(patch: Patch, _: Lab) -> None:
    """One draw of noise serves every cell of a table."""

    def blur(counts: RawCounts, epsilon: Epsilon) -> Blurred:
        shift = _noise(counts, epsilon)[0]
        return _drawn(counts, [value + shift for value in counts.values], epsilon)

    patch.setattr(job, "blur", blur)


def same_every_month(patch: Patch, _: Lab) -> None:
    """Every month uses the noise of the month before."""
    kept: dict[int, list[int]] = {}

    def blur(counts: RawCounts, epsilon: Epsilon) -> Blurred:
        size = len(counts.values)
        noise = kept[size] if size in kept else kept.setdefault(size, _noise(counts, epsilon))
        return _drawn(counts, [a + b for a, b in zip(counts.values, noise, strict=True)], epsilon)

    patch.setattr(job, "blur", blur)


def empty_cells_unblurred(patch: Patch, _: Lab) -> None:
    """Empty cells get no noise."""

    def blur(counts: RawCounts, epsilon: Epsilon) -> Blurred:
        noise = _noise(counts, epsilon)
        return _drawn(counts, [a + b if a else 0 for a, b in zip(counts.values, noise, strict=True)], epsilon)

    patch.setattr(job, "blur", blur)


def hides_true_zeros(patch: Patch, _: Lab) -> None:
    """Only true zeros are called too few to tell."""

    def blur(counts: RawCounts, epsilon: Epsilon) -> Blurred:
        noise = _noise(counts, epsilon)
        pairs = zip(counts.values, noise, strict=True)
        return _drawn(counts, [max(10, a + b) if a else 0 for a, b in pairs], epsilon)

    patch.setattr(job, "blur", blur)


def small_counts_hidden(patch: Patch, _: Lab) -> None:
    """Counts below five are hidden and the others are exact."""
    patch.setattr(
        job,
        "blur",
        lambda counts, epsilon: _drawn(counts, [n if n >= 5 else 0 for n in counts.values], epsilon),
    )


def rounded_to_five(patch: Patch, _: Lab) -> None:
    """Counts are rounded to five, and hidden below five, in place of noise."""
    patch.setattr(
        job,
        "blur",
        lambda counts, epsilon: _drawn(counts, [5 * ((n + 2) // 5) for n in counts.values], epsilon),
    )


def cut_at_the_margin(patch: Patch, _: Lab) -> None:
    """Noise is cut off at three times its scale."""

    def blur(counts: RawCounts, epsilon: Epsilon) -> Blurred:
        edge = round(3 / float(epsilon.amount))
        noise = [max(-edge, min(edge, one)) for one in _noise(counts, epsilon)]
        return _drawn(counts, [a + b for a, b in zip(counts.values, noise, strict=True)], epsilon)

    patch.setattr(job, "blur", blur)


def gaussian(patch: Patch, _: Lab) -> None:
    """The noise is a rounded normal of the same variance."""

    def blur(counts: RawCounts, epsilon: Epsilon) -> Blurred:
        lots = Random(chance(8))
        spread = 2**0.5 / float(epsilon.amount)
        return _drawn(counts, [n + round(lots.gauss(0, spread)) for n in counts.values], epsilon)

    patch.setattr(job, "blur", blur)


def skipped_ledger(patch: Patch, _: Lab) -> None:
    """Nobody writes down which report was counted."""
    patch.setattr(job, "take_reports", lambda work, draw: None)


def recoding_clears_the_ledger(_: Patch, lab: Lab) -> None:
    """A report that is coded anew is counted anew."""
    lab.meddling.append(
        lambda engine: run_sql(
            engine,
            "create trigger again after update of first_factor on report begin "
            "delete from counted where report = old.report; end",
        )
    )


def deleting_clears_the_ledger(_: Patch, lab: Lab) -> None:
    """A report that is deleted leaves the ledger as well."""
    lab.meddling.append(
        lambda engine: run_sql(
            engine,
            "create trigger again after delete on report begin "
            "delete from counted where report = old.report; end",
        )
    )


def plans_do_not_know_each_other(patch: Patch, _: Lab) -> None:
    """After a change of plan every report may be counted again."""
    patch.setattr(job, "_foreign", lambda work, facts: ())


def no_unit_floor(patch: Patch, _: Lab) -> None:
    """Units of any size have a cell of their own."""

    def groups(units: tuple[Unit, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(unit.group for unit in units))

    patch.setattr(domains, "published_units", lambda units: units)
    patch.setattr(domains, "published_unit_groups", groups)


def redraws_on_replay(patch: Patch, _: Lab) -> None:
    """A month that is published again is drawn again."""
    publish = job.publish_release

    def again(work, releases, organisation, period, now):  # type: ignore[no-untyped-def]
        for trigger in work.session.execute(
            text("select name from sqlite_master where type = 'trigger' and tbl_name = 'release'")
        ).scalars():
            work.session.execute(text(f"drop trigger {trigger}"))
        for table in ("release", "outbox", "counted"):
            work.session.execute(text(f"delete from {table} where period = :month"), {"month": period})
        work.session.execute(
            text("update period set state = 'closed' where period = :month"), {"month": period}
        )
        work.session.commit()
        return publish(work, releases, organisation, period, now)

    patch.setattr(job, "publish_release", again)


def closes_early(patch: Patch, _: Lab) -> None:
    """A month can be closed before its day."""
    patch.setattr(periods, "is_over", lambda period, now, timezone: True)
