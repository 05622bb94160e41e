"""Names of every origin, in every case a tired writer uses, and the words that only look like names."""

import time

import pytest

from service.text.identifiers.find import find_identifiers


def masked(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_identifiers(text).masked]


@pytest.mark.parametrize(
    "name",
    [
        "Kemi",
        "Tomasz",
        "Siobhán",
        "Gurpreet",
        "Abdirahman",
        "Nguyễn",
        "Huw",
        "Oluwaseun",
        "Zuzanna",
        "Doreen",
    ],
)
def test_a_name_of_any_origin_is_masked(name: str):
    assert masked(f"I handed over to {name} at the door and went home.") == [name]


def test_a_name_in_small_letters_is_masked():
    assert "kemi" in masked("i handed over to kemi at the door and then i went home, nobody wrote it down")


def test_a_name_in_capitals_is_masked():
    assert "OKAFOR" in masked(
        "MRS OKAFOR WAS LEFT ON THE COMMODE FOR FIFTY MINUTES AND NOBODY TOLD THE NURSE IN CHARGE"
    )


def test_a_possessive_stays_outside_the_mask():
    assert masked("It was Kemi's shift and Kemi's bleep.") == ["Kemi", "Kemi"]


def test_a_home_and_a_street_are_masked_whole():
    found = masked("She moved from 14 Larch Road to Oakhurst House Nursing Home last winter.")

    assert "14 Larch Road" in found
    assert any("Oakhurst House Nursing Home" in words for words in found)


@pytest.mark.parametrize(
    "text",
    [
        "We are always short in May and this May may be the worst yet.",
        "The CQC and Ofsted both asked. Datix was down, so was SystmOne.",
        "I hope somebody marks this before a rich seam of missed things turns up.",
        "Nobody came. Not one person rang. We waited on the ward until ten.",
    ],
)
def test_words_that_only_look_like_names_are_left_alone(text: str):
    assert masked(text) == []


def test_marks_that_cannot_be_seen_do_not_save_a_name():
    assert masked("I handed over to Ke\u200bmi at the door.") == ["Ke\u200bmi"]


@pytest.mark.parametrize(
    "piece", ["a", "A1-", "on 1/1, ", "ref 1-", "0 ", "a@a.", "12:30 ", "Aa ", "'s ", "half past "]
)
def test_the_work_grows_with_the_length_of_the_text(piece: str):
    short, long = (_time(piece * (size // len(piece))) for size in (10_000, 40_000))

    assert long < 16 * short + 0.05


def _time(text: str) -> float:
    start = time.process_time()
    find_identifiers(text)
    return time.process_time() - start
