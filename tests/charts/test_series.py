"""A chart tells what its words tell, loads nothing, and says everything by shape as well as by colour."""

import json

from service.charts.series import series_chart, usual_words
from service.charts.words import ChartPoint


def points(values: list[int], threshold: int = 7, margin: int = 6) -> list[ChartPoint]:
    return [
        ChartPoint(
            when=f"month {index}",
            words=f"about {value}" if value >= threshold else "too few to tell",
            value=value,
            low=max(0, value - margin),
            high=max(0, value + margin),
            told=value >= threshold,
        )
        for index, value in enumerate(values)
    ]


def rows(spec: dict) -> list[dict]:
    return next(iter(spec["datasets"].values()))


def test_a_value_too_small_to_tell_is_not_drawn_as_a_number():
    spec = series_chart("Digital systems", points([3, -4, 20]))

    assert [row["drawn"] for row in rows(spec)] == [None, None, 20]
    assert [row["kind"] for row in rows(spec)] == ["Too few to tell"] * 2 + ["Published figure"]
    assert "-4" not in json.dumps(spec)


def test_a_rise_beyond_the_usual_is_marked_by_a_shape_of_its_own():
    spec = series_chart("Digital systems", points([20, 22, 19, 21, 20, 23, 18, 20, 21, 19, 22, 20, 60]))

    assert rows(spec)[-1]["kind"] == "Higher than usual for you"
    encoding = spec["layer"][-1]["encoding"]
    assert encoding["shape"]["field"] == encoding["color"]["field"] == "kind"
    assert len(set(encoding["shape"]["scale"]["range"])) == 4


def test_eleven_points_have_no_limits_and_nothing_is_called_unusual():
    spec = series_chart("Digital systems", points([20] * 10 + [90]))

    assert rows(spec)[-1]["kind"] == "Published figure"
    assert len(spec["layer"]) == 3
    assert usual_words(tuple(points([20] * 10 + [90]))) == ""


def test_the_newest_figure_is_told_beside_the_others():
    steady = [20, 22, 19, 21, 20, 23, 18, 20, 21, 19, 22, 20]

    assert usual_words(tuple(points(steady))) == "usual for you"
    assert usual_words(tuple(points([*steady, 60]))).startswith("higher than usual for you: ")
    assert usual_words(tuple(points([*steady, 0]))).startswith("lower than usual for you: ")


def test_a_specification_is_plain_json_and_names_no_place_elsewhere():
    for values in ([], [4], [4] * 20, list(range(7, 40))):
        text = json.dumps(series_chart("All reports", points(values)), allow_nan=False)

        assert "http" not in text
        assert '"url"' not in text


def test_drawing_the_same_figures_twice_gives_the_same_bytes():
    first, second = (json.dumps(series_chart("All reports", points([9, 10, 11]))) for _ in range(2))

    assert first == second


def test_every_chart_holds_its_own_figures_whatever_was_drawn_before_in_the_same_shape():
    first, second = (series_chart(title, points(values)) for title, values in (("A", [9]), ("B", [30, 31])))

    for spec, values in ((first, [9]), (second, [30, 31])):
        whens = [row["when"] for row in rows(spec)]
        assert [row["drawn"] for row in rows(spec)] == values
        assert all(layer["encoding"]["x"]["scale"]["domain"] == whens for layer in spec["layer"])
        assert spec["width"] == "container"
    assert (first["description"], second["description"]) == (
        "A, month 0 to month 0. Newest: about 9.",
        "B, month 0 to month 1. Newest: about 31.",
    )


def test_no_colour_is_red_or_green():
    spec = series_chart("All reports", points([9, 10, 11]))

    for colour in spec["layer"][-1]["encoding"]["color"]["scale"]["range"]:
        red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
        assert not (red > 1.5 * max(green, blue) or green > 1.5 * max(red, blue))
