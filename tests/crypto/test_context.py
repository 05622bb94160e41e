"""Contexts: what a seal is bound to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.crypto.context import Context, Purpose
from tests.crypto.cases import context_of, named

contexts = st.builds(Context, st.sampled_from(Purpose), st.text(), st.text(), st.text(), st.text())


@pytest.mark.parametrize("case", named("contexts"))
def test_a_context_has_the_bytes_both_languages_agreed_on(case):
    assert context_of(case).encode().hex() == case["encoded"]


@given(contexts, contexts)
def test_two_contexts_have_the_same_bytes_only_if_they_are_the_same(one, other):
    assert (one.encode() == other.encode()) == (one == other)


@given(st.text(), st.text(), st.text())
def test_moving_letters_from_one_field_to_the_next_changes_the_bytes(one, moved, other):
    left = Context(Purpose.REPORT_DEVICE, one + moved, other, "", "")
    right = Context(Purpose.REPORT_DEVICE, one, moved + other, "", "")

    assert (left.encode() == right.encode()) == (moved == "")


def test_a_field_too_long_for_its_length_is_refused():
    with pytest.raises(ValueError, match="too long"):
        Context(Purpose.REPORT_DEVICE, "x" * 65536, "", "", "").encode()


def test_text_that_is_no_text_is_refused_rather_than_replaced():
    with pytest.raises(ValueError, match="surrogates"):
        Context(Purpose.REPORT_DEVICE, "\ud800", "", "", "").encode()
