"""The patterned identifiers: what the rules claim by themselves, and what they leave alone."""

import itertools

import pytest

from service.text.identifiers.rules import RULES, find_hits
from service.text.tokens import fold_text


def claimed(text: str) -> list[tuple[str, str]]:
    hits = find_hits(fold_text(text))
    return [(hit.rule.type, text[hit.start : hit.end]) for hit in hits if hit.rule.force]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("ring 07700 900123 now", "contact", "07700 900123"),
        ("ring +44 (0)7700 900 123", "contact", "+44 (0)7700 900 123"),
        ("mine's 0 7 7 0 0 900 8 31", "contact", "0 7 7 0 0 900 8 31"),
        ("write o77oo 9oo 524", "contact", "o77oo 9oo 524"),
        ("ask k.osei@bracken.example for", "contact", "k.osei@bracken.example"),
        ("k dot osei at bracken dot example", "contact", "k dot osei at bracken dot example"),
        ("see instagram.com/bigcol_999 for", "contact", "instagram.com/bigcol_999"),
        ("find @wobbly_ot_north there", "contact", "@wobbly_ot_north"),
        ("on ext 6140 or", "contact", "6140"),
        ("NHS 943 476 5919, has", "id-number", "943 476 5919"),
        ("NINO QQ 12 34 56 C.", "id-number", "QQ 12 34 56 C"),
        ("a van, WX14 KJN, in", "id-number", "WX14 KJN"),
        ("Case WEB-774 209. He", "id-number", "WEB-774 209"),
        ("Crime ref 14/CR/20871/25.", "id-number", "14/CR/20871/25"),
        ("works order WO 558120", "id-number", "WO 558120"),
        ("then PC 4471 said", "id-number", "4471"),
        ("papers CAS-20931 found", "id-number", "CAS-20931"),
        ("lives at LS1 4AB now", "location", "LS1 4AB"),
        ("on 3/4/25 and", "date", "3/4/25"),
        ("held Weds 20 Nov 2024 at 4pm. Present", "date", "Weds 20 Nov 2024 at 4pm"),
        ("seen on the 3rd of November by", "date", "the 3rd of November"),
        ("from 14th-15th Jan. Mother", "date", "14th-15th Jan"),
        ("04:20 on 9 Feb. Fine", "date", "04:20 on 9 Feb"),
        ("twelfth of January 2026", "date", "twelfth of January 2026"),
        ("since Fri 15/11 under", "date", "Fri 15/11"),
        ("dated 2025-11-02 and", "date", "2025-11-02"),
        ("a boy aged 7, seen", "age", "aged 7"),
        ("a 14 yr old lad", "age", "14 yr old"),
        ("she is 81 years old now", "age", "81 years old"),
    ],
)
def test_a_rule_claims(text: str, kind: str, words: str):
    assert (kind, words) in claimed(text)


@pytest.mark.parametrize(
    "text",
    [
        "We work 24/7 on this ward.",
        "BP 158/102 and a temp of 38.4 at 8.06",
        "It took 25 minutes, 40 minutes, 18 minutes.",
        "Section 47, page 39 of 41, £340 short.",
        "In May we may march on Monday.",
        "Version 4 from 2019, 2,140 plans.",
    ],
)
def test_no_rule_claims_ordinary_numbers(text: str):
    assert claimed(text) == []


def test_numbers_contacts_and_postcodes_can_never_be_unmasked():
    kinds = {rule.type for rule in RULES if rule.force and not rule.fixed}

    assert kinds == {"date", "age"}


def test_no_stretch_is_claimed_twice():
    hits = find_hits(fold_text("ref CAS-20931 on 3/4/25, NHS 943 476 5919, ring 07700 900123 aged 7"))

    assert all(before.end <= after.start for before, after in itertools.pairwise(hits))
