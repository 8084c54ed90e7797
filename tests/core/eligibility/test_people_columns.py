"""From persons to households, exactly."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.eligibility.people_columns import any_by_household, count_by_household, sum_by_household

COUNT = 6
PERSONS = st.lists(st.tuples(st.integers(0, COUNT - 1), st.integers(-(10**15), 10**15)), max_size=30)


@given(PERSONS)
def test_sums_counts_and_any_are_those_of_the_persons(persons: list[tuple[int, int]]):
    household = np.array([place for place, _value in persons], dtype=np.int64)
    values = np.array([value for _place, value in persons], dtype=np.int64)

    sums = sum_by_household(values, household, count=COUNT)
    counts = count_by_household(values > 0, household, count=COUNT)
    found = any_by_household(values > 0, household, count=COUNT)

    theirs = [[value for place, value in persons if place == wanted] for wanted in range(COUNT)]
    assert sums.tolist() == [sum(values) for values in theirs]
    assert counts.tolist() == [sum(value > 0 for value in values) for values in theirs]
    assert found.tolist() == [any(value > 0 for value in values) for values in theirs]


def test_no_dong_is_lost_above_what_a_float_can_tell():
    values = np.array([2**53, 1, 100_000_001], dtype=np.int64)

    sums = sum_by_household(values, np.array([0, 0, 1]), count=3)

    assert sums.tolist() == [2**53 + 1, 100_000_001, 0]


def test_a_sum_that_does_not_fit_is_refused():
    with pytest.raises(AssertionError):
        sum_by_household(np.array([2**62, 2**62]), np.array([0, 0]), count=1)


def test_great_values_in_different_households_fit():
    sums = sum_by_household(np.array([2**62, 2**62]), np.array([0, 1]), count=2)

    assert sums.tolist() == [2**62, 2**62]


@pytest.mark.parametrize("place", [-1, 2])
def test_a_person_belongs_to_a_household_that_there_is(place: int):
    with pytest.raises(AssertionError):
        sum_by_household(np.array([1]), np.array([place]), count=2)
