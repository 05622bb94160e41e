"""What is kept of a report when it arrives: its codes, its day, and a digest that tells it from another."""

from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest

from service.domain.reports import accept_report
from service.errors import (
    MalformedEnvelope,
    RetiredKey,
    TooManyFactors,
    UnitTooSmall,
    UnknownCode,
    UnsupportedEnvelope,
    WrongCircle,
)
from service.terms import SealedBy, SealedReport, UnitCode
from tests.domain.directories import GENERAL, TOOLS, directory, key_of
from tests.world import FACTORS, NOON, sealed_value

HERE = directory()


@pytest.fixture(scope="module")
def sealed() -> SealedReport:
    return sealed_value(HERE)


@pytest.mark.parametrize(
    ("moment", "day", "period"),
    [
        ("2026-11-25T12:00", "2026-11-25", "2026-11"),
        ("2026-06-30T23:30", "2026-07-01", "2026-07"),
        ("2026-11-30T23:59", "2026-11-30", "2026-11"),
        ("2026-12-31T23:59", "2026-12-31", "2026-12"),
    ],
)
def test_a_report_is_dated_by_the_day_where_the_organisation_is(sealed, moment, day, period):
    submission = accept_report(sealed, HERE, datetime.fromisoformat(moment).replace(tzinfo=UTC))

    assert (submission.received, submission.period) == (day, period)


def test_nothing_of_the_hour_is_kept(sealed):
    early, late = (
        accept_report(sealed, HERE, NOON.replace(hour=hour, minute=7, second=11)) for hour in (1, 22)
    )

    assert early == late


def test_the_same_report_has_the_same_digest_and_any_change_another(sealed):
    other = b"\7" * 32
    changes = {
        "envelope": sealed.envelope[:-1] + bytes([sealed.envelope[-1] ^ 1]),
        "dialogue_lookup": other[:16],
        "dialogue_verifier": other,
        "dialogue_key": key_of(GENERAL).public_key,
        "sealed_by": SealedBy.SERVICE,
    }
    coded = {
        "kind": "idea",
        "unit": UnitCode("south"),
        "role_group": "prefer-not-to-say",
        "factors": ("digital-systems", "workload-demand"),
        "impact": "serious",
        "potential": "grave",
        "spread": "often",
        "setting": "police",
    }
    assert set(coded) == {one.name for one in fields(sealed.coded)}
    variants = [
        *(replace(sealed, **{name: value}) for name, value in changes.items()),
        *(replace(sealed, coded=replace(sealed.coded, **{name: value})) for name, value in coded.items()),
    ]

    digests = [accept_report(one, HERE, NOON).digest for one in (sealed, *variants)]

    assert accept_report(replace(sealed), HERE, NOON).digest == digests[0]
    assert len(set(digests)) == len(digests)


REFUSED = {
    "an unknown kind": ({"kind": "gossip"}, UnknownCode),
    "an unknown impact": ({"impact": "CANARY"}, UnknownCode),
    "an unknown potential": ({"potential": ""}, UnknownCode),
    "an unknown spread": ({"spread": "NEVER"}, UnknownCode),
    "an unknown setting": ({"setting": "moon"}, UnknownCode),
    "an unknown role group": ({"role_group": "boss"}, UnknownCode),
    "an unknown unit": ({"unit": UnitCode("moon")}, UnknownCode),
    "a unit below the floor": ({"unit": UnitCode("tiny")}, UnitTooSmall),
    "an unknown factor": ({"factors": ("human-error",)}, UnknownCode),
    "a factor twice": ({"factors": ("digital-systems",) * 2}, UnknownCode),
    "four factors": ({"factors": FACTORS[:4]}, TooManyFactors),
}


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.replace(" ", "-"))
def test_codes_that_are_not_on_a_list_are_refused_without_repeating_them(sealed, case):
    changes, refusal = REFUSED[case]

    with pytest.raises(refusal) as refused:
        accept_report(replace(sealed, coded=replace(sealed.coded, **changes)), HERE, NOON)

    assert set(refused.value.hints) == {"field"}
    assert "CANARY" not in repr(refused.value) + refused.value.words


def test_a_damaged_envelope_and_one_of_a_later_version_are_told_apart(sealed):
    with pytest.raises(MalformedEnvelope):
        accept_report(replace(sealed, envelope=sealed.envelope[:-1]), HERE, NOON)
    with pytest.raises(UnsupportedEnvelope):
        accept_report(replace(sealed, envelope=b"\x09" + sealed.envelope[1:]), HERE, NOON)


def test_the_sender_does_not_choose_the_circle(sealed):
    with pytest.raises(WrongCircle) as named:
        accept_report(replace(sealed, circle=GENERAL), HERE, NOON)
    with pytest.raises(WrongCircle):
        accept_report(replace(sealed, coded=replace(sealed.coded, factors=())), HERE, NOON)

    assert named.value.hints == {"circle": TOOLS}


def test_an_envelope_sealed_to_another_circles_key_is_refused(sealed):
    crossed = directory(keys=(replace(key_of(TOOLS), circle=GENERAL), key_of(TOOLS, 2)))

    with pytest.raises(WrongCircle):
        accept_report(sealed, crossed, NOON)


def test_a_key_nobody_knows_is_answered_with_the_one_in_use(sealed):
    with pytest.raises(RetiredKey) as refused:
        accept_report(sealed, directory(keys=(key_of(TOOLS, 9), key_of(GENERAL))), NOON)

    assert refused.value.hints == {"key_id": key_of(TOOLS, 9).key_id}


def test_a_retired_key_is_refused_with_the_id_of_the_one_in_use(sealed):
    rotated = directory(keys=(key_of(TOOLS, 1, active=False), key_of(TOOLS, 2), key_of(GENERAL)))

    with pytest.raises(RetiredKey) as refused:
        accept_report(sealed, rotated, NOON)

    assert refused.value.hints == {"key_id": key_of(TOOLS, 2).key_id}


def test_a_submission_prints_nothing_of_what_is_sealed(sealed):
    printed = repr(accept_report(sealed, HERE, NOON)) + repr(sealed)

    assert "envelope" not in printed
    assert sealed.dialogue_lookup.hex() not in printed
    assert "digest" not in printed
