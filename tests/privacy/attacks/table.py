"""Every attack in one place: its statistic, the bound it must stay under, the mutants it must catch."""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import getdoc

from tests.privacy.attacks import (
    counting,
    inference,
    noise,
    packs,
    probing,
    queries,
    stillness,
    subtracting,
)
from tests.privacy.attacks import mutants_culture as culture
from tests.privacy.attacks import mutants_doors as doors
from tests.privacy.attacks import mutants_drawing as drawing
from tests.privacy.attacks.lab import Lab, Plant


@dataclass(frozen=True)
class Attack:
    """One way to learn what is not to be known. `run` returns a statistic; above `bound` it has succeeded."""

    run: Callable[[Lab], float]
    bound: float
    mutants: tuple[Plant, ...]

    @property
    def name(self) -> str:
        """As a test is called."""
        return self.run.__name__.replace("_", " ")

    @property
    def about(self) -> str:
        """What the attacker does."""
        return sentence(self.run)


def sentence(thing: Callable[..., object]) -> str:
    """The first line of a docstring."""
    return (getdoc(thing) or "").splitlines()[0]


STILL = (
    Attack(stillness.submitting, 0, (doors.live_count, doors.waiting_words, doors.next_release_when_enough)),
    Attack(stillness.arriving_late, 0, (doors.live_count, doors.last_updated)),
    Attack(stillness.coding_late, 0, (doors.counts_coded_live,)),
    Attack(stillness.recoding, 0, (doors.live_count,)),
    Attack(stillness.deleting, 0, (doors.live_count, doors.moving_etag)),
    Attack(stillness.answering, 0, (culture.live_promises,)),
    Attack(stillness.another_store, 0, (doors.live_count, doors.waiting_words, doors.raw_export)),
    Attack(stillness.prompts, 0, (doors.counts_open_month_live,)),
    Attack(stillness.replaying, 0, (drawing.redraws_on_replay,)),
    Attack(stillness.asking_early, 0, (drawing.closes_early,)),
    Attack(
        stillness.conditional_requests,
        0,
        (doors.moving_etag, doors.moving_length, doors.last_updated, culture.moving_version),
    ),
)
"""Between two releases nothing moves."""
ASKED = (
    Attack(queries.averaging, 0, (doors.fresh_noise_per_request,)),
    Attack(queries.equivalent_queries, 0, (doors.noise_per_view, doors.fresh_noise_per_request)),
    Attack(queries.hidden_parameters, 0, (doors.free_spans, doors.free_scopes)),
    Attack(queries.small_units, 0, (drawing.no_unit_floor,)),
    Attack(queries.wrong_keys, 0, (doors.any_key_reads,)),
    Attack(queries.counting_answers, 0, (doors.numbered_answers,)),
    Attack(queries.exports, 0, (doors.raw_export, culture.raw_culture)),
    Attack(packs.packs, 0, (doors.pack_of_the_moment,)),
    Attack(counting.late_reports, counting.FOUR_MONTHS, (drawing.skipped_ledger,)),
    Attack(
        counting.recoded_reports,
        counting.SIX_CELLS,
        (drawing.recoding_clears_the_ledger, drawing.skipped_ledger),
    ),
    Attack(counting.reports_sent_again, counting.TWO_MONTHS, (drawing.deleting_clears_the_ledger,)),
    Attack(counting.changed_plans, counting.WHOLE_LIFE, (drawing.plans_do_not_know_each_other,)),
    Attack(counting.upgraded_plans, counting.WHOLE_LIFE, (culture.versions_do_not_know_each_other,)),
    Attack(probing.four_of_my_own, probing.RIGHT, (drawing.rounded_to_five, drawing.no_noise)),
    Attack(probing.work_of_showing, 0, (doors.counts_while_showing,)),
)
"""Nothing is told to who asks often, otherwise, early or for more, and nothing is counted twice."""
DRAWN = (
    Attack(subtracting.totals_less_parts, subtracting.TOTALS, (doors.exact_total, drawing.no_noise)),
    Attack(subtracting.overlapping_tables, subtracting.OVERLAPS, (drawing.no_noise,)),
    Attack(
        subtracting.integer_programming,
        subtracting.PROGRAM,
        (drawing.small_counts_hidden, drawing.no_noise),
    ),
    Attack(inference.membership_in_one_table, inference.MEMBER_ONE_TABLE, (drawing.no_noise,)),
    Attack(inference.membership_in_all_tables, inference.MEMBER_ALL_TABLES, (drawing.no_noise,)),
    Attack(inference.membership_in_many_worlds, inference.MEMBER_MANY_WORLDS, (drawing.half_scale,)),
    Attack(inference.attribute_in_all_tables, inference.TRAIT_BY_HTTP, (drawing.no_noise,)),
    Attack(inference.attribute_in_many_worlds, inference.TRAIT_MANY_WORLDS, (drawing.half_scale,)),
    Attack(
        inference.empty_or_not,
        inference.EMPTY_OR_NOT,
        (drawing.empty_cells_unblurred, drawing.hides_true_zeros),
    ),
    Attack(
        inference.telling_events,
        inference.EVENTS,
        (
            drawing.half_scale,
            drawing.empty_cells_unblurred,
            drawing.hides_true_zeros,
            drawing.cut_at_the_margin,
        ),
    ),
    Attack(noise.law_by_http, noise.LAW, (drawing.half_scale, drawing.no_noise)),
    Attack(
        noise.law_of_many_draws,
        noise.CHI_SQUARE,
        (drawing.half_scale, drawing.gaussian, drawing.cut_at_the_margin),
    ),
    Attack(
        noise.independence,
        noise.LAW,
        (drawing.shared_by_tables, drawing.shared_by_cells, drawing.same_every_month),
    ),
    Attack(noise.alike_months, noise.LAW, (drawing.seeded_by_data, drawing.same_every_month)),
)
"""No figure tells of a report beyond its noise."""
ATTACKS = (*STILL, *ASKED, *DRAWN)
