"""The class of a household by the poverty standard, on both sides of 1/1/2027."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.eligibility.households import FactColumn
from tantam.core.law.dated import Dated, get_on
from tantam.core.law.programme import PovertyStandard
from tantam.core.poverty import CLASSES, classify, classify_columns

OLD = PovertyStandard(  # Decree 07/2021/NĐ-CP, as extended by Decree 30/2025/NĐ-CP
    rural_income_vnd=1_500_000,
    urban_income_vnd=2_000_000,
    poor_from_deprivations=3,
    average_rural_income_vnd=2_250_000,
    average_urban_income_vnd=3_000_000,
)
NEW = PovertyStandard(  # Decree 351/2025/NĐ-CP
    rural_income_vnd=2_200_000, urban_income_vnd=2_800_000, poor_from_deprivations=3
)
CHECKED = date(2026, 11, 22)
STANDARDS = tuple(
    Dated[PovertyStandard](
        value=value,
        starts_on=starts_on,
        ends_before=ends_before,
        reference={"document": document, "year": year, "article": "3"},
        checked_on=CHECKED,
    )
    for value, starts_on, ends_before, document, year in (
        (OLD, date(2022, 1, 1), date(2027, 1, 1), "07/2021/NĐ-CP", 2021),
        (NEW, date(2027, 1, 1), None, "351/2025/NĐ-CP", 2025),
    )
)


def test_one_household_is_not_poor_on_the_last_day_of_2026_and_poor_the_day_after():
    household = {"is_rural": True, "income_vnd": 1_900_000, "deprivations": 3}

    found = [
        classify(get_on(STANDARDS, day, name="poverty").value, **household)
        for day in (date(2026, 12, 31), date(2027, 1, 1))
    ]

    assert found == ["AVERAGE", "POOR"]


@pytest.mark.parametrize(
    ("is_rural", "income_vnd", "deprivations", "expected"),
    [
        (True, 1_500_000, 3, "POOR"),  # at the line is under it
        (True, 1_500_000, 2, "NEAR_POOR"),
        (True, 1_500_001, 12, "AVERAGE"),
        (True, 2_250_000, 0, "AVERAGE"),
        (True, 2_250_001, 12, "NONE"),
        (False, 2_000_000, 3, "POOR"),
        (False, 3_000_001, 3, "NONE"),
    ],
)
def test_lines_belong_to_the_class_below(is_rural, income_vnd, deprivations, expected):
    assert classify(OLD, is_rural=is_rural, income_vnd=income_vnd, deprivations=deprivations) == expected


@pytest.mark.parametrize(
    ("is_rural", "income_vnd", "deprivations", "expected"),
    [
        (True, 9_000_000, None, "NONE"),  # nobody asks for deprivations of those above
        (None, 9_000_000, None, "NONE"),
        (None, 1_000_000, 3, "POOR"),
        (True, 1_000_000, None, None),
        (None, 1_800_000, 3, None),  # average in the country, poor in a town
        (True, None, 3, None),
    ],
)
def test_a_missing_fact_leaves_the_class_open_only_if_it_matters(is_rural, income_vnd, deprivations, expected):
    assert classify(OLD, is_rural=is_rural, income_vnd=income_vnd, deprivations=deprivations) == expected


def test_without_average_lines_there_is_no_average_class():
    assert classify(NEW, is_rural=True, income_vnd=2_200_001, deprivations=0) == "NONE"


@given(
    st.lists(
        st.tuples(
            st.none() | st.booleans(),
            st.none() | st.integers(0, 3_100_000) | st.sampled_from([1_500_000, 2_000_000, 2_250_000, 2_250_001]),
            st.none() | st.integers(0, 12),
        ),
        max_size=40,
    ),
    st.sampled_from([OLD, NEW]),
)
def test_columns_agree_with_one_at_a_time(households: list[tuple], standard: PovertyStandard):
    rural, income, lacking = zip(*households, strict=True) if households else ((), (), ())

    found = classify_columns(
        standard,
        is_rural=_column(rural, np.bool_, rubbish=True),
        income_vnd=_column(income, np.int64, rubbish=-1),
        deprivations=_column(lacking, np.int64, rubbish=99),
    )

    classes = [CLASSES[place] if known else None for place, known in zip(found.values, found.known, strict=True)]
    assert classes == [classify(standard, is_rural=r, income_vnd=i, deprivations=d) for r, i, d in households]


def _column(values: tuple, dtype: type, *, rubbish: object) -> FactColumn:
    return FactColumn(
        values=np.array([rubbish if value is None else value for value in values], dtype=dtype),
        known=np.array([value is not None for value in values], dtype=np.bool_),
    )
