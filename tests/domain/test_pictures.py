"""Charts say what their tables say: marks in their place, limits anew by decision, cells in order."""

from service.domain.dashboards import CrossTable
from service.domain.figures import Figure, Series
from service.domain.marks import REASON_WORDS, Marks
from service.domain.pictures import beside_each, draw_cross, draw_series, noted_on, notes_of
from service.terms import Day, Event, EventKind, Period, Rebase, RebaseReason, Role

MONTHS = [f"{2024 + place // 12}-{place % 12 + 1:02d}" for place in range(30)]
VALUES = [20, 23, 18, 21, 19, 22, 20, 24, 17, 21, 20, 22, 19, 21, 20]


def series(months: list[str], values: list[int], *, quarterly: bool = False) -> Series:
    figures = (Figure(Period(one), value, 6, 7) for one, value in zip(months, values, strict=False))
    return Series("digital-systems", "Records and digital systems", quarterly, tuple(figures))


def event(month: str, *, expected: bool = False) -> Event:
    return Event(EventKind.OPEN_CALL, Period(month), expected, Role.STEWARD, Day("2026-01-15"))


def rebase(month: str, scope: str = "factor:digital-systems") -> Rebase:
    return Rebase(scope, Period(month), RebaseReason.WORK_CHANGED, Role.STEWARD, Day("2026-01-15"))


def test_events_are_numbered_by_time_and_say_that_a_rise_was_expected():
    marks = Marks((event("2024-09", expected=True), event("2024-03")), ())

    noted = noted_on(series(MONTHS, VALUES), marks, "all")

    assert [(one.sign, one.period, one.words) for one in noted] == [
        ("1", "2024-03", "Open call for reports."),
        ("2", "2024-09", "Open call for reports. More reports were expected after this."),
    ]


def test_what_lies_outside_the_time_shown_is_not_marked():
    marks = Marks((event("2023-12"), event("2025-04")), ())

    assert noted_on(series(MONTHS[:12], VALUES), marks, "all") == ()


def test_an_event_stands_in_the_quarter_that_holds_its_month():
    quarters = series(["2024-Q1", "2024-Q2"], VALUES, quarterly=True)

    placed = [
        noted_on(quarters, Marks((event(month),), ()), "all") for month in ("2023-12", "2024-01", "2024-05")
    ]

    assert [[one.period for one in found] for found in placed] == [[], ["2024-Q1"], ["2024-Q2"]]


def test_limits_start_anew_only_for_the_scope_that_was_decided():
    whole, marks = series(MONTHS, VALUES + [60] * 15), Marks((), (rebase("2025-04"),))

    ours = draw_series(whole, notes_of(whole, marks, "factor:digital-systems"))
    others = draw_series(whole, notes_of(whole, marks, "factor:workload-demand"))

    means = [[row["mean"] for row in _rows(spec)] for spec in (ours, others)]
    assert (len(set(means[0])), len(set(means[1]))) == (2, 1)
    assert means[0][14] < 25 and means[0][15] == 60


def test_the_decision_is_told_beside_the_chart():
    whole = series(MONTHS, VALUES)

    [noted] = noted_on(whole, Marks((), (rebase("2024-06"),)), "factor:digital-systems")

    assert noted.words.startswith("Usual limits start anew from here, by a recorded decision.")
    assert noted.words.endswith(REASON_WORDS[RebaseReason.WORK_CHANGED])


def test_a_stretch_of_fewer_than_twelve_has_no_limits_and_no_verdict():
    whole, marks = series(MONTHS, [*VALUES, 90, 91]), Marks((), (rebase("2025-04"),))
    notes = notes_of(whole, marks, "factor:digital-systems")

    assert beside_each(whole, notes)[-1] == "too early to say what is usual"
    assert _rows(draw_series(whole, notes))[-1]["kind"] == "Published figure"


def test_the_chart_describes_its_marks_for_whoever_cannot_see_it():
    whole = series(MONTHS, VALUES)
    notes = notes_of(whole, Marks((event("2024-09"),), ()), "all")

    spec = draw_series(whole, notes)

    assert "Sep 2024: Open call for reports." in spec["description"]


def test_a_heat_map_keeps_the_order_of_its_lists_and_tells_no_number_below_the_threshold():
    rows, columns = (("b", "Beta"), ("a", "Alpha")), (("y", "Why"), ("x", "Ex"))
    told, few = Figure(Period("2026-Q1"), 31, 7, 8), Figure(Period("2026-Q1"), -3, 7, 8)

    spec = draw_cross(CrossTable(Period("2026-Q1"), rows, columns, ((told, few), (None, told))))

    cells = _rows(spec)
    assert [(cell["row"], cell["column"]) for cell in cells] == [
        ("Why", "Beta"), ("Why", "Alpha"), ("Ex", "Beta"), ("Ex", "Alpha"),
    ]  # fmt: skip
    assert [cell["value"] for cell in cells] == [31, None, None, 31]
    assert [cell["said"] for cell in cells] == ["31", "few", "few", "31"]
    assert spec["layer"][0]["encoding"]["y"]["sort"] == ["Why", "Ex"]


def _rows(spec: dict) -> list[dict]:
    return max(spec["datasets"].values(), key=len)
