"""Answers kept by version: the same bytes, bounded, what was asked for longest ago goes first."""

from service.domain.versions import Answers


def test_an_answer_is_found_by_its_version_and_by_no_other():
    answers = Answers()
    answers.keep("one", b"{}")

    assert answers.find("one") == b"{}"
    assert answers.find("two") is None


def test_what_was_asked_for_longest_ago_makes_room():
    answers = Answers(most=10)
    for name in ("one", "two"):
        answers.keep(name, b"12345")
    answers.find("one")

    answers.keep("three", b"123")

    assert [answers.find(name) for name in ("one", "two", "three")] == [b"12345", None, b"123"]


def test_what_is_larger_than_all_the_room_is_not_kept_and_the_same_again_takes_no_more_room():
    answers = Answers(most=10)
    for _ in range(5):
        answers.keep("one", b"12345678")

    answers.keep("two", b"12345678901")

    assert answers.find("two") is None
    answers.keep("one", b"12345678")
    assert answers.find("one") == b"12345678"


def test_a_kept_answer_prints_as_nothing():
    answers = Answers()
    answers.keep("one", b"canary")

    assert "canary" not in repr(answers)
