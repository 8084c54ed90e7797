"""What a list changes, and the steps that make it so, agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.lists.difference import (
    CLASSES,
    LISTED,
    Change,
    change_between,
    class_of,
    count_changes,
    step_to,
)

kinds = st.frozensets(st.sampled_from(CLASSES))
afters = st.sampled_from(("", *CLASSES))


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("POOR", "POOR", Change.UNCHANGED),
        ("", "POOR", Change.CAME_IN),
        ("NEWLY_ESCAPED", "NEAR_POOR", Change.CAME_IN),
        ("POOR", "", Change.WENT_OUT),
        ("NEAR_POOR", "NEWLY_ESCAPED", Change.WENT_OUT),
        ("POOR", "AVERAGE_LIVING", Change.WENT_OUT),
        ("POOR", "NEAR_POOR", Change.CHANGED),
    ],
)
def test_a_change_has_one_name(before, after, change):
    assert change_between(before, after) is change


def test_who_leaves_poverty_is_newly_escaped():
    assert step_to({"POOR"}, "").starts == {"NEWLY_ESCAPED"}
    assert step_to({"NEAR_POOR"}, "AVERAGE_LIVING").starts == {"NEWLY_ESCAPED", "AVERAGE_LIVING"}


def test_who_moves_away_is_not_newly_escaped():
    step = step_to({"POOR"}, "", escapes=False)

    assert (step.ends, step.starts) == ({"POOR"}, frozenset())


def test_the_day_of_an_escape_is_not_moved_by_a_later_list():
    step = step_to({"NEWLY_ESCAPED"}, "NEWLY_ESCAPED")

    assert (step.ends, step.starts) == (frozenset(), frozenset())


@given(now=kinds, after=afters, escapes=st.booleans())
def test_after_the_step_the_household_is_of_the_class_it_should_be(now, after, escapes):
    step = step_to(now, after, escapes=escapes)

    then = (now - step.ends) | step.starts
    assert step.ends <= now
    assert not step.starts & now
    assert after in (*then, "")
    if after in LISTED:
        assert then == {after}
    assert not (LISTED & then) or class_of(then) == after


@given(now=kinds, after=afters)
def test_a_step_taken_twice_is_taken_once(now, after):
    step = step_to(now, after)

    again = step_to((now - step.ends) | step.starts, after)

    assert not again.starts
    assert not again.ends & LISTED


@given(
    before=st.dictionaries(st.integers(1, 9), afters),
    after=st.dictionaries(st.integers(1, 9), afters),
)
def test_every_household_is_counted_once(before, after):
    counts = count_changes(before, after)

    assert sum(counts.values()) == len(
        {one for one in before.keys() | after.keys() if before.get(one) or after.get(one)}
    )
